"""The local chat page: stands in for Teams on loopback, sends the same activities to the same endpoint.

Local mode only. `mount` adds the page, its files and a Bot Connector of its own to an application.
"""

from bot.webchat.guard import from_this_machine
from bot.webchat.mounting import mount
from bot.webchat.people import BotIdentity, DemoPerson, Group

__all__ = ["BotIdentity", "DemoPerson", "Group", "from_this_machine", "mount"]
