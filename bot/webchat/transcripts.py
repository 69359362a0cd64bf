"""What was said in each conversation, in memory and bounded, and the pages that follow it live."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

Activity = dict[str, Any]

CONVERSATIONS = 200
ACTIVITIES = 400
BEHIND = 1_000
"""Events a page may be behind; a slower one is cut off and reads the transcript again."""


@dataclass(frozen=True)
class Change:
    """One event of a conversation: an activity is new, updated or deleted, or the bot is writing."""

    conversation: str
    kind: Literal["new", "updated", "deleted", "typing"]
    activity: Activity


@dataclass
class Conversation:
    """Activities by id, oldest first; `installed` once Teams' install events were sent."""

    activities: OrderedDict[str, Activity] = field(default_factory=OrderedDict)
    installed: bool = False


@dataclass
class Follower:
    """A page that is told of every change; `cut` when it fell too far behind."""

    changes: asyncio.Queue[Change] = field(default_factory=lambda: asyncio.Queue(BEHIND))
    cut: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, change: Change) -> None:
        """Queue the change, or cut the page off."""
        try:
            self.changes.put_nowait(change)
        except asyncio.QueueFull:
            self.cut.set()


class Transcripts:
    """All conversations of one application. The longest unused one goes first."""

    def __init__(self) -> None:
        self._conversations: OrderedDict[str, Conversation] = OrderedDict()
        self._followers: list[Follower] = []

    def of(self, conversation: str) -> Conversation:
        """The conversation, begun if there is none."""
        found = self._conversations.setdefault(conversation, Conversation())
        self._conversations.move_to_end(conversation)
        while len(self._conversations) > CONVERSATIONS:
            self._conversations.popitem(last=False)
        return found

    def has(self, conversation: str, activity_id: str) -> bool:
        """Whether the activity is there to be updated or deleted."""
        return activity_id in self.of(conversation).activities

    def put(self, conversation: str, activity: Activity) -> None:
        """Add the activity, or replace the one of the same id where it stands; tell the pages."""
        known = self.of(conversation).activities
        kind: Literal["new", "updated"] = "updated" if activity["id"] in known else "new"
        known[activity["id"]] = activity
        while len(known) > ACTIVITIES:
            known.popitem(last=False)
        self._tell(Change(conversation, kind, activity))

    def remove(self, conversation: str, activity_id: str) -> None:
        """Take the activity away and tell the pages."""
        if self.of(conversation).activities.pop(activity_id, None):
            self._tell(Change(conversation, "deleted", {"id": activity_id}))

    def typing(self, conversation: str, activity: Activity) -> None:
        """Tell the pages that the bot is writing; it leaves no trace."""
        self._tell(Change(conversation, "typing", activity))

    def _tell(self, change: Change) -> None:
        for follower in self._followers:
            follower.tell(change)

    @contextmanager
    def followed(self) -> Iterator[Follower]:
        """A follower that hears every change until the block ends."""
        follower = Follower()
        self._followers.append(follower)
        try:
            yield follower
        finally:
            self._followers.remove(follower)

    def cut_all(self) -> None:
        """End every live page's connection: the server is stopping."""
        for follower in self._followers:
            follower.cut.set()
