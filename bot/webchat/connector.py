"""The part of the Bot Connector's REST interface that the bot calls, answered as Teams answers.

Source: Bot Framework REST API reference, "Conversation operations".
"""

from uuid import uuid4

from aiohttp import web

from bot.bodies import Malformed, read_body
from bot.webchat.people import BotIdentity, Clock, People, addressed, conversation_of
from bot.webchat.transcripts import Activity, Transcripts


class Connector:
    """Takes the bot's answers into the transcripts."""

    def __init__(self, transcripts: Transcripts, people: People, clock: Clock, bot: BotIdentity) -> None:
        self._transcripts = transcripts
        self._people = people
        self._clock = clock
        self._bot = bot

    async def create(self, request: web.Request) -> web.Response:
        """POST conversations: the chat with the one member named, and a first message if there is one."""
        body = await read_json(request)
        match body.get("members"):
            case [{"id": str(member)}]:
                person = addressed(self._people(), member)
            case _:
                person = None
        if person is None:
            return refused(403, "BotNotInConversationRoster", "The member is not known here.")
        first = body.get("activity")
        if not isinstance(first, dict | None):
            raise web.HTTPBadRequest(text="The activity is not a JSON object.")
        conversation = conversation_of(person.slug)
        answer = {"id": conversation, "serviceUrl": f"http://{request.host}/webchat/connector/"}
        if first:
            answer["activityId"] = self._take(conversation, first)
        return web.json_response(answer, status=201)

    async def send(self, request: web.Request) -> web.Response:
        """POST …/activities and …/activities/{reply_to}: a new activity of the bot."""
        conversation = request.match_info["conversation"]
        activity = await read_json(request)
        reply_to = request.match_info.get("activity")
        if reply_to:
            activity = {**activity, "replyToId": reply_to}
        return web.json_response({"id": self._take(conversation, activity)}, status=201)

    async def update(self, request: web.Request) -> web.Response:
        """PUT …/activities/{id}: the activity takes the place of the one sent before."""
        conversation, activity_id = request.match_info["conversation"], request.match_info["activity"]
        activity = await read_json(request)
        if not self._transcripts.has(conversation, activity_id):
            return missing()
        self._transcripts.put(conversation, self._signed(conversation, activity, activity_id))
        return web.json_response({"id": activity_id})

    async def delete(self, request: web.Request) -> web.Response:
        """DELETE …/activities/{id}."""
        conversation, activity_id = request.match_info["conversation"], request.match_info["activity"]
        if not self._transcripts.has(conversation, activity_id):
            return missing()
        self._transcripts.remove(conversation, activity_id)
        return web.Response(status=200)

    def _take(self, conversation: str, activity: Activity) -> str:
        """Record a message, or pass a sign of typing on; the id it got."""
        activity_id = f"1:{uuid4()}"
        signed = self._signed(conversation, activity, activity_id)
        keep = self._transcripts.typing if activity.get("type") == "typing" else self._transcripts.put
        keep(conversation, signed)
        return activity_id

    def _signed(self, conversation: str, activity: Activity, activity_id: str) -> Activity:
        """The activity as a client gets it: with id, time, sender and conversation filled in."""
        return {
            **activity,
            "id": activity_id,
            "timestamp": self._clock().isoformat(),
            "from": {"id": f"28:{self._bot.id}", "name": self._bot.name, "role": "bot"},
            "conversation": {"id": conversation},
        }


async def read_json(request: web.Request) -> Activity:
    """The body as a JSON object, 400 when it is anything else; its size is the application's to limit."""
    try:
        return read_body(await request.text())
    except (LookupError, ValueError, web.RequestPayloadError, Malformed) as error:
        raise web.HTTPBadRequest(text="The body is not a JSON object that can be read.") from error


def refused(status: int, code: str, message: str) -> web.Response:
    """An error in the Connector's own form."""
    return web.json_response({"error": {"code": code, "message": message}}, status=status)


def missing() -> web.Response:
    """There is no such activity in the conversation."""
    return refused(404, "ActivityNotFoundInConversation", "There is no such activity in this conversation.")
