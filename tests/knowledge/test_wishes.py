"""What sentences about notices ask for, which days are possible, and what an address looks like."""

from datetime import date

import pytest

from knowledge import wishes
from knowledge.dayphrases import Said, day_finder
from knowledge.dayreckoning import Days
from knowledge.notices import Topic
from knowledge.refusals import Refusal
from knowledge.refusals.notices import (
    AwayBackwards,
    AwayUnclear,
    BadAddress,
    DayGone,
    DayTooFar,
    NoSuchDay,
)
from knowledge.wishes import Wish, read_wish

TODAY = date(2026, 11, 24)
EVERYTHING = tuple(Topic)


def said(text: str) -> Said:
    return day_finder().find(text, TODAY)


@pytest.mark.parametrize(
    ("text", "wish", "topics"),
    [
        ("ilmoitusasetukset", Wish.SETTINGS, EVERYTHING),
        ("mykistä", Wish.MUTE, ()),
        ("mykistä muistutukset perjantaihin asti", Wish.MUTE, (Topic.REMINDERS,)),
        ("älä lähetä muistutuksia", Wish.MUTE, (Topic.REMINDERS,)),
        ("en halua tiedotteita", Wish.MUTE, (Topic.BROADCASTS,)),
        ("pysäytä ilmoitukset viikoksi", Wish.MUTE, EVERYTHING),
        ("Lakkaa lähettämästä viestejä", Wish.MUTE, EVERYTHING),
        ("peru muistutukset", Wish.MUTE, (Topic.REMINDERS,)),
        ("olen lomalla 5.–12.12.", Wish.AWAY, ()),
        ("olen poissa ensi viikolla", Wish.AWAY, ()),
        ("palasin lomalta", Wish.BACK, ()),
        ("muistuta minua huomenna", Wish.SNOOZE, (Topic.REMINDERS,)),
        ("Siirrä muistutus ensi viikkoon", Wish.SNOOZE, (Topic.REMINDERS,)),
        ("torkuta", Wish.SNOOZE, ()),
        ("jatka ilmoituksia", Wish.RESUME, EVERYTHING),
        ("poista mykistys", Wish.RESUME, ()),
        ("lähetä minulle sähköpostilla", Wish.MAIL, ()),
        ("lähetä viestit Teamsiin", Wish.CHAT, EVERYTHING),
        ("älä lähetä sähköpostia", Wish.CHAT, ()),
        ("miksi sain tämän viestin", Wish.WHY, EVERYTHING),
        ("tysta påminnelserna till fredag", Wish.MUTE, (Topic.REMINDERS,)),
        ("skicka inga påminnelser", Wish.MUTE, (Topic.REMINDERS,)),
        ("jag är på semester 5–12.12", Wish.AWAY, ()),
        ("jag är tillbaka", Wish.BACK, ()),
        ("påminn mig i morgon", Wish.SNOOZE, (Topic.REMINDERS,)),
        ("slå på påminnelserna", Wish.RESUME, (Topic.REMINDERS,)),
        ("skicka till mig per e-post", Wish.MAIL, ()),
        ("varför fick jag det här meddelandet?", Wish.WHY, EVERYTHING),
        ("mute everything", Wish.MUTE, EVERYTHING),
        ("turn off the reminders", Wish.MUTE, (Topic.REMINDERS,)),
        ("turn the reminders back on", Wish.RESUME, (Topic.REMINDERS,)),
        ("I'm away next week", Wish.AWAY, ()),
        ("I'm back", Wish.BACK, ()),
        ("remind me tomorrow", Wish.SNOOZE, (Topic.REMINDERS,)),
        ("don't send me e-mail", Wish.CHAT, ()),
        ("why did I get this message?", Wish.WHY, EVERYTHING),
        ("notification settings", Wish.SETTINGS, EVERYTHING),
    ],
)
def test_a_sentence_asks_for_one_thing(text: str, wish: Wish, topics: tuple[Topic, ...]) -> None:
    asked = read_wish(text)
    assert (wish, topics) == (asked.wish, asked.topics)


@pytest.mark.parametrize(
    ("text", "day", "fault"),
    [
        ("perjantaihin asti", date(2026, 11, 27), None),
        ("tänään", TODAY, None),
        ("", None, None),
        ("toistaiseksi", None, None),
        ("31.2. asti", None, NoSuchDay),
        ("20.11. asti", date(2026, 11, 20), DayGone),
        ("24.11.2027 asti", date(2027, 11, 24), None),
        ("26.11.2027 asti", date(2027, 11, 26), DayTooFar),
    ],
)
def test_a_mute_ends_on_a_day_within_a_year(text: str, day: date | None, fault: type[Refusal] | None) -> None:
    until, wrong = wishes.until(said(text), TODAY)
    assert (day, fault) == (until, type(wrong) if wrong else None)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("5.–12.12.", None),
        ("20.–30.11.", None),
        ("", AwayUnclear),
        ("5.–7.11.", DayGone),
        ("12.12.–5.12.", AwayBackwards),
        ("1.12.2027–5.12.2027", DayTooFar),
        ("31.11.–5.12.", NoSuchDay),
    ],
)
def test_an_absence_has_days_that_can_be(text: str, fault: type[Refusal] | None) -> None:
    _, wrong = wishes.away(said(text), TODAY)
    assert fault == (type(wrong) if wrong else None)


def test_the_days_of_an_absence_are_what_was_said() -> None:
    assert (Days(date(2026, 12, 5), date(2026, 12, 12)), None) == wishes.away(said("5.–12.12."), TODAY)


@pytest.mark.parametrize(
    ("today", "friday"),
    [
        (TODAY, date(2026, 11, 27)),
        (date(2026, 11, 27), date(2026, 12, 4)),
        (date(2026, 11, 28), date(2026, 12, 4)),
    ],
)
def test_until_friday_is_the_friday_to_come(today: date, friday: date) -> None:
    assert friday == wishes.lengths(today)["friday"]


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("", TODAY, date(2026, 11, 25)),
        ("", date(2026, 12, 4), date(2026, 12, 7)),
        ("huomenna", TODAY, date(2026, 11, 25)),
        ("viikon päästä", TODAY, date(2026, 12, 1)),
        ("snooze for a week", TODAY, date(2026, 12, 1)),
        ("ensi viikolla", TODAY, date(2026, 11, 30)),
    ],
)
def test_a_reminder_comes_again_on_the_day_that_is_said_or_the_next_working_day(
    text: str, today: date, day: date
) -> None:
    assert (day, None) == wishes.reminded_again(day_finder().find(text, today), today)


@pytest.mark.parametrize(
    "address", ["a@b.fi", "aila.tunturila@lapinliitto.fi", "o'neil+alke@mail.example.org", "ä@öljy.fi"]
)
def test_an_address_has_a_name_and_a_domain(address: str) -> None:
    assert wishes.address_fault(address) is None


@pytest.mark.parametrize(
    "address",
    [
        *("", "a", "a@b", "@b.fi", "a@", "a b@c.fi", "a@b .fi", "a@b..fi", "a..b@c.fi", ".a@b.fi", "a.@b.fi"),
        *(
            "a@b.fi,c@d.fi",
            "a@b.fi\nBcc: c@d.fi",
            "a@b.fi>",
            "<a@b.fi>",
            '"a"@b.fi',
            "a@-b.fi",
            "a@[1.2.3.4]",
        ),
        *("a@b.fi;c", "a" * 65 + "@b.fi", "a@" + "b" * 250 + ".fi", "a@b.f1"),
    ],
)
def test_what_could_be_taken_for_more_than_one_address_is_refused(address: str) -> None:
    assert isinstance(wishes.address_fault(address), BadAddress)
