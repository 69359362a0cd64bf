"""Who may be picked on the page, and who answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Group = Literal["council", "ministry", "secretariat", "other"]


@dataclass(frozen=True)
class DemoPerson:
    """A demo person. `object_id` and `tenant` are the Entra ids that Teams would send."""

    slug: str
    name: str
    organisation: str
    role: str
    language: str
    object_id: str
    tenant: str
    group: Group = "other"


@dataclass(frozen=True)
class BotIdentity:
    """The bot as a chat partner: its app id (without Teams' `28:`) and the name people see."""

    id: str
    name: str


People = Callable[[], Sequence[DemoPerson]]
Clock = Callable[[], datetime]


def conversation_of(slug: str) -> str:
    """The id of the one-to-one chat between this person and the bot."""
    return f"a:{slug}"


def addressed(people: Sequence[DemoPerson], member: str) -> DemoPerson | None:
    """The person a connector call means: by Teams' `29:` id or by Entra object id."""
    return next((one for one in people if member in (f"29:{one.slug}", one.object_id)), None)
