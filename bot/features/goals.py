"""The goals of the regional development decision: the one in force, or those that a topic belongs to."""

from __future__ import annotations

from collections import Counter
from typing import Any

from bot.memory import Wanted
from bot.routes import Ask, Read, Reply, Route
from knowledge.clock import today
from knowledge.goals import Branch, in_force, tree
from knowledge.people import Action
from knowledge.question import Slots
from knowledge.records import Kind
from storage import records
from storage.goals import all_goals

from . import reading
from .views import goal_view, suggestions

LOOKED_AT = 200  # conclusions on a topic that are looked at
KIND_ORDER = ("priority", "cross-cutting", "precondition")


def show(ask: Ask, read: Read) -> Reply:
    """The goals in force in the year asked for; with a topic, the goals that it belongs to."""
    if not ask.understood.slots.terms:
        return _decision(ask, read)
    named = reading.of_kind(ask, read, Kind.GOAL)
    return named if named.hits else _of_topic(ask, read)


def _of_topic(ask: Ask, read: Read) -> Reply:
    """The goals that conclusions on the topic were tied to, the most frequent first; else the decision."""
    slots = Slots(terms=ask.understood.slots.terms)
    wanted = Wanted(slots, ask.understood.language, frozenset({Kind.CONCLUSION.value}))
    found = read.memory.find(read.db, ask.person, wanted, limit=LOOKED_AT)
    branch = _branch(ask, read)
    counted = Counter(
        goal for each in records.by_ids(read.db, [hit.id for hit in found.hits]) for goal in each.goals
    )
    tied = [child.goal for child in branch.children if counted[child.goal.id]] if branch else []
    if not tied:
        return _decision(ask, read)
    ranked = sorted(tied, key=lambda goal: -counted[goal.id])
    data = {
        "topic": ", ".join(slots.terms),
        "goals": [{**goal_view(goal, ask.language), "n": counted[goal.id]} for goal in ranked],
        "buttons": suggestions(ask)[:4],
    }
    return Reply("goals_of_topic", data)


def _branch(ask: Ask, read: Read) -> Branch | None:
    """The decision in force in the year asked for, or now."""
    goals = all_goals(read.db)
    years = ask.understood.slots.years
    decision = in_force(goals, max(years) if years else today(ask.now).year)
    return tree(goals, decision.id) if decision else None


def _decision(ask: Ask, read: Read) -> Reply:
    branch = _branch(ask, read)
    data = {
        "decision": goal_view(branch.goal, ask.language) if branch else None,
        "groups": _groups(branch, ask.language) if branch else [],
        "untranslated": branch is not None and _untranslated(branch, ask.language),
        "buttons": suggestions(ask, without="goals"),
    }
    return Reply("goals", data)


def _groups(branch: Branch, language: str) -> list[dict[str, Any]]:
    children = [child.goal for child in branch.children]
    kinds = [kind for kind in KIND_ORDER if any(goal.kind == kind for goal in children)]
    return [
        {"kind": kind, "goals": [goal_view(goal, language) for goal in children if goal.kind == kind]}
        for kind in kinds
    ]


def _untranslated(branch: Branch, language: str) -> bool:
    return any(
        language not in each.titles for each in (branch.goal, *(child.goal for child in branch.children))
    )


ROUTES = (Route(Action.ASK, intent="goals", show=show),)
