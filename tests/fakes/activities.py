"""Activities in the shape in which Teams posts them to a bot."""

import uuid
from collections.abc import Mapping
from typing import Any, Literal

Activity = dict[str, Any]
Data = Mapping[str, object]
Place = Literal["personal", "groupChat", "channel"]

BOT_NAME = "ALKE-botti"


def aad_id(person: str) -> str:
    """The Entra object id of a test person: always the same for the same slug."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"alke:{person}"))


def conversation_id(person: str, place: Place = "personal") -> str:
    """A person has one personal chat with the bot; all share one group chat and one channel."""
    ids = {"personal": f"a:{person}", "groupChat": "19:group@thread.v2", "channel": "19:channel@thread.tacv2"}
    return ids[place]


class Activities:
    """Builds activities; `changes` replace fields of the outermost level."""

    app_id: str
    tenant: str

    @property
    def service_url(self) -> str:
        raise NotImplementedError

    def message(
        self, text: str, person: str = "lappi", place: Place = "personal", **changes: object
    ) -> Activity:
        """Words; outside personal chats with the mention that a bot needs to hear them."""
        if place == "personal":
            return self._activity("message", person, place, **({"text": text} | changes))
        called = f"<at>{BOT_NAME}</at>"
        mention = {"type": "mention", "text": called, "mentioned": self._bot()}
        heard: Activity = {"text": f"{called} {text}", "entities": [mention]}
        return self._activity("message", person, place, **(heard | changes))

    def submit(self, data: Data, person: str = "lappi") -> Activity:
        """A button of type Action.Submit: a message without words. `data`: the button's and the inputs'."""
        return self._activity("message", person, value=data)

    def execute(
        self, verb: str, data: Data | None = None, person: str = "lappi", place: Place = "personal"
    ) -> Activity:
        """A button of type Action.Execute. `data`: the button's and the inputs'."""
        action = {"type": "Action.Execute", "verb": verb, "data": data or {}}
        value = {"action": action, "trigger": "manual"}
        return self._activity("invoke", person, place, name="adaptiveCard/action", value=value)

    def task_fetch(self, data: Data, person: str = "lappi") -> Activity:
        """A button that opens a dialog."""
        return self._task("task/fetch", {"type": "task/fetch", **data}, person)

    def task_submit(self, data: Data, person: str = "lappi") -> Activity:
        """A dialog's form, sent."""
        return self._task("task/submit", data, person)

    def install(
        self, person: str = "lappi", action: Literal["add", "remove"] = "add", place: Place = "personal"
    ) -> Activity:
        """The app put in, or taken out."""
        return self._activity("installationUpdate", person, place, action=action)

    def _task(self, name: str, data: Data, person: str) -> Activity:
        value = {"data": data, "context": {"theme": "default"}}
        return self._activity("invoke", person, name=name, value=value)

    def _activity(self, kind: str, person: str, place: Place = "personal", **fields: object) -> Activity:
        group = {} if place == "personal" else {"isGroup": True}
        return {
            "type": kind,
            "id": str(uuid.uuid4()),
            "timestamp": "2026-03-02T09:00:00.000Z",
            "channelId": "msteams",
            "serviceUrl": self.service_url,
            "from": {"id": f"29:{person}", "name": person, "aadObjectId": aad_id(person)},
            "recipient": self._bot(),
            "conversation": {
                "id": conversation_id(person, place),
                "conversationType": place,
                "tenantId": self.tenant,
                **group,
            },
            "locale": "fi-FI",
            "channelData": {"tenant": {"id": self.tenant}},
        } | fields

    def _bot(self) -> dict[str, str]:
        return {"id": f"28:{self.app_id}", "name": BOT_NAME}
