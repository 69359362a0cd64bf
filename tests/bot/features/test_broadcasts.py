"""Writing a notice to many, from a sentence or a form to the preview; nothing that was typed is lost."""

from __future__ import annotations

import json

import pytest

from bot.app import Core
from knowledge.broadcasts import TEXT_LIMIT, TITLE_LIMIT, State
from knowledge.clock import today
from knowledge.notices import Topic
from storage import broadcasts, people, wishes
from tests.bot.features.broadcast_chats import (
    ANNOUNCED,
    COORDINATOR,
    GOOD,
    LINK,
    Chats,
    kept,
    newest,
    press,
    written,
)
from tests.demo import NOW


def count(core: Core) -> int:
    with core.store.read() as db:
        return broadcasts.count(db)


def test_a_sentence_says_whom_it_is_for(core: Core, chat: Chats) -> None:
    coordinator = chat(COORDINATOR)
    coordinator.say("lähetä tiedote Lapin keskustelun osallistujille")
    assert "Kenelle: Lapin keskustelu 2026." in coordinator.text
    press(coordinator, "broadcast.write", **GOOD)

    assert (ANNOUNCED,) == newest(core).audience.sessions
    assert ANNOUNCED == ",".join([coordinator.values()["sessions"]])


@pytest.mark.parametrize(
    ("sentence", "field", "expected"),
    [
        ("lähetä tiedote kaikille liitoille", "groups", ("councils",)),
        ("skicka ett meddelande till ministerierna", "groups", ("ministries",)),
        ("lähetä tiedote Kainuun ja Lapin liitoille", "regions", ("18", "19")),
    ],
)
def test_a_sentence_fills_the_audience(
    core: Core, chat: Chats, sentence: str, field: str, expected: tuple[str, ...]
) -> None:
    coordinator = chat(COORDINATOR)
    coordinator.say(sentence)
    press(coordinator, "broadcast.write", **GOOD)

    assert expected == tuple(sorted(getattr(newest(core).audience, field)))


def test_the_preview_counts_and_names_those_who_cannot_be_reached(chat: Chats) -> None:
    chat("lappi").say("hei")
    coordinator = written(chat(COORDINATOR, language="fi"), regions="19", ministries="")

    assert "Lapin liitto" in coordinator.text
    assert "henkilöä ei tavoiteta:" in coordinator.text
    assert 1 == sum("Lähetä nyt" in title for title in coordinator.buttons)


def test_the_preview_shows_the_card_in_each_language(chat: Chats) -> None:
    coordinator = written(chat(COORDINATOR, language="fi"))
    reference = coordinator.carried("broadcast.edit")
    assert GOOD["text_fi"] in coordinator.text
    coordinator.press("broadcast.show", {**reference, "language": "sv"})

    assert GOOD["text_sv"] in coordinator.text
    assert "Kvittera som läst" in coordinator.text


def test_all_recipients_are_listed_by_organisation(chat: Chats) -> None:
    coordinator = written(chat(COORDINATOR, language="fi"), groups="councils", regions="", ministries="")
    press(coordinator, "broadcast.recipients")
    assert "Uudenmaan liitto (1)" in coordinator.text
    press(coordinator, "broadcast.recipients")

    assert "Pohjois-Pohjanmaan liitto (1)" in coordinator.text
    assert "Uudenmaan liitto (1)" not in coordinator.text


def test_those_who_have_turned_such_notices_off_are_named(chat: Chats, core: Core) -> None:

    with core.store.transaction() as db:
        person = people.by_slug(db, "kainuu", today(NOW))
        assert person is not None
        wishes.mute(db, person.id, [Topic.BROADCASTS], None, NOW)
    coordinator = written(chat(COORDINATOR, language="fi"))

    assert f"Mykistäneet tiedotteet eivätkä saa tätä: {person.name}" in coordinator.text


def test_nobody_reachable_leaves_no_way_to_send(chat: Chats) -> None:
    coordinator = written(chat(COORDINATOR, language="fi"), regions="16", ministries="")

    assert "Ketään valitsemistasi ei tavoiteta täältä" in coordinator.text
    assert [] == [title for title in coordinator.buttons if "Lähetä" in title]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("title_fi", "", "Kirjoita tämä ainakin suomeksi"),
        ("text_fi", " ", "Kirjoita tämä ainakin suomeksi"),
        ("title_fi", "x" * (TITLE_LIMIT + 1), str(TITLE_LIMIT)),
        ("text_fi", "x" * (TEXT_LIMIT + 1), str(TEXT_LIMIT + 1)),
        ("text_sv", "", "vain otsikko tai vain teksti"),
    ],
)
def test_what_is_wrong_with_a_text_is_said_and_the_rest_is_kept(
    core: Core, chat: Chats, field: str, typed: str, said: str
) -> None:
    coordinator, before = chat(COORDINATOR, language="fi"), count(core)
    coordinator.press("broadcast.open")
    press(coordinator, "broadcast.write", **GOOD | {field: typed})

    assert said in coordinator.text
    assert GOOD | {field: typed.strip()} == {k: v for k, v in coordinator.values().items() if k in GOOD}
    assert before == count(core)


def test_texts_that_no_card_can_show_again_are_refused(core: Core, chat: Chats) -> None:
    coordinator, before = chat(COORDINATOR, language="fi"), count(core)
    coordinator.press("broadcast.open")
    press(coordinator, "broadcast.write", **GOOD | {"text_fi": "😀" * 6000})

    assert "enemmän tilaa kuin korttiin mahtuu" in coordinator.text
    assert before == count(core)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"groups": "", "sessions": "", "regions": "", "ministries": ""}, "Valintaasi ei kuulu ketään"),
        ({"link": "http://tem.fi"}, "https://-alkuinen"),
        ({"link": "https://a:b@tem.fi/"}, "https://-alkuinen"),
        ({"link": "https://tem.fi/a b"}, "https://-alkuinen"),
        ({"attach": "2026-01"}, "Keskustelua ei ole vielä ilmoitettu"),
        ({"calendar": "true"}, "kalenteritiedosto lähtee mukaan"),
        ({"when": "later"}, "sekä päivä että kellonaika"),
        ({"when": "later", "day": "2026-11-23", "time": "10:00"}, "on jo mennyt"),
        ({"when": "later", "day": "31.2.2027", "time": "10:00"}, "31.2.2027"),
        ({"when": "later", "day": "2226-11-24", "time": "10:00"}, "vuoden päässä"),
        ({"regions": "19,99"}, "99"),
        ({"groups": "kaikki"}, "kaikki"),
    ],
)
def test_what_is_wrong_with_the_rest_is_said_and_the_rest_is_kept(
    core: Core, chat: Chats, changes: dict[str, str], said: str
) -> None:
    coordinator = written(chat(COORDINATOR, language="fi"), **changes)

    assert said in coordinator.text
    assert changes.get("link", "") == coordinator.values()["link"]
    assert "" == newest(core).link


def test_a_draft_that_two_write_is_not_overwritten(core: Core, chat: Chats) -> None:
    one, other = written(chat(COORDINATOR, language="fi")), chat(COORDINATOR, language="fi")
    other.press("broadcast.edit", one.carried("broadcast.edit"))
    one.press("broadcast.edit", one.carried("broadcast.edit"))
    press(one, "broadcast.write", text_fi="Ensimmäinen")
    press(other, "broadcast.write", text_fi="Toinen")
    assert "Joku on muuttanut tätä sillä välin" in other.text
    assert "Ensimmäinen" == newest(core).texts["fi"].text
    press(other, "broadcast.write")

    assert "Toinen" == newest(core).texts["fi"].text


def test_a_draft_can_be_discarded(core: Core, chat: Chats) -> None:
    coordinator, before = chat(COORDINATOR, language="fi"), count(core)
    press(written(coordinator), "broadcast.discard")

    assert "Luonnos on hylätty" in coordinator.text
    assert before == count(core)


def test_a_new_one_can_be_written_from_another(chat: Chats, core: Core) -> None:
    coordinator = written(chat(COORDINATOR, language="fi"), link=LINK)
    coordinator.press("broadcast.open", {"copy_of": newest(core).id})

    assert GOOD == {name: coordinator.values()[name] for name in GOOD}


@pytest.mark.parametrize(
    "verb",
    [
        *("show", "edit", "setup", "arrange", "discard", "recipients", "confirm", "change", "cancel"),
        *("correct", "correct_now", "recall", "recall_now", "follow", "remind", "report", "export"),
    ],
)
def test_one_that_is_not_there_is_refused(chat: Chats, verb: str) -> None:
    coordinator = chat(COORDINATOR, language="fi")
    coordinator.press(f"broadcast.{verb}", {"broadcast": 4711, "edition": 1})

    assert "En löydä tätä tiedotetta" in coordinator.text


@pytest.mark.parametrize("verb", ["correct", "recall", "report", "export"])
def test_a_draft_has_reached_nobody(chat: Chats, core: Core, verb: str) -> None:
    coordinator = written(chat(COORDINATOR, language="fi"))
    coordinator.press(f"broadcast.{verb}", {"broadcast": newest(core).id})

    assert "joten tätä ei voi enää tehdä" in coordinator.text
    assert State.DRAFT is newest(core).state


def test_forms_with_the_longest_texts_fit_into_a_card(core: Core, chat: Chats) -> None:
    text, title = ("ä" * TEXT_LIMIT), "ö" * TITLE_LIMIT
    longest = {
        f"{name}_{lang}": value
        for lang in ("fi", "sv", "en")
        for name, value in (("title", title), ("text", text))
    }
    coordinator = chat(COORDINATOR, language="fi")
    coordinator.press("broadcast.open")
    press(coordinator, "broadcast.write", **longest)
    coordinator.press("broadcast.edit", {"broadcast": newest(core).id})
    assert longest == {name: coordinator.values()[name] for name in longest}
    sizes = [len(json.dumps(coordinator.card, ensure_ascii=False).encode())]
    coordinator.press("broadcast.show", {"broadcast": newest(core).id})
    sizes.append(len(json.dumps(coordinator.card, ensure_ascii=False).encode()))

    assert [] == [size for size in sizes if size > 28 * 1024]
    assert longest["text_en"] == kept(core, newest(core).id).texts["en"].text
