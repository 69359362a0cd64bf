"""What came of conclusions, in chat: reported by those responsible, seen by everybody, history kept."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from bot.app import Core
from storage import tables as t
from tests.bot.chat import Chat, shown
from tests.bot.cores import BOTH, ON_POSTGRES, at_once
from tests.demo import NOW

Chats = Callable[..., Chat]
RAIL, WORK = "2025-19-02", "2025-19-01"
"""Conclusions on Lapland: LVM, PLM and the council are responsible for the first."""
HELD = {"state": "under way", "note": "Selvitys on kesken.", "day": "2027-06-30"}


def entries(core: Core, record: str) -> list[t.FollowUp]:
    """What was reported of a conclusion, the newest last."""
    with core.store.read() as db:
        query = select(t.FollowUp).where(t.FollowUp.record_id == record).order_by(col(t.FollowUp.id))
        return list(db.exec(query).all())


def audits(core: Core, record: str) -> list[t.Audit]:
    with core.store.read() as db:
        what = (t.Audit.what == "followup.reported", t.Audit.about == f"record:{record}")
        return list(db.exec(select(t.Audit).where(*what)).all())


def opened(somebody: Chat, record: str, **more: Any) -> Chat:
    """The form of a report."""
    somebody.press("followup.report", {"record": record, **more})
    return somebody


def reported(somebody: Chat, record: str, **typed: Any) -> Chat:
    """A report, made by the form."""
    opened(somebody, record)
    somebody.press("followup.save", somebody.filled("followup.save", **(typed or HELD)))
    return somebody


# Reporting


@ON_POSTGRES
def test_a_contact_reports_for_their_organisation(core: Core, chat: Chats) -> None:
    lappi = reported(chat("lappi", language="en"), RAIL)
    for part in (
        f"Recorded: what came of conclusion {RAIL}",
        "Regional Council of Lapland: under way",
        "expected by Wed 30 Jun 2027",
        "Selvitys on kesken.",
        "Conclusions that still wait for a report: 7",
    ):
        assert part in lappi.text
    row = entries(core, RAIL)[-1]
    assert ("council:19", "under way", "Selvitys on kesken.", False) == (
        row.organisation_id,
        row.state,
        row.note,
        row.behalf,
    )
    (audit,) = audits(core, RAIL)
    assert {"state": "under way", "organisation": "council:19", "behalf": False} == audit.data


def test_the_card_shows_the_conclusion_and_what_was_reported_before_by_whom(chat: Chats) -> None:
    lappi = opened(chat("lappi", language="en"), RAIL)
    for part in (
        f"What came of conclusion {RAIL}?",
        "Tornion ja Haaparannan rata",
        "MTC: under way (7 May 2026, Anu Kotiranta)",
        "Aikataulusuunnittelu Ruotsin kanssa on käynnissä.",
        "You report for: Regional Council of Lapland",
    ):
        assert part in lappi.text


def test_the_form_holds_what_was_reported_last_and_the_receipt_leads_to_the_next(chat: Chats) -> None:
    lappi = reported(chat("lappi", language="en"), RAIL)
    opened(lappi, RAIL)
    assert {"state": "under way", "note": "Selvitys on kesken.", "day": "2027-06-30"} == lappi.values()
    reported(lappi, RAIL, **HELD | {"note": "Toinen."})
    following = next(title for title in lappi.buttons if title.startswith("Next: "))
    lappi.button(following)
    assert f"What came of conclusion {following.removeprefix('Next: ')}?" in lappi.text


def test_a_correction_is_a_new_entry_and_the_old_one_stays(core: Core, chat: Chats) -> None:
    before = len(entries(core, RAIL))
    lappi = chat("lappi", language="en")
    reported(lappi, RAIL, state="done", note="", day="2026-11-02")
    reported(lappi, RAIL, state="under way", note="Olikin kesken.", day="")
    assert ["done", "under way"] == [row.state for row in entries(core, RAIL)[before:]]
    lappi.press("followup.show", {"record": RAIL})
    texts = ["under way (24 Nov 2026", "Olikin kesken.", "carried out (24 Nov 2026", "on 2 Nov 2026"]
    assert sorted(texts, key=lappi.text.index) == texts


@ON_POSTGRES
def test_pressed_again_it_adds_nothing(core: Core, chat: Chats) -> None:
    lappi = opened(chat("lappi", language="en"), RAIL)
    sent = lappi.filled("followup.save", **HELD)
    lappi.press("followup.save", sent)
    count = len(entries(core, RAIL))
    lappi.press("followup.save", sent)
    assert "This was recorded already" in lappi.text
    reported(lappi, RAIL)
    assert (count, 1) == (len(entries(core, RAIL)), len(audits(core, RAIL)))


def test_the_same_may_be_said_anew_when_it_is_asked_again(core: Core, chat: Chats) -> None:
    reported(chat("lappi"), RAIL)
    count = len(entries(core, RAIL))
    reported(chat("lappi", NOW + timedelta(days=120)), RAIL)
    assert count + 1 == len(entries(core, RAIL))


def test_what_a_colleague_reported_meanwhile_is_shown_and_nothing_typed_is_lost(
    core: Core, chat: Chats
) -> None:
    lappi, deputy = chat("lappi", language="en"), chat("lappi-vara", language="en")
    sent = opened(lappi, RAIL).filled("followup.save", **HELD)
    reported(deputy, RAIL, state="done", note="Kuvaus on valmis.", day="")
    count = len(entries(core, RAIL))
    lappi.press("followup.save", sent)
    assert "Something else was reported meanwhile" in lappi.text
    assert "Kuvaus on valmis." in lappi.text
    assert HELD == lappi.values()
    assert count == len(entries(core, RAIL))
    lappi.press("followup.save", lappi.filled("followup.save"))
    assert "under way" == entries(core, RAIL)[-1].state


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"state": ""}, "Fill in this field"),
        ({"state": "päätetty"}, "päätetty"),
        ({"state": "dropped", "note": ""}, "Tell in the note why it was dropped."),
        ({"state": "done", "day": "2027-01-01"}, "What is done or dropped was so on some day up to today"),
        ({"state": "under way", "day": "2026-01-01"}, "has passed"),
        ({"day": "huomenna"}, "huomenna"),
        ({"note": "ä" * 1001}, "1001"),
    ],
)
def test_what_is_wrong_is_said_and_kept(
    core: Core, chat: Chats, typed: dict[str, str], expected: str
) -> None:
    count, lappi = len(entries(core, RAIL)), chat("lappi", language="en")
    reported(lappi, RAIL, **HELD | typed)
    assert expected in str(lappi.card)
    assert (HELD | typed) == lappi.values()
    assert count == len(entries(core, RAIL))


# Who may


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("kainuu", "isn't among those responsible"),
        ("ym", "isn't among those responsible"),
        ("tyoryhma", "Your role doesn't allow this."),
        ("aune", "Your role doesn't allow this."),
        ("sodankyla", "isn't among those responsible"),
    ],
)
def test_nobody_else_reports(core: Core, chat: Chats, slug: str, expected: str) -> None:
    count, somebody = len(entries(core, RAIL)), chat(slug, language="en")
    for verb in ("followup.report", "followup.save"):
        for organisation in ("", "council:19", "ministry:LVM"):
            somebody.press(verb, {"record": RAIL, "organisation": organisation, **HELD})
            assert expected in somebody.text
    assert count == len(entries(core, RAIL))


def test_nobody_reports_for_another_organisation_by_a_forged_button(core: Core, chat: Chats) -> None:
    lappi = chat("lappi", language="en")
    count = len(entries(core, RAIL))
    lappi.press("followup.save", {"record": RAIL, "organisation": "ministry:LVM", **HELD})
    assert "isn't among those responsible" in lappi.text
    assert count == len(entries(core, RAIL))


@ON_POSTGRES
def test_a_coordinator_reports_on_behalf_and_it_is_shown_so(core: Core, chat: Chats) -> None:
    coordinator = opened(chat("tem-koordinaattori", language="en"), RAIL)
    assert "The report says that the secretariat made it for the organisation." in coordinator.text
    coordinator.press("followup.save", coordinator.filled("followup.save", **HELD))
    assert "Fill in this field" in str(coordinator.card)
    sent = coordinator.filled("followup.save", organisation="ministry:PLM", **HELD)
    coordinator.press("followup.save", sent)
    assert "Reported by the secretariat for the organisation." in coordinator.text
    row = entries(core, RAIL)[-1]
    assert ("ministry:PLM", True) == (row.organisation_id, row.behalf)
    plm = chat("plm", language="en")
    plm.press("followup.show", {"record": RAIL})
    assert "reported by the secretariat" in plm.text


@pytest.mark.parametrize("record", ["", "2025-19-99", "2025-19-muistio", "x" * 60])
def test_what_is_no_conclusion_is_not_found(chat: Chats, record: str) -> None:
    lappi = chat("lappi", language="en")
    for verb in ("followup.show", "followup.save"):
        lappi.press(verb, {"record": record, **HELD})
        assert "I can't find that conclusion." in lappi.text


def changed(core: Core, record: str, **values: Any) -> None:
    with core.store.transaction() as db:
        row = db.get_one(t.Record, record)
        row.sqlmodel_update(values)
        db.add(row)


def test_one_that_was_replaced_leads_to_the_new_one(core: Core, chat: Chats) -> None:
    lappi = opened(chat("lappi", language="en"), RAIL)
    sent = lappi.filled("followup.save", **HELD)
    changed(core, RAIL, superseded=WORK)
    for verb, data in (("followup.report", {"record": RAIL}), ("followup.save", sent)):
        lappi.press(verb, data)
        assert f"This conclusion has been replaced by {WORK}." in lappi.text
    lappi.say("what came of the conclusions?")
    assert RAIL not in lappi.text


def test_where_nobody_is_responsible_a_coordinator_may_report_and_the_card_says_so(
    core: Core, chat: Chats
) -> None:
    with core.store.transaction() as db:
        for row in db.exec(select(t.RecordTag).where(t.RecordTag.record_id == RAIL)).all():
            if row.facet == "responsible":
                db.delete(row)
    lappi = opened(chat("lappi", language="en"), RAIL)
    assert "No organisation is named as responsible for this conclusion" in lappi.text
    coordinator = opened(chat("tem-koordinaattori", language="en"), RAIL)
    assert "Nobody is named as responsible" in coordinator.text
    coordinator.press("followup.save", coordinator.filled("followup.save", **HELD))
    assert (None, False) == (entries(core, RAIL)[-1].organisation_id, entries(core, RAIL)[-1].behalf)


# Lists


def test_what_a_ministry_promised_a_region_and_what_came_of_it(core: Core, chat: Chats) -> None:
    lappi = chat("lappi")
    answer = lappi.say("mitä OKM lupasi meille viimeksi ja mitä siitä on tullut?")
    assert ["2025-19-03"] == [hit.id for hit in answer.hits]
    for part in ("Seuranta: käynnissä", "OKM: käynnissä", "Koulutustarpeet on koottu", "STM"):
        assert part in lappi.text


def test_only_what_is_late_is_listed_when_that_is_asked(chat: Chats) -> None:
    somebody = chat("aune")
    answer = somebody.say("mitkä toimenpiteet ovat myöhässä?")
    assert answer.hits
    assert "2025-07-02" in [hit.id for hit in answer.hits]
    assert somebody.text.count("· myöhässä") == len(answer.hits)


def test_a_topic_is_searched_for_like_any_question(chat: Chats) -> None:
    somebody = chat("lappi", language="en")
    answer = somebody.say("what came of the conclusions on railways?")
    assert RAIL in [hit.id for hit in answer.hits]
    assert "2025-19-03" not in [hit.id for hit in answer.hits]


def test_pages_follow_by_button_and_by_words(chat: Chats) -> None:
    somebody = chat("aune", language="en")
    first = somebody.say("what came of the conclusions?")
    second = somebody.say("show more")
    assert 5 == len(first.hits) == len(second.hits)
    assert {hit.id for hit in first.hits}.isdisjoint(hit.id for hit in second.hits)
    somebody.button("Previous")
    assert first.hits[0].id in somebody.text
    somebody.press("followup.list", {"offset": 9999})
    assert "Shown" in somebody.text


def test_who_has_something_to_report_is_led_to_it(chat: Chats) -> None:
    lvm = chat("lvm")
    lvm.say("raportoi seuranta")
    assert "Nämä odottavat teiltä seurantatietoa" in lvm.text
    aune = chat("aune")
    aune.say("raportoi seuranta")
    assert "Mitä johtopäätöksistä on tullut" in aune.text


@pytest.mark.parametrize("slug", ["kainuu", "lvm", "aune", "tyoryhma", "sodankyla"])
def test_a_report_button_stands_only_at_what_is_ones_own(chat: Chats, slug: str) -> None:
    somebody = chat(slug, language="en")
    somebody.press("followup.list", {"regions": ["19"], "years": [2025]})
    own = {"lvm": 1}.get(slug, 0)
    assert own == str(somebody.card["body"]).count("'title': 'Report: 2025-19-02', 'verb'")
    assert own == str(somebody.card["body"]).count("'verb': 'followup.report', 'data'")


def test_nothing_found_says_so_and_offers_wider_limits(chat: Chats) -> None:
    somebody = chat("lappi", language="en")
    answer = somebody.press("followup.list", {"regions": ["19"], "years": [2017]})
    assert () == answer.hits
    assert "No conclusion was found with these limits." in somebody.text
    assert {"All regions", "All years"} <= set(somebody.buttons)


def test_what_came_of_it_stands_in_the_answer_to_a_question(chat: Chats) -> None:
    somebody = chat("lappi", language="en")
    somebody.say(RAIL)
    assert "Follow-up: under way (MTC 7 May 2026)" in somebody.text
    somebody.button("What came of it")
    assert "MTC: under way" in somebody.text


# At once


@BOTH
def test_several_presses_at_once_are_one_report(core: Core) -> None:
    data, count = {"record": RAIL, "organisation": "council:19", **HELD}, len(entries(core, RAIL))
    chats = [Chat(core, slug, NOW) for slug in ("lappi", "lappi-vara")] * 3
    answers = at_once(core, [chat.activity("press", verb="followup.save", data=data) for chat in chats])
    said = [str(shown(answer)) for answer in answers]
    assert (1, 5) == tuple(
        sum(text in card for card in said) for text in ("Seurantatieto kirjattu:", "Tämä oli jo kirjattu:")
    )
    assert (count + 1, 1) == (len(entries(core, RAIL)), len(audits(core, RAIL)))


@BOTH
def test_of_two_who_report_differently_at_once_the_second_sees_the_first(core: Core) -> None:
    count = len(entries(core, RAIL))
    presses = []
    for slug, note in (("lappi", "Yksi."), ("lappi-vara", "Kaksi.")):
        somebody = Chat(core, slug, NOW)
        somebody.press("followup.report", {"record": RAIL})
        sent = somebody.filled("followup.save", **HELD | {"note": note})
        presses.append(somebody.activity("press", verb="followup.save", data=sent))
    said = [str(shown(answer)) for answer in at_once(core, presses)]
    assert 1 == sum("Sillä välin on ilmoitettu muuta" in card for card in said)
    assert count + 1 == len(entries(core, RAIL))
