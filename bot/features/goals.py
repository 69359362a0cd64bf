"""The goals of the regional development decision: the one in force, or those that a topic belongs to."""

from __future__ import annotations

from typing import Any

from bot.routes import Ask, Read, Reply, Route
from knowledge.clock import today
from knowledge.goals import Branch, Goal, in_force, tree
from knowledge.people import Action
from knowledge.records import Kind
from storage.goals import all_goals

from . import reading
from .views import suggestions

KIND_ORDER = ("priority", "cross-cutting", "precondition")


def show(ask: Ask, read: Read) -> Reply:
    """The goals in force in the year asked for; with a topic, the goals that are about it."""
    about = reading.of_kind(ask, read, Kind.GOAL) if ask.understood.slots.terms else None
    return about if about and about.hits else _decision(ask, read)


def _decision(ask: Ask, read: Read) -> Reply:
    goals = all_goals(read.db)
    years = ask.understood.slots.years
    decision = in_force(goals, max(years) if years else today(ask.now).year)
    branch = tree(goals, decision.id) if decision else None
    data = {
        "decision": _view(branch.goal, ask.language) if branch else None,
        "groups": _groups(branch, ask.language) if branch else [],
        "untranslated": branch is not None and _untranslated(branch, ask.language),
        "buttons": suggestions(ask, without="goals"),
    }
    return Reply("goals", data)


def _groups(branch: Branch, language: str) -> list[dict[str, Any]]:
    children = [child.goal for child in branch.children]
    kinds = [kind for kind in KIND_ORDER if any(goal.kind == kind for goal in children)]
    return [
        {"kind": kind, "goals": [_view(goal, language) for goal in children if goal.kind == kind]}
        for kind in kinds
    ]


def _view(goal: Goal, language: str) -> dict[str, Any]:
    title, translated = goal.title(language)
    return {"id": goal.id, "title": title, "translated": translated, "term": goal.term.replace("-", "–")}


def _untranslated(branch: Branch, language: str) -> bool:
    return any(
        language not in each.titles for each in (branch.goal, *(child.goal for child in branch.children))
    )


ROUTES = (Route(Action.ASK, intent="goals", show=show),)
