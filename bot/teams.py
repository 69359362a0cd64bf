"""Teams: activities to plain data, answers to activities. The only importer of botbuilder.

Built on botbuilder-core's schema, TurnContext and adapter base. Its own HTTP client is left out: it makes a
new blocking client for every turn and serialises cards node by node, so sending goes through `Sender`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Executor
from datetime import datetime
from typing import Any

import structlog
from botbuilder.core import BotAdapter, TurnContext
from botbuilder.schema import (
    Activity,
    ActivityTypes,
    Attachment,
    ChannelAccount,
    ConversationAccount,
    ConversationReference,
    InvokeResponse,
    ResourceResponse,
)

from storage.turns import Address, Key

from .answers import Answer
from .bodies import Malformed, check_named, plain, without_mentions
from .parcels import Parcel
from .routes import Incoming
from .sender import Sender

CARD = "application/vnd.microsoft.card.adaptive"
PRESS, DIALOG, SUBMIT = "adaptiveCard/action", "task/fetch", "task/submit"
INVOKE_RESPONSE = "alke.invokeResponse"

Answering = Callable[[Incoming], Answer]
Sent = Callable[[Answer, Address], Awaitable[None]]
Clock = Callable[[], datetime]
log = structlog.get_logger(__name__)


class TeamsAdapter(BotAdapter):  # type: ignore[misc]  # botbuilder carries no types
    """Takes activities in, answers them, and sends. Answering runs in worker threads."""

    def __init__(
        self, sender: Sender, answering: Answering, sent: Sent, clock: Clock, workers: Executor
    ) -> None:
        super().__init__()
        self._sender = sender
        self._answering = answering
        self._sent = sent
        self._clock = clock
        self._workers = workers

    async def process(self, body: Mapping[str, Any]) -> tuple[int, Any]:
        """Answer one activity: the HTTP status, and the body for an invoke. Raises Malformed."""
        activity = _activity(body)
        context = TurnContext(self, activity)
        await self.run_pipeline(context, self._turn)
        response: InvokeResponse | None = context.turn_state.get(INVOKE_RESPONSE)
        return (response.status, response.body) if response else (202, None)

    async def _turn(self, context: TurnContext) -> None:
        incoming = _received(context.activity, self._clock())
        if incoming is None:
            return _leave(context)
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(self._workers, self._answering, incoming)
        if context.activity.type == ActivityTypes.invoke:
            context.turn_state[INVOKE_RESPONSE] = InvokeResponse(status=200, body=answer.response or {})
        return await self._send(answer, incoming.address)

    async def _send(self, answer: Answer, where: Address) -> None:
        """Send an answer; one that was not stored is owed by nobody, so it goes now or never."""
        try:
            for each in answer.cards if answer.turn is None else ():
                await self.deliver(Parcel(where, each["card"]))
            await self._sent(answer, where)
        except Exception as error:  # the activity was answered: asked again, it would get nothing new
            log.error("answer.unsent", error=type(error).__name__, turn=answer.turn)

    # What TurnContext calls

    async def send_activities(
        self, context: TurnContext, activities: list[Activity]
    ) -> list[ResourceResponse]:
        """Post each activity through the sender."""
        return [ResourceResponse(id=await self._post(activity)) for activity in activities]

    async def update_activity(self, context: TurnContext, activity: Activity) -> ResourceResponse:
        """Replace an activity through the sender."""
        await self._replace(activity)
        return ResourceResponse(id=activity.id)

    async def delete_activity(self, context: TurnContext, reference: ConversationReference) -> None:
        """Take an activity back through the sender."""
        await self._sender.delete(reference.service_url, reference.conversation.id, reference.activity_id)

    # Sending to an address, within a turn or out of the blue

    async def deliver(self, parcel: Parcel, replaces: str | None = None) -> str:
        """Send a card to a conversation, or put it in the place of one; the card's id. Raises SendFailed."""
        activity = _to(parcel.where, parcel.card)
        if not replaces:
            return await self._post(activity)
        activity.id = replaces
        await self._replace(activity)
        return replaces

    async def _post(self, activity: Activity) -> str:
        return await self._sender.send(activity.service_url, activity.conversation.id, _payload(activity))

    async def _replace(self, activity: Activity) -> None:
        await self._sender.update(activity.service_url, activity.conversation.id, _payload(activity))


def receive(activity: Activity, now: datetime) -> Incoming | None:
    """The activity as plain data, or None for one that asks for nothing."""
    reader = _READERS.get(activity.type)
    read = reader(activity) if reader else None
    if read is None:
        return None
    sender = activity.from_property
    return Incoming(
        key=_key(activity, read),
        address=_address(activity),
        object_id=str(sender.aad_object_id or ""),
        locale=str(activity.locale or ""),
        personal=_is_personal(activity.conversation),
        card=str(activity.reply_to_id or ""),
        now=now,
        **read,
    )


def _received(activity: Activity, now: datetime) -> Incoming | None:
    """`receive`, where whatever can't be read is Malformed: the schema lets some odd fields through."""
    try:
        return receive(activity, now)
    except (AttributeError, TypeError, ValueError, KeyError) as error:
        raise Malformed(type(error).__name__) from error


def _activity(body: Mapping[str, Any]) -> Activity:
    """The body as an activity that names who, where and on which service."""
    check_named(body)
    try:
        return Activity().deserialize(dict(body))
    except Exception as error:  # the schema's reader raises whatever the broken field makes it raise
        raise Malformed(type(error).__name__) from error


def _is_personal(conversation: ConversationAccount) -> bool:
    """Only what says so is a chat with one person: anything else may have others in it."""
    return conversation.conversation_type == "personal" and not conversation.is_group


def _key(activity: Activity, read: Mapping[str, Any]) -> Key:
    """An arrival is greeted once for a conversation, though Teams tells of it twice."""
    once = "arrival" if read["kind"] == "arrival" else str(activity.id or "")
    return Key(str(activity.channel_id), activity.conversation.id, once, read["kind"])


def _address(activity: Activity) -> Address:
    bot, user = activity.recipient, activity.from_property
    return Address(
        channel=str(activity.channel_id),
        conversation=activity.conversation.id,
        service_url=activity.service_url,
        tenant=_tenant(activity),
        bot={"id": bot.id, "name": bot.name} if bot else {},
        user={"id": user.id, "name": user.name},
    )


def _tenant(activity: Activity) -> str:
    return str(_dict(_dict(activity.channel_data).get("tenant")).get("id", ""))


def _message(activity: Activity) -> dict[str, Any]:
    data = _dict(activity.value)
    verb = data.get("verb")
    text = without_mentions(str(activity.text or ""), activity.entities or (), activity.recipient)
    return {"kind": "message", "text": text, "verb": str(verb) if verb else None, "data": data}


def _invoke(activity: Activity) -> dict[str, Any] | None:
    value = _dict(activity.value)
    if activity.name == PRESS:
        action = _dict(value.get("action"))
        return {"kind": "press", "verb": str(action.get("verb") or ""), "data": _dict(action.get("data"))}
    data = _dict(value.get("data"))
    kind = {DIALOG: "dialog", SUBMIT: "submit"}.get(str(activity.name))
    return {"kind": kind, "verb": str(data.get("verb") or ""), "data": data} if kind else None


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _arrival(activity: Activity) -> dict[str, Any] | None:
    added = {member.id for member in activity.members_added or [] if member}
    installed = activity.type == ActivityTypes.installation_update and activity.action == "add"
    greeted = installed or (activity.recipient is not None and activity.recipient.id in added)
    return {"kind": "arrival"} if greeted else None


_READERS: dict[str, Callable[[Activity], dict[str, Any] | None]] = {
    ActivityTypes.message: _message,
    ActivityTypes.invoke: _invoke,
    ActivityTypes.conversation_update: _arrival,
    ActivityTypes.installation_update: _arrival,
}


def _leave(context: TurnContext) -> None:
    """Nothing to answer; an invoke of an unknown name is told so, since Teams waits for it."""
    if context.activity.type == ActivityTypes.invoke:
        context.turn_state[INVOKE_RESPONSE] = InvokeResponse(status=400, body={"error": "unknown invoke"})


def _to(where: Address, card: Mapping[str, Any]) -> Activity:
    """The bot's message with a card to an address. TurnContext would copy all of it twice."""
    return Activity(
        type=ActivityTypes.message,
        channel_id=where.channel,
        service_url=where.service_url,
        conversation=ConversationAccount(id=where.conversation, tenant_id=where.tenant),
        from_property=ChannelAccount(**where.bot),
        recipient=ChannelAccount(**where.user),
        attachments=[Attachment(content_type=CARD, content=card)],
        summary=card["speak"],
    )


def _payload(activity: Activity) -> dict[str, Any]:
    """The activity as JSON; cards are plain already and are not walked through again."""
    attachments, activity.attachments = activity.attachments, None
    payload: dict[str, Any] = plain(activity)
    if attachments:
        payload["attachments"] = [{"contentType": a.content_type, "content": a.content} for a in attachments]
    return payload
