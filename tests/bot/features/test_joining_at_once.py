"""Several people at once: one request, one answer, one coordinator who stays; on both databases."""

import pytest
from sqlmodel import col, select

from bot.answers import Answer
from bot.app import Core
from knowledge.people import Role
from storage import tables as t
from tests.bot.chat import Chat, shown
from tests.bot.cores import BOTH, at_once
from tests.bot.features.join_chats import SECOND, WISH, reference, second_coordinator
from tests.bot.outbox import owed
from tests.demo import NOW

pytestmark = BOTH


@pytest.fixture(autouse=True)
def second(core: Core) -> None:
    """A second coordinator."""
    second_coordinator(core)


def said(answers: list[Answer], text: str) -> int:
    """How many of the answers say something."""
    return sum(text in str(shown(answer)) for answer in answers)


def test_several_first_requests_of_one_person_are_one(core: Core) -> None:
    presses = [Chat(core, "uuno", NOW).activity("press", verb="join.ask", data=WISH) for _ in range(6)]
    answers = at_once(core, presses)
    with core.store.read() as db:
        waiting = db.exec(select(t.JoinRequest).where(t.JoinRequest.object_id == "uuno")).all()
    counts = (said(answers, "Pyyntösi on lähetetty"), len(waiting), len(owed(core, "join asked")))
    assert (6, 1, 2) == counts


def test_of_several_answers_one_counts_and_the_others_hear_whose(core: Core) -> None:
    Chat(core, "uuno", NOW).press("join.ask", WISH)
    fits = {**reference(core), "organisation": "council:18", "role": "contact", "reason": "Ei tarvetta."}
    chats = [Chat(core, slug, NOW) for slug in ("tem-koordinaattori", SECOND)]
    verbs = ("join.admit_now", "join.refuse_now", "join.admit_now")
    answers = at_once(
        core, [chat.activity("press", verb=verb, data=fits) for verb in verbs for chat in chats]
    )
    with core.store.read() as db:
        [request] = db.exec(select(t.JoinRequest).where(t.JoinRequest.object_id == "uuno")).all()
        people = db.exec(select(t.Person).where(t.Person.object_id == "uuno")).all()
        decided = db.exec(select(t.Audit.what).where(col(t.Audit.what).like("join.%ed"))).all()
    assert (5, request.state == "admitted") == (said(answers, "Ratkaisija: "), len(people) == 1)
    assert ["join.asked", f"join.{request.state}"] == sorted(decided, key=lambda what: what != "join.asked")


def test_two_coordinators_who_end_each_other_leave_one(core: Core) -> None:
    with core.store.read() as db:
        query = select(t.Membership.id, t.Person.slug).join(t.Person)
        held = db.exec(query.where(t.Membership.role == Role.COORDINATOR)).all()
    others = {SECOND: "tem-koordinaattori", "tem-koordinaattori": SECOND}
    presses = [
        Chat(core, others[slug or ""], NOW).activity(
            "press", verb="people.end_now", data={"membership": number}
        )
        for number, slug in held
    ]
    at_once(core, presses)
    with core.store.read() as db:
        rows = db.exec(select(t.Membership).where(t.Membership.role == Role.COORDINATOR)).all()
    assert 1 == sum(row.until is None for row in rows)


def test_two_new_organisations_of_one_name_get_ids_of_their_own(core: Core) -> None:
    named = {**WISH, "organisation": "other", "organisation_name": "Kuhmon kaupunki"}
    presses = []
    for slug in ("uuno", "urho"):
        Chat(core, slug, NOW).press("join.ask", named)
        filled = {**reference(core), "organisation": "new", "name": "Kuhmon kaupunki", "role": "contact"}
        coordinator = Chat(core, SECOND, NOW)
        presses.append(coordinator.activity("press", verb="join.admit_now", data={**filled, "region": "18"}))
    at_once(core, presses)
    with core.store.read() as db:
        added = db.exec(select(t.Organisation.id).where(col(t.Organisation.id).like("other:kuhmo%"))).all()
    assert {"other:kuhmon-kaupunki"} <= set(added) <= {"other:kuhmon-kaupunki", "other:kuhmon-kaupunki-2"}
