"""Minutes by typed lines in somebody's own chat."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.app import Core
from bot.turns import TEXT_LIMIT
from knowledge.minutes import Attendance, Item, PartKind, View
from knowledge.people import Role
from knowledge.refusals import minute_lines as no
from knowledge.refusals.asking import NotAllowed
from storage import minutes, minutes_edits, people
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.cores import BOTH, admitted, at_once
from tests.bot.features.minutes_chats import LAPLAND, begun, conclusions, contents, held, parts
from tests.demo import NOW

Chats = Callable[..., Chat]
COORDINATOR = "tem-koordinaattori"


@pytest.fixture
def writer(core: Core, chat: Chats) -> Chat:
    """The working group's chat, tied to Lapland's session by its number."""
    held(core)
    writer = chat("tyoryhma", language="en")
    writer.say("#minutes 2026-19")
    return writer


def items(core: Core) -> list[Item]:
    return [each for each in contents(core, PartKind.ITEM) if isinstance(each, Item)]


def said_on(core: Core, place: int) -> str:
    return items(core)[place - 1].texts.get("fi", "")


def texts(core: Core) -> list[str]:
    return [each.texts["fi"].text for each in conclusions(core)]


def final(core: Core, id_: str = LAPLAND) -> None:
    """Make the minutes final as they are."""
    with core.store.transaction() as db:
        who = people.by_slug(db, COORDINATOR, NOW.date())
        assert who
        minutes.send(db, id_, minutes.draft(db, id_).parts, who, NOW, NOW)
        for row in db.exec(select(t.Minutes).where(t.Minutes.session_id == id_)).all():
            row.state = "final"
            db.add(row)


# A session


def test_the_number_of_a_session_ties_the_chat_and_begins_the_draft(core: Core, writer: Chat) -> None:
    assert "goes into the minutes of “Lapland discussion 2026”" in writer.text
    assert f"1. {items(core)[0].title}" in writer.text
    assert ["How lines are written", "Open the draft"] == writer.buttons


@pytest.mark.parametrize("named", ["2026-19", "lappi", "Lapin", "LAPPLAND"])
def test_a_session_is_named_by_its_number_or_its_region(core: Core, chat: Chats, named: str) -> None:
    held(core)
    writer = chat("tyoryhma", language="en")
    writer.say(f"#muistio {named}\n#johtopäätös Rata kuntoon.")
    assert "Conclusion 2026-19-01" in writer.text
    assert ["Rata kuntoon."] == texts(core)


def test_the_desk_ties_the_chat(core: Core, chat: Chats) -> None:
    writer = begun(core, chat("tyoryhma", language="en"))
    writer.press("lines.begin", {"session": LAPLAND})
    writer.say("#johtopäätös Rata kuntoon.")
    assert ["Rata kuntoon."] == texts(core)


def test_the_only_draft_that_a_person_writes_in_is_meant(core: Core, chat: Chats) -> None:
    somebody = admitted(core, "kirjuri", "council:19", Role.WORKING_GROUP)
    begun(core, chat(somebody))
    other = chat(somebody, language="en")
    other.say("#johtopäätös Rata kuntoon.")
    assert "Lapland discussion 2026" in other.text
    assert ["Rata kuntoon."] == texts(core)
    begun(core, chat(somebody), "2026-17")
    third = chat(somebody, language="en")
    third.say("#johtopäätös Rata kuntoon.")
    assert no.NoSessionHere().message in third.text


def test_a_line_outside_a_session_is_kept_in_a_form_that_asks_which(core: Core, chat: Chats) -> None:
    held(core)
    held(core, "2026-17", organisations=("council:17",))
    writer = chat("tyoryhma", language="en")
    typed = "#johtopäätös Rata: Kuntoon\n#toimenpide Selvitys: Tehdään"
    writer.say(typed)
    assert no.NoSessionHere().message in writer.text
    assert typed == writer.card["body"][-1]["value"]
    assert {"2026-19", "2026-17"} <= {each["value"] for each in writer.card["body"][-2]["choices"]}
    assert [] == conclusions(core)
    writer.press("lines.send", writer.filled("lines.send", session=LAPLAND))
    assert ["Kuntoon", "Tehdään"] == texts(core)
    writer.say("#johtopäätös Kolmas.")  # the chat is tied now
    assert 3 == len(conclusions(core))


def test_where_no_session_was_held_that_is_said(core: Core, chat: Chats) -> None:
    with core.store.transaction() as db:
        for row in db.exec(select(t.Session).where(t.Session.state == "held")).all():
            row.state = "cancelled"
            db.add(row)
    writer = chat("tyoryhma", language="en")
    writer.say("#kirjaa rata")
    assert no.NoSessionToWrite().message in writer.text
    assert "#kirjaa rata" == writer.card["body"][-1]["value"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("#muistio 2026-17\n#kirjaa 1: x", "isn't marked as held yet"),
        ("#muistio 2099-99\n#kirjaa 1: x", "I find no session “2099-99”"),
        ("#muistio\n#kirjaa 1: x", "Choose the session below"),
        ("#muistio 2025-19\n#kirjaa 1: x", "These minutes are final"),
    ],
)
def test_a_session_that_cant_be_written_is_refused_with_the_text_kept(
    core: Core, chat: Chats, typed: str, said: str
) -> None:
    held(core)
    writer = chat("tyoryhma", language="en")
    writer.say(typed)
    assert said in writer.text
    assert typed == writer.card["body"][-1]["value"]
    assert [] == parts(core, PartKind.ITEM, "2026-17")


def test_final_minutes_take_no_lines(core: Core, writer: Chat) -> None:
    writer.say("#johtopäätös Rata kuntoon.")
    undo = writer.carried("lines.undo")
    final(core)
    for typed in ("#johtopäätös Toinen.", "#peru", "#kirjaa 1: x"):
        writer.say(typed)
        assert "These minutes are final" in writer.text
        assert typed == writer.card["body"][-1]["value"]
    writer.press("lines.undo", undo)
    assert "These minutes are final" in writer.text
    assert ["Rata kuntoon."] == texts(core)


@pytest.mark.parametrize("slug", ["lappi", "lvm", "aune"])
def test_only_the_secretariat_writes_lines(core: Core, chat: Chats, slug: str) -> None:
    held(core)
    other = chat(slug, language="en")
    other.say("#johtopäätös Rata kuntoon.")
    assert NotAllowed().message in other.text
    for verb, data in (("send", {"text": "#johtopäätös x"}), ("begin", {}), ("undo", {"edits": "1"})):
        other.press(f"lines.{verb}", {"session": LAPLAND, **data})
        assert NotAllowed().message in other.text
    assert [] == conclusions(core)


# Lines


def test_a_receipt_says_what_was_recorded_and_under_which_number(core: Core, writer: Chat) -> None:
    writer.say(
        "#kohta 1\n#johtopäätös Rata: Kuntoon; vastuu: LVM; määräaika: 30.6.2027\n#toimenpide Selvitys."
    )
    for said in (
        "Recorded",
        "Conclusion 2026-19-01, item 1",
        "Rata: Kuntoon",
        "Responsible: Ministry of Transport and Communications",
        "Due: Wed 30 Jun 2027",
        "Measure 2026-19-02, item 1",
        "The next lines belong to item 1",
    ):
        assert said in writer.text
    assert ["Undo", "Open the draft"] == writer.buttons


def test_the_item_in_hand_is_remembered_from_one_message_to_the_next(core: Core, writer: Chat) -> None:
    writer.say("#kohta 2")
    writer.say("#kirjaa Toisesta.")
    writer.say("#johtopäätös Kuntoon.")
    assert "Toisesta." == said_on(core, 2)
    assert parts(core, PartKind.ITEM)[1].id == conclusions(core)[0].item


def test_views_and_those_present_are_written(core: Core, writer: Chat) -> None:
    writer.say("#läsnä LVM: Anna Aalto; Lapin liitto: Outi\n#maakunta Maakunta katsoo.")
    [attendance], [view] = contents(core, PartKind.ATTENDANCE), contents(core, PartKind.REGION_VIEW)
    assert isinstance(attendance, Attendance)
    assert ("Anna Aalto", "Outi") == (attendance.present["ministry:LVM"], attendance.present["council:19"])
    assert View({"fi": "Maakunta katsoo."}) == view


def test_one_wrong_line_keeps_all_of_the_message_from_being_recorded(core: Core, writer: Chat) -> None:
    typed = "#johtopäätös Hyvä.\n#kohta 99\n#johtopäätös Rata; vastuu: Lapin liito"
    writer.say(typed)
    assert no.LinesNotKept().message in writer.text
    assert "“#kohta 99”: there is no such item" in writer.text
    assert "I don't know “Lapin liito”. Did you mean “Lapin liitto”?" in writer.text
    assert "#conclusion Title: text; responsible: LVM, TEM" in writer.text
    assert typed == writer.card["body"][-1]["value"]
    assert [] == conclusions(core)
    writer.press("lines.send", writer.filled("lines.send", text="#johtopäätös Rata; vastuu: Lapin liitto"))
    assert ("council:19",) == conclusions(core)[0].responsible


def test_many_wrong_lines_are_counted(core: Core, writer: Chat) -> None:
    writer.say("\n".join(["#kohta 99"] * 20))
    assert "More lines that couldn't be recorded: 15." in writer.text


def test_a_message_of_very_many_lines_has_a_short_receipt(core: Core, writer: Chat) -> None:
    writer.say("\n".join(f"#kirjaa 1: rivi {n}" for n in range(30)))
    assert "… and 18 more" in writer.text
    assert 30 == len(said_on(core, 1).split("\n\n"))


def test_a_message_that_is_too_long_is_refused_in_the_form_too(core: Core, writer: Chat) -> None:
    writer.press("lines.send", {"text": "#kirjaa 1: " + "x" * TEXT_LIMIT})
    assert f"{TEXT_LIMIT}" in writer.text
    assert "" == said_on(core, 1)


def test_a_form_without_a_text_is_asked_for_it(core: Core, writer: Chat) -> None:
    writer.press("lines.send", {"text": "  "})
    assert "Nothing was recorded yet: put right what is marked below." in writer.text
    assert ["Record", "How lines are written"] == writer.buttons


def test_a_conclusion_that_speaks_of_deciding_is_taken_with_a_hint(core: Core, writer: Chat) -> None:
    writer.say("#johtopäätös Päätettiin korjata rata.")
    assert "The text says “Päätettiin”" in writer.text
    assert 1 == len(conclusions(core))


@pytest.mark.parametrize("odd", ['=HYPERLINK("x")', "**x** [y](z)", "{{DATE(2026-01-01T00:00:00Z)}}", "<b>"])
def test_texts_that_try_to_be_more_are_kept_as_they_are(core: Core, writer: Chat, odd: str) -> None:
    writer.say(f"#kirjaa 1: {odd}")
    assert odd == said_on(core, 1)


def test_an_english_word_goes_by_the_language_of_its_text(core: Core, writer: Chat) -> None:
    writer.say("#conclusion Järnvägen till Norge byggs och staten svarar för den.")
    writer.say("#conclusion Rautatie rakennetaan ja valtio vastaa siitä.")
    assert [["sv"], ["fi"]] == [list(each.texts) for each in conclusions(core)]


def test_a_line_says_nothing_of_the_language_of_the_talk(core: Core, chat: Chats) -> None:
    held(core)
    writer = chat("tyoryhma")
    writer.say("#promemoria 2026-19\n#slutsats Järnvägen till Norge byggs och staten svarar för den.")
    assert "Kirjattu" in writer.text


def test_help_lists_the_words_of_the_language(core: Core, writer: Chat, chat: Chats) -> None:
    writer.say("#apua")
    assert "This chat is for the minutes of “Lapland discussion 2026”" in writer.text
    assert "#undo takes back" in writer.text
    other = chat("tyoryhma", language="sv")
    other.say("#hjälp")
    assert "#slutsats Rubrik: text" in other.text


def test_a_resent_message_is_recorded_once(core: Core, writer: Chat) -> None:
    again = writer.activity("message", text="#johtopäätös Rata kuntoon.")
    writer.answer(again)
    writer.answer(again)
    assert ["Rata kuntoon."] == texts(core)


# Taking back


def test_what_was_written_last_is_taken_back_and_then_what_was_before(core: Core, writer: Chat) -> None:
    writer.say("#kirjaa 1: Yksi.\n#kirjaa 1: Kaksi.")
    writer.say("#johtopäätös Kolme.")
    for said, left in (("Conclusion 2026-19-01", "Yksi.\n\nKaksi."), ("Kaksi.", "Yksi."), ("Yksi.", "")):
        writer.say("#peru")
        assert said in writer.text
        assert left == said_on(core, 1)
    assert [] == conclusions(core)
    writer.say("#peru")
    assert "You have changed nothing" in writer.text


def test_a_number_that_was_taken_back_is_given_to_nobody_else(core: Core, writer: Chat) -> None:
    writer.say("#johtopäätös Yksi.")
    writer.say("#peru")
    writer.say("#johtopäätös Kaksi.")
    assert [2] == [each.number for each in conclusions(core)]


def test_the_button_takes_back_all_that_its_receipt_tells_of_once(core: Core, writer: Chat) -> None:
    writer.say("#kirjaa 1: Vanha.")
    writer.say("#kirjaa 1: Yksi.\n#johtopäätös Kaksi.\n#kirjaa 1: Kolme.")
    undo = writer.carried("lines.undo")
    writer.press("lines.undo", undo)
    assert ("Vanha.", []) == (said_on(core, 1), conclusions(core))
    assert "Kolme." in writer.text
    writer.press("lines.undo", undo)
    assert "This was taken back already." in writer.text


def test_what_somebody_changed_since_isnt_taken_back(core: Core, writer: Chat, chat: Chats) -> None:
    writer.say("#kirjaa 1: Yksi.")
    undo = writer.carried("lines.undo")
    other = chat(COORDINATOR, language="en")
    other.say("#muistio 2026-19\n#kirjaa 1: Kaksi.")
    writer.say("#peru")
    assert "Nothing was taken back" in writer.text
    with core.store.read() as db:
        name = people.by_slug(db, COORDINATOR, NOW.date())
    assert name
    assert name.name in writer.text
    writer.press("lines.undo", undo)
    assert name.name in writer.text
    other.say("#peru")  # then nothing stands above the first one
    writer.say("#peru")
    assert "" == said_on(core, 1)


def test_others_lines_and_other_sessions_lines_arent_taken_back(
    core: Core, writer: Chat, chat: Chats
) -> None:
    writer.say("#johtopäätös Yksi.")
    undo = writer.carried("lines.undo")
    other = chat(COORDINATOR, language="en")
    other.press("lines.undo", undo)
    assert no.NotYours().message in other.text
    held(core, "2026-17")
    for forged in ({"session": "2026-17"}, {"edits": "0"}, {"edits": "x,-1,99999999999999"}, {"edits": ""}):
        writer.press("lines.undo", {**undo, **forged})
        assert "Nothing was taken back" in writer.text
    assert ["Yksi."] == texts(core)


def test_lines_and_forms_are_one_history(core: Core, writer: Chat) -> None:
    writer.say("#johtopäätös Yksi.")
    with core.store.read() as db:
        [edit] = minutes_edits.edits(db, LAPLAND)
    assert (PartKind.CONCLUSION, None) == (edit.kind, edit.before)
    with core.store.read() as db:
        rows = db.exec(select(t.Audit).where(t.Audit.about == f"minutes:{LAPLAND}")).all()
    assert {"minutes.begun", "minutes.chat tied", "minutes.lines"} == {row.what for row in rows}
    assert "Yksi" not in str([row.data for row in rows])


@BOTH
def test_lines_at_once_get_numbers_of_their_own_and_lose_nothing(core: Core, chat: Chats) -> None:
    held(core)
    chats = [chat("tyoryhma"), chat(COORDINATOR), chat("tyoryhma"), chat(COORDINATOR)]
    for each in chats:
        each.say("#muistio 2026-19")
    typed = [f"#johtopäätös Numero {n}.\n#kirjaa 1: Rivi {n}." for n in range(4)]
    at_once(core, [each.activity("message", text=text) for each, text in zip(chats, typed, strict=True)])
    assert {1, 2, 3, 4} == {each.number for each in conclusions(core)}
    assert {f"Rivi {n}." for n in range(4)} == set(said_on(core, 1).split("\n\n"))


def test_minutes_are_written_as_lines_on_the_command_line(core: Core, writer: Chat) -> None:
    later = writer.at(NOW + timedelta(days=400))
    later.say("#johtopäätös Myöhemmin.")
    assert ["Myöhemmin."] == texts(core)
