"""Releasing what triage moved, and what others see of it before and after."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlmodel import col, select

from bot.app import Core
from cards.render import as_text, render
from knowledge.clock import today
from knowledge.proposals import State
from storage import people, proposals, triage
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.features.moves import REASON, ids, moved, moves, notices, number, release, ticks

Chats = Callable[..., Chat]
NEXT_YEAR = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


def test_a_release_tells_each_person_once_of_all_their_proposals(core: Core, group: Chat) -> None:
    [own, *_] = ids(core, "council:19")
    [other, *_] = ids(core, "council:18")
    moved(group, own)
    moved(group, other, to="accepted", reason="")
    group.press("triage.release")
    assert "Julkaistaanko 2 siirtoa?" in group.text
    assert {} == notices(core)
    release(group)
    assert "Ehdotuksia: 2" in group.text
    told = notices(core)
    assert {"lappi", "lappi-vara", "kainuu"} <= set(told)
    assert "tyoryhma" not in told
    [item] = [each for each in told["lappi"]["items"] if each["id"] == own]
    assert ("deferred", REASON) == (item["to"], item["reason"])
    with core.store.read() as db:
        found = {each.id: each for each in proposals.by_ids(db, [own, other])}
    assert (State.DEFERRED, REASON) == (found[own].state, found[own].events[-1].note)
    assert State.ACCEPTED is found[other].state


def test_a_release_is_not_done_unseen(core: Core, chat: Chats, group: Chat) -> None:
    moved(group, 1)
    group.press("triage.release")
    moved(chat("tem-koordinaattori"), 2)
    group.button("Julkaise siirrot ja kerro ehdottajille")
    assert "Siirrot ovat muuttuneet" in group.text
    assert {} == notices(core)
    group.button("Julkaise siirrot ja kerro ehdottajille")
    assert [True, True] == [released for _, _, released, _ in moves(core)]


@pytest.mark.parametrize("data", [{}, {"seen": "?"}, {"seen": "0" * 16}])
def test_a_forged_confirmation_releases_nothing(core: Core, group: Chat, data: dict[str, str]) -> None:
    moved(group, 1)
    group.press("triage.release_now", data)
    assert [(1, "deferred", False, False)] == moves(core)


def test_what_was_withdrawn_or_edited_since_is_shown_before_the_release(
    core: Core, chat: Chats, group: Chat
) -> None:
    [own, *_] = ids(core, "council:19")
    [other, *_] = ids(core, "council:18")
    moved(group, own, other)
    lappi, kainuu = chat("lappi"), chat("kainuu")
    lappi.press("proposal.show", {"proposal": own})
    lappi.button("Peru ehdotus")
    lappi.button("Peru ehdotus")
    kainuu.press("proposal.show", {"proposal": other})
    kainuu.button("Muokkaa")
    kainuu.send_dialog(**{**kainuu.values(), "title": "Uusi otsikko"})
    group.press("triage.list", {"mark": "changed"})
    assert [str(other)] == [each.split(".")[0] for each in ticks(group)]
    group.press("triage.release")
    assert f"muuttaneet näitä siirron jälkeen: {number(core, other)}" in group.text
    assert f"siirrot raukeavat: {number(core, own)}" in group.text
    release(group)
    assert [False, True] == [released for _, _, released, _ in moves(core)]
    with core.store.read() as db:
        assert State.WITHDRAWN is proposals.by_id(db, own).state


def test_a_returned_proposal_is_revised_sent_again_and_moved_anew(
    core: Core, chat: Chats, group: Chat
) -> None:
    [own, *_] = ids(core, "council:19")
    release(moved(group, own, to="returned"))
    lappi = chat("lappi")
    lappi.press("proposal.show", {"proposal": own})
    assert REASON in lappi.text
    lappi.button("Muokkaa")
    lappi.send_dialog(**{**lappi.values(), "outcome": "Sopimus."})
    release(moved(group, own, to="accepted"))
    with core.store.read() as db:
        assert State.ACCEPTED is proposals.by_id(db, own).state


def test_a_target_that_was_withdrawn_stops_the_release_with_what_to_do(
    core: Core, chat: Chats, group: Chat
) -> None:
    [own, *_] = ids(core, "council:19")
    other = next(each for each in (1, 2) if each != own)
    moved(group, other, to="merged", into=number(core, own))
    lappi = chat("lappi")
    lappi.press("proposal.show", {"proposal": own})
    lappi.button("Peru ehdotus")
    lappi.button("Peru ehdotus")
    group.press("triage.release")
    assert f"ei voi enää yhdistää siihen, mihin oli tarkoitus: {number(core, other)}" in group.text
    assert ["Takaisin luetteloon"] == group.buttons


def test_before_the_release_the_proposers_see_and_hear_nothing(core: Core, chat: Chats, group: Chat) -> None:
    own = ids(core, "council:19")

    def seen() -> list[str]:
        """All that Lapland's people can look at."""
        lappi = chat("lappi", language="fi")
        said = []
        for text in ("mitä olen ehdottanut?", "mitä Lapissa on ehdotettu?", "mitkä ovat tavoitteet?"):
            lappi.say(text)
            said.append(str(lappi.card))
        for proposal in own:
            lappi.press("proposal.show", {"proposal": proposal})
            said.append(str(lappi.card))
        return said

    before = seen()
    moved(group, *own)
    moved(group, *(each for each in (1, 2, 3) if each not in own), to="accepted")
    group.press("triage.undo")
    assert before == seen()
    with core.store.read() as db:
        assert [] == db.exec(select(t.Outbox)).all()


def test_the_proposals_of_a_finished_round_are_only_looked_at(core: Core, chat: Chats) -> None:
    later = chat("tyoryhma", now=NEXT_YEAR, language="fi")
    later.press("triage.list")
    assert [] == ticks(later)
    moved(later, 1)
    assert "Aluekehittämiskeskustelut 2026" in later.text
    later.press("triage.release_now")
    assert [] == moves(core)


def test_the_history_of_moves_is_kept(core: Core, group: Chat) -> None:
    moved(group, 1)
    group.press("triage.undo")
    moved(group, 1, to="accepted")
    with core.store.read() as db:
        kept = triage.history(db, 1)
        audited = db.exec(select(t.Audit.what).where(col(t.Audit.what).startswith("triage"))).all()
    assert ["deferred", "accepted"] == [each.to.value for each in kept]
    assert ["triage.moved", "triage.undone", "triage.moved"] == audited


@pytest.mark.parametrize(("state", "told"), [("planned", False), ("announced", True)])
def test_an_in_depth_session_is_named_to_proposers_once_it_is_announced(
    core: Core, group: Chat, state: str, told: bool
) -> None:
    [own, *_] = ids(core, "council:19")
    with core.store.transaction() as db:
        round_ = proposals.by_id(db, own).round.id
        name = "Syventävä keskustelu: raja"
        db.add(t.Session(id="2026-s9", round_id=round_, kind="in-depth", state=state, name_fi=name))
    moved(group, own, to="in-depth", session="2026-s8")
    assert "ei ole enää valittavana" in group.text
    moved(group, own, to="in-depth", session="2026-s9")
    assert f"→ syventävään keskusteluun ({name})" in group.text
    release(group)
    [item] = [each for each in notices(core)["lappi"]["items"] if each["id"] == own]
    assert ({"fi": name} if told else {}) == item["session"]
    with core.store.read() as db:
        assert (f"{name}: {REASON}" if told else REASON) == proposals.by_id(db, own).events[-1].note


def test_the_owners_of_a_merges_target_are_told_by_whom_but_not_what(core: Core, group: Chat) -> None:
    [own, *_] = ids(core, "council:19")
    [other, *_] = ids(core, "council:18")
    moved(group, other, to="merged", into=number(core, own))
    release(group)
    data = notices(core)["lappi"]
    assert ([], [(own, number(core, other))]) == (
        data["items"],
        [(each["id"], each["number"]) for each in data["taken"]],
    )
    card = as_text(render("triage_released", data, "fi"))
    assert "Ehdotukseesi yhdistettiin 1 ehdotus" in card
    assert f"Ehdotukseesi {number(core, own)} yhdistettiin ehdotus {number(core, other)}" in card
    assert "Ehdottaja: Kainuun liitto" in card
    with core.store.read() as db:
        assert proposals.by_id(db, other).content.title not in card
    assert ([other], []) == (
        [each["id"] for each in notices(core)["kainuu"]["items"]],
        notices(core)["kainuu"]["taken"],
    )


def test_many_proposals_of_one_person_fit_into_one_message(core: Core, group: Chat) -> None:
    own = ids(core, "council:19")
    with core.store.transaction() as db:
        first = proposals.by_id(db, own[0])
        lappi = people.by_slug(db, "lappi", today(group.now))
        assert lappi is not None
        author = proposals.Author(lappi, lappi.memberships[0].organisation)
        content = replace(first.content, title="ä" * 120)
        own += [proposals.add(db, first.round, author, content, group.now).id for _ in range(20)]
    release(moved(group, *own, to="redirected", reason="ä\\" * 250, where="ö" * 200))
    data = notices(core)["lappi"]
    card = render("triage_released", data, "sv")
    assert (12, len(own)) == (len(data["items"]), len(data["items"]) + data["rest"])
    assert len(json.dumps(card, ensure_ascii=False).encode()) < 28 * 1024
