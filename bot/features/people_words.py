"""People, roles and organisations in words: names of roles and states, lists to choose from, facts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.forms import Choice, Reading, Said, moment_value
from cards.language import LANGUAGES, N_
from knowledge.clock import today
from knowledge.joining import Membership, Request, State, Terms, closest_first, faults_of_terms
from knowledge.people import Kind, Organisation, Person, Role
from knowledge.refusals.asking import FarTooLong
from knowledge.refusals.proposals import UnknownChoice

ROLE_NAMES = {
    Role.CONTACT: N_("contact person"),
    Role.DEPUTY: N_("deputy"),
    Role.OBSERVER: N_("observer"),
    Role.COORDINATOR: N_("coordinator"),
    Role.WORKING_GROUP: N_("member of the working group"),
}
STATE_NAMES = {
    State.WAITING: N_("waiting"),
    State.ADMITTED: N_("admitted"),
    State.REFUSED: N_("refused"),
    State.TAKEN_BACK: N_("taken back"),
}
ORGANISATION, ROLE, UNTIL = N_("Organisation"), N_("Role"), N_("Until")
OTHERS_SHOWN = 40  # bodies of regions in a list: more, with their names, would fill a card
PEOPLE_SHOWN = 80
NAME_SHOWN = 80  # characters of a name in a list
LINE_KEPT, LINES_KEPT = 500, 3000  # characters that a form can show again, beside its lists


def check_size(lines: Iterable[str], texts: Iterable[str] = ()) -> None:
    """Raises FarTooLong for what wouldn't fit into the form when it is shown again."""
    for typed, limit in (*((each, LINE_KEPT) for each in lines), *((each, LINES_KEPT) for each in texts)):
        if len(typed) > limit:
            raise FarTooLong(limit=limit)


def role_choices(roles: Iterable[Role]) -> tuple[Choice, ...]:
    """Roles to choose from."""
    return tuple(Choice(role, text=ROLE_NAMES[role]) for role in roles)


def organisation_choices(organisations: Collection[Organisation], named: str = "") -> tuple[Choice, ...]:
    """Organisations to choose from: official ones, then bodies of regions, those named alike first."""
    official = [each for each in organisations if each.kind is not Kind.OTHER]
    bodies = [each for each in organisations if each.kind is Kind.OTHER]
    near = closest_first(named, bodies) if named else sorted(bodies, key=lambda each: each.names["fi"])
    return tuple(Choice(each.id, _short(each.names)) for each in (*official, *near[:OTHERS_SHOWN]))


def person_choices(people: Iterable[Person], of: frozenset[str]) -> tuple[Choice, ...]:
    """People to choose from, each with the first organisation they are here for; those of `of` come first."""

    def order(person: Person) -> tuple[bool, str]:
        return of.isdisjoint(m.organisation.id for m in person.memberships), person.name

    shown = sorted(people, key=order)[:PEOPLE_SHOWN]
    return tuple(Choice(str(each.id), _short(_with_organisation(each))) for each in shown)


def _with_organisation(person: Person) -> dict[str, str]:
    names = person.memberships[0].organisation.names
    return {language: f"{person.name}, {names.get(language) or names['fi']}" for language in LANGUAGES}


def _short(names: Mapping[str, str]) -> dict[str, str]:
    return {language: one_line(name, NAME_SHOWN) for language, name in names.items()}


def one_line(text: str, longest: int) -> str:
    """The text on one line, shortened where it is longer."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest]}…"


def read_terms(
    role: str, until: str, organisation: Organisation | None, reading: Reading, now: datetime
) -> Terms | None:
    """A role in an organisation as it was filled in; None, with what is wrong noted."""
    found, day = next((each for each in Role if each == role), None), reading.day("until", until)
    if found is None:
        reading.fault(UnknownChoice("role", value=role[:40]))
    if found is None or organisation is None:
        return None
    terms = Terms(organisation, found, day)
    reading.faults.extend(faults_of_terms(terms, today(now)))
    return terms


def role_facts(organisation: Organisation | str, role: Role, until: Any = None) -> Iterator[tuple[str, Any]]:
    """A role in an organisation, which may be named only, as facts of a notice."""
    yield ORGANISATION, organisation if isinstance(organisation, str) else dict(organisation.names)
    yield ROLE, {"say": ROLE_NAMES[role]}
    if until:
        yield UNTIL, moment_value(until)


def request_facts(request: Request) -> Iterator[tuple[str, Any]]:
    """Who asks for what, as facts of a notice."""
    yield N_("Name"), request.name
    yield from role_facts(request.organisation or request.wish.named, request.wish.role)
    yield N_("Asked"), moment_value(request.at)


def message_line(request: Request) -> tuple[Said, ...]:
    """What somebody wrote with their request, as a sentence; nothing where they wrote nothing."""
    message = request.wish.message
    return (Said(N_("Message: {message}"), {"message": message}),) if message else ()


def period(membership: Membership) -> dict[str, Any]:
    """From when until when a role holds, as values of a sentence."""
    since, until = membership.since, membership.until
    return {
        "since": moment_value(since) if since else "–",
        "until": moment_value(until) if until else {"say": N_("until further notice")},
    }
