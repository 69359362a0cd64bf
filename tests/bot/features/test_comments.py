"""Comments on a proposal, and how its text changed."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from bot.app import Core
from storage import tables as t
from tests.bot.features.proposal_chats import Chats, moved, opened, sent, submit
from tests.bot.outbox import notices, owed_to

COMMENTED = "proposal commented"


def commented(chat: Chats, who: str, proposal: int, text: str = "Mitä se maksaa?") -> None:
    submit(opened(chat(who), "comment.open", proposal=proposal), text=text)


def texts(core: Core) -> list[tuple[str, str | None]]:
    with core.store.read() as db:
        return [(row.text, row.organisation_id) for row in db.exec(select(t.ProposalComment)).all()]


def test_the_other_side_of_a_comment_is_told(core: Core, chat: Chats) -> None:
    proposal = sent(chat("lappi"))
    commented(chat, "tyoryhma", proposal)
    assert ["lappi", "lappi-vara"] == owed_to(core, COMMENTED)
    commented(chat, "lappi", proposal, "Ei paljon.")
    assert ["lappi", "lappi-vara", "tyoryhma"] == owed_to(core, COMMENTED)
    assert [("Mitä se maksaa?", None), ("Ei paljon.", "council:19")] == texts(core)


def test_comments_are_listed_newest_first_and_counted_on_the_card(chat: Chats) -> None:
    proposal = sent(chat("lappi"))
    commented(chat, "tyoryhma", proposal)
    commented(chat, "lappi", proposal, "Ei paljon.")
    lappi = chat("lappi")
    lappi.press("proposal.show", {"proposal": proposal})
    lappi.button("Kommentit (2)")
    assert lappi.text.index("Ei paljon.") < lappi.text.index("Mitä se maksaa?")
    assert "Aila Tunturila · Lapin liitto" in lappi.text
    assert "Timo Ketopuro · sihteeristö" in lappi.text


def test_long_comments_are_paged_and_none_is_left_out(core: Core, chat: Chats) -> None:
    proposal = sent(chat("lappi"))
    for number in range(12):
        commented(chat, "tyoryhma", proposal, f"Kommentti {number} " + "ä" * 1900)
    lappi = chat("lappi")
    lappi.press("comment.list", {"proposal": proposal})
    seen: list[str] = []
    for _ in range(12):
        seen += [line.split(" ä")[0] for line in lappi.text.splitlines() if line.startswith("Kommentti ")]
        more = [title for title in lappi.buttons if title.startswith("Näytä lisää")]
        if not more:
            break
        lappi.button(more[0])
    assert [f"Kommentti {number}" for number in reversed(range(12))] == seen


@pytest.mark.parametrize(("text", "said"), [("", "Täytä tämä kenttä."), ("x" * 2001, "2001")])
def test_a_comment_that_says_nothing_or_too_much_is_refused_and_kept(
    core: Core, chat: Chats, text: str, said: str
) -> None:
    proposal = sent(chat("lappi"))
    group = opened(chat("tyoryhma"), "comment.open", proposal=proposal)
    submit(group, text=text)
    assert (text, True) == (group.values()["text"], said in group.text)
    assert [] == texts(core)
    submit(group, text="x" * 2000)
    assert 1 == len(texts(core))


@pytest.mark.parametrize("who", ["kainuu", "lvm", "sodankyla"])
def test_others_neither_read_nor_comment_even_once_it_is_published(core: Core, chat: Chats, who: str) -> None:
    proposal = sent(chat("lappi"), partners="ministry:LVM")
    commented(chat, "tyoryhma", proposal)
    with core.store.transaction() as db:
        row = db.get_one(t.Proposal, proposal)
        row.published = datetime(2026, 11, 24, tzinfo=UTC)
        db.add(row)
    other = chat(who)
    for verb in ("comment.list", "comment.open", "comment.add"):
        other.press(verb, {"proposal": proposal, "text": "Luen tämän."})
        assert "En löydä" in other.text
    other.press("proposal.show", {"proposal": proposal})
    assert "Kommentit" not in str(other.buttons)
    assert 1 == len(texts(core))


def test_a_partner_that_has_joined_reads_and_comments(core: Core, chat: Chats) -> None:
    proposal = sent(chat("lappi"), partners="ministry:LVM")
    chat("lvm").press("partner.accept", {"proposal": proposal, "organisation": "ministry:LVM"})
    commented(chat, "lvm", proposal)
    assert [("Mitä se maksaa?", "ministry:LVM")] == texts(core)
    commented(chat, "tem-koordinaattori", proposal)
    assert ["lappi", "lappi-vara", "lvm", "tyoryhma"] == sorted(owed_to(core, COMMENTED))


def test_an_observer_reads_and_does_not_comment(core: Core, chat: Chats) -> None:
    proposal = sent(chat("lappi"))
    commented(chat, "tyoryhma", proposal)
    aune = chat("aune")
    aune.press("comment.list", {"proposal": proposal})
    assert "Mitä se maksaa?" in aune.text
    assert ["Avaa ehdotus"] == aune.buttons
    aune.press("comment.add", {"proposal": proposal, "text": "Hyvä."})
    assert 1 == len(texts(core))


def test_a_withdrawn_proposal_keeps_its_comments_and_takes_no_more(core: Core, chat: Chats) -> None:
    proposal = sent(chat("lappi"))
    commented(chat, "tyoryhma", proposal)
    moved(core, proposal, "withdrawn")
    lappi = chat("lappi")
    lappi.press("comment.add", {"proposal": proposal, "text": "Vielä tämä."})
    assert "peruttu" in lappi.text
    lappi.press("proposal.show", {"proposal": proposal})
    assert ["Kommentit (1)"] == lappi.buttons
    lappi.button("Kommentit (1)")
    assert ["Avaa ehdotus"] == lappi.buttons


def test_the_log_of_use_holds_no_word_of_a_comment(core: Core, chat: Chats) -> None:
    proposal = sent(chat("lappi"))
    commented(chat, "tyoryhma", proposal, "Salainen huomio")
    with core.store.read() as db:
        logged = [str(row.data) for row in db.exec(select(t.Audit)).all()]
    assert "Salainen" not in "".join(logged)
    assert "Salainen huomio" in str(notices(core, COMMENTED))


# Versions


def edited(chat: Chats, proposal: int, version: int, **changes: str) -> None:
    submit(opened(chat("lappi"), "proposal.edit", proposal=proposal, version=version), **changes)


def test_what_changed_is_shown_field_by_field(chat: Chats) -> None:
    proposal = sent(chat("lappi"), title="Rajaseutu")
    edited(chat, proposal, 1, title="Rajaseutu ja rata", ministries="LVM", in_depth="true")
    lappi = chat("lappi")
    lappi.press("proposal.show", {"proposal": proposal})
    lappi.button("Mikä muuttui")
    runs = next(each["inlines"] for each in lappi.card["body"][4:] if each["type"] == "RichTextBlock")
    assert [("Rajaseutu ", False), ("ja rata", True)] == [
        (run["text"], run.get("highlight", False)) for run in runs
    ]
    assert "Nyt: liikenne- ja viestintäministeriö" in lappi.text
    assert "Kuvaus" not in lappi.text


def test_versions_are_paged_through(chat: Chats) -> None:
    proposal = sent(chat("lappi"))
    for version in (1, 2):
        edited(chat, proposal, version, title=f"Versio numero {version + 1}")
    lappi = chat("lappi")
    lappi.press("proposal.versions", {"proposal": proposal})
    assert "versio 3" in lappi.text
    lappi.button("Edellinen versio")
    assert "versio 2" in lappi.text
    lappi.button("Edellinen versio")
    assert ["Seuraava versio", "Avaa ehdotus"] == lappi.buttons


def test_the_working_group_sees_no_version_from_before_the_sending(chat: Chats) -> None:
    proposal = sent(chat("lappi"), "proposal.draft", title="Salainen luonnos")
    submit(opened(chat("lappi"), "proposal.edit", proposal=proposal, version=1), title="Julki")
    group = chat("tyoryhma")
    for offset in (0, 1, 2):
        group.press("proposal.versions", {"proposal": proposal, "offset": offset})
        assert "Julki" in group.text
        assert "Salainen" not in str(group.card)
    group.press("proposal.history", {"proposal": proposal})
    assert "luonnos" not in group.text


@pytest.mark.parametrize("verb", ["proposal.versions", "proposal.history"])
def test_versions_and_history_are_for_those_inside(core: Core, chat: Chats, verb: str) -> None:
    proposal = sent(chat("lappi"))
    with core.store.transaction() as db:
        row = db.get_one(t.Proposal, proposal)
        row.published = datetime(2026, 11, 24, tzinfo=UTC)
        db.add(row)
    kainuu = chat("kainuu")
    kainuu.press(verb, {"proposal": proposal})
    assert "En löydä" in kainuu.text


def test_a_returned_proposal_shows_why_and_is_sent_again_by_an_edit(core: Core, chat: Chats) -> None:
    proposal = sent(chat("lappi"))
    with core.store.transaction() as db:
        row = db.get_one(t.Proposal, proposal)
        row.state = "returned"
        db.add(row)
        person = db.exec(select(t.Person).where(t.Person.slug == "tyoryhma")).one()
        at = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
        event = t.ProposalEvent(
            proposal_id=proposal, at=at, person_id=person.id or 0, state="returned", version=1
        )
        event.note = "Täsmennä tavoite."
        db.add(event)
    lappi = chat("lappi")
    lappi.press("proposal.show", {"proposal": proposal})
    assert "Perustelu\nTäsmennä tavoite." in lappi.text
    edited(chat, proposal, 1, outcome="Sopimus.")
    assert ["tyoryhma"] == owed_to(core, "proposal sent again")


def test_a_provisional_move_changes_nothing_that_proposers_see(core: Core, chat: Chats) -> None:
    proposal = sent(chat("lappi"))
    lappi = chat("lappi")
    lappi.press("proposal.show", {"proposal": proposal})
    before = lappi.card
    with core.store.transaction() as db:
        person = db.exec(select(t.Person).where(t.Person.slug == "tyoryhma")).one()
        at = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
        move = t.ProposalMove(proposal_id=proposal, to="deferred", at=at, person_id=person.id or 0)
        move.reason = "Ei nyt."
        db.add(move)
    lappi.press("proposal.show", {"proposal": proposal})
    assert before == lappi.card
    edited(chat, proposal, 1, title="Uusi otsikko")
    lappi.press("proposal.show", {"proposal": proposal})
    lappi.press("proposal.withdraw_now", {"proposal": proposal, "version": 2})
    assert "peruttu" in lappi.text
