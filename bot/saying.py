"""Talking from the command line: the same turns as in Teams, in a conversation of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from cards.render import as_text
from knowledge.clock import today
from knowledge.people import Person
from storage import proposals, records, turns
from storage.turns import Address, Key

from .answers import Answer
from .app import Core
from .cast import called
from .continuity import filled
from .entries import PROPOSAL, proposal_key, proposal_number
from .routes import Incoming

CHANNEL = "cli"


class NobodyBy(Exception):
    """No person is known by the name."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"Nobody is known as {slug}. In the demo: lappi, kainuu, lvm, tem-koordinaattori …")


@dataclass(frozen=True)
class Talk:
    """One conversation of a person with the bot. `language` overrides the language of the answers."""

    core: Core
    person: Person
    now: datetime
    language: str | None
    conversation: str

    @classmethod
    def begin(cls, core: Core, slug: str, now: datetime, language: str | None) -> Talk:
        """Begin a conversation. Raises NobodyBy for an unknown name."""
        with core.store.read() as db:
            person = called(db, slug, today(now))
        if person is None:
            raise NobodyBy(slug)
        return cls(core, person, now, language, f"say:{uuid4().hex}")

    def say(self, text: str) -> Answer:
        """Say something; the answer counts as sent."""
        answer = self.core.turns.answer(self._incoming(text))
        if answer.turn is not None:
            with self.core.store.transaction() as db:
                turns.settle(db, [answer.turn])
        return answer

    def _incoming(self, text: str) -> Incoming:
        person = self.person
        return Incoming(
            key=Key(CHANNEL, self.conversation, uuid4().hex, "message"),
            address=Address(CHANNEL, self.conversation, "", person.tenant, {}, {"name": person.name}),
            kind="message",
            object_id=person.object_id,
            locale="",
            text=text,
            now=self.now,
            language=self.language,
        )


def as_row(core: Core, text: str, answer: Answer) -> dict[str, Any]:
    """A turn as the command line's JSON."""
    understood = answer.understood
    return {
        "text": text,
        "intent": understood.intent if understood else "",
        "slots": filled(understood.slots) if understood else {},
        "hits": list(_hits(core, answer)),
        "replies": [{"text": as_text(each["card"]), "card": each["card"]} for each in answer.cards],
    }


def _hits(core: Core, answer: Answer) -> Iterator[dict[str, Any]]:
    ids = [hit.id for hit in answer.hits]
    with core.store.read() as db:
        found: dict[str, tuple[int | None, Sequence[str]]] = {
            record.id: (record.year, record.regions) for record in records.by_ids(db, ids)
        }
        numbers = [proposal_number(id_) for id_ in ids if id_.startswith(f"{PROPOSAL}:")]
        for proposal in proposals.by_ids(db, numbers):
            found[proposal_key(proposal.id)] = (proposal.round.year, proposal.content.regions)
    for hit in answer.hits:
        if hit.id in found:
            year, regions = found[hit.id]
            about = {"year": year, "regions": list(regions), "score": round(hit.score, 4)}
            yield {"id": hit.id, "kind": hit.kind, **about}


def titles_of(core: Core, ids: Sequence[str]) -> dict[str, str]:
    """The Finnish titles of the records among these ids."""
    with core.store.read() as db:
        return {record.id: record.wording("fi")[1].title for record in records.by_ids(db, ids)}


def as_lines(answer: Answer) -> Iterable[str]:
    """A turn for people: what the cards say, and their buttons."""
    for each in answer.cards:
        yield as_text(each["card"])
        buttons = " ".join(f"[{action['title']}]" for action in each["card"].get("actions", []))
        yield f"{buttons}\n" if buttons else ""
