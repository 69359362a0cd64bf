"""The table of day words in fi, sv and en: a pattern, and the days it means.

Patterns meet lower-case text. Of a weekday or a month the Finnish case endings are caught, since they tell
whether it is where the days begin ("maanantaista") or end ("perjantaihin").
"""

from __future__ import annotations

import re

from knowledge.dayreckoning import (
    NUMBERS,
    Resolve,
    a_date,
    a_month,
    a_weekday,
    dates_of_month,
    end_of_month,
    end_of_week,
    end_of_year,
    in_days,
    lasting,
    next_month,
    numbered_week,
    turned_date,
    weeks_ahead,
)

WEEKDAYS = (
    ("maanantai", "måndag", "monday"),
    ("tiistai", "tisdag", "tuesday"),
    ("keskiviik(?:ko|o)", "onsdag", "wednesday"),
    ("torstai", "torsdag", "thursday"),
    ("perjantai", "fredag", "friday"),
    ("lauantai", "lördag", "saturday"),
    ("sunnuntai", "söndag", "sunday"),
)
MONTHS = (
    ("tammi", "januari", "january|jan"),
    ("helmi", "februari", "february|feb"),
    ("maalis", "mars", "march|mar"),
    ("huhti", "april", "april|apr"),
    ("touko", "maj", "may"),
    ("kesä", "juni", "june|jun"),
    ("heinä", "juli", "july|jul"),
    ("elo", "augusti", "august|aug"),
    ("syys", "september", "september|sept|sep"),
    ("loka", "oktober", "october|oct"),
    ("marras", "november", "november|nov"),
    ("joulu", "december", "december|dec"),
)
N = rf"(?P<n>\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
WEEKDAY = "|".join(f"(?P<w{at}>{'|'.join(names)})" for at, names in enumerate(WEEKDAYS))
SHORT = "|".join(f"(?P<w{at}>{name})" for at, name in enumerate(("ma", "ti", "ke", "to", "pe", "la", "su")))
MONTH = "|".join(f"(?P<m{at}>{fi}kuu|(?:{sv}|{en})\\b)" for at, (fi, sv, en) in enumerate(MONTHS, 1))
YEAR = r"(?P<y>20\d\d)"
DASH = r"\s*(?:[-–—−]|\bto\b|\btill\b)\s*"
NEXT = r"(?P<next>ensi|seuraava\w*|tuleva\w*|nästa|next)"
THIS = r"(?:tämän|tällä|tätä|denna|den\s+här|innevarande|this|the)"

TABLE: tuple[tuple[str, Resolve], ...] = (
    # Dates in digits and with the name of the month.
    (rf"{YEAR}-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)", turned_date),
    (rf"(?P<d>\d{{1,2}})\.?{DASH}(?P<e>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\b\.?(?:\s?{YEAR})?", dates_of_month),
    (
        rf"(?P<d>\d{{1,2}})\.?{DASH}(?P<e>\d{{1,2}})\.?\s*(?:{MONTH})(?:ta|n|hun)?(?:\s+{YEAR})?",
        dates_of_month,
    ),
    (rf"(?:{MONTH})\s+(?P<d>\d{{1,2}}){DASH}(?P<e>\d{{1,2}})(?!\d)(?:,?\s+{YEAR})?", dates_of_month),
    (rf"(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\b\.?(?:\s?{YEAR})?", a_date),
    (
        rf"(?P<d>\d{{1,2}})(?:\.|:?[ea]\b|st\b|nd\b|rd\b|th\b)?\s*(?:of\s+)?(?:{MONTH})(?:ta|hun)?(?:,?\s+{YEAR})?",
        a_date,
    ),
    (
        rf"(?:{MONTH})(?:n)?\s+(?P<d>\d{{1,2}})(?!\d)(?:\.|:\w+|st\b|nd\b|rd\b|th\b)?(?:,?\s+{YEAR})?",
        a_date,
    ),
    # Ends of weeks, months and years.
    (rf"{NEXT}\s+kuu(?:kauden|n)\s+(?P<end>loppu\w*)", end_of_month),
    (rf"(?P<next>x)?(?:{MONTH})n\s+(?P<end>loppu\w*)", end_of_month),
    (rf"(?:(?P<next>ensi)|{THIS})?\s*(?:kuun|kuukauden)\s+(?P<end>loppu\w*)", end_of_month),
    (rf"(?:slutet|end)\s+(?:av|of)\s+(?P<next>x)?(?:{MONTH})(?P<end>)", end_of_month),
    (rf"(?:slutet|end)\s+(?:av|of)\s+(?:{NEXT}\s+)?(?:{THIS}\s+)?(?:månad\w*|month)(?P<end>)", end_of_month),
    (r"(?P<next>x)?månaden\s+ut(?P<end>)", end_of_month),
    (rf"(?:{NEXT}|{THIS})?\s*viikon\s+(?P<end>loppuun|yli)", end_of_week),
    (r"(?P<next>x)?viikonlo(?:ppu|pu)\w*(?P<end>)", end_of_week),
    (
        rf"(?:slutet|end)\s+(?:av|of)\s+(?:{NEXT}\s+)?(?:{THIS}\s+)?(?:veckan|vecka|week)(?P<end>)",
        end_of_week,
    ),
    (r"(?P<next>x)?(?:veckan\s+ut|(?:over\s+)?the\s+weekend|över\s+helgen)(?P<end>)", end_of_week),
    (
        r"(?:tämän\s+)?vuoden\s+(?P<end>loppu\w*)|vuodenvaihte\w+|nyår\w*|(?:slutet\s+av\s+)?år(?:et)?\s+ut"
        r"|slutet\s+av\s+året|end\s+of\s+the\s+year|new\s+year\w*",
        end_of_year,
    ),
    # Weekdays, with the week they are of.
    (
        rf"(?:{NEXT}|{THIS})\s+(?P<week>viikon)\s+(?:{WEEKDAY})(?P<case>\w*)",
        a_weekday,
    ),
    (rf"(?:{WEEKDAY})(?P<case>en|s)?\s+(?:i\s+)?(?P<next>nästa|next)\s+(?P<week>vecka|week)", a_weekday),
    (rf"(?P<week>(?P<next>nästa|next))\s+(?:{WEEKDAY})(?P<case>\w*)", a_weekday),
    (rf"(?:(?:ensi|tuleva\w*|på|on|this|coming)\s+)?(?:{WEEKDAY})(?P<case>\w*)", a_weekday),
    (rf"(?:{SHORT})(?P<case>)(?=:\w+|\s+(?:asti|saakka))", a_weekday),
    # Lengths.
    (rf"(?:{N}\s+)?(?:fortnight)\b", lasting("fortnight")),
    (rf"{N}\s*(?:viikkoa|viikon|viikoksi|viikko|vk|veckors|veckor|vecka|weeks|week)\b", lasting("week")),
    (
        rf"{N}\s*(?:kuukautta|kuukauden|kuukaudeksi|kk|månaders|månader|månad|months|month)\b",
        lasting("month"),
    ),
    (r"(?:kuukauden|kuukaudeksi)\b", lasting("month")),
    (rf"{N}\s*(?:päivää|päivän|päiväksi|pv|vuorokau\w+|dagars|dagar|dag|days|day|dygn)\b", lasting("day")),
    (r"(?:päivän|päiväksi|vuorokaudeksi)\b", lasting("day")),
    # Weeks and months as such.
    (r"(?:viikolla|viikko|viikon|vecka|veckan|week|vk|v\.)\s*(?P<n>\d{1,2})\b(?!\.)", numbered_week),
    (rf"(?:koko\s+|hela\s+|all\s+)?{NEXT}\s+(?:viik\w+?(?P<case>on)?|vecka\w*|week)\b", weeks_ahead(1)),
    (rf"(?:koko\s+|hela\s+|all\s+)?{THIS}\s+(?:viikon|viikolla|viikko|vecka\w*|week)\b", weeks_ahead(0)),
    (rf"{NEXT}\s+(?:kuu\w*?(?P<case>hun)?|månad\w*|month)\b", next_month),
    (rf"(?:(?<=in )|(?<=until )|(?<=till )|(?!may\b))(?:{MONTH})(?P<case>hun|ssa|n|ta)?\b", a_month),
    (r"(?:viikon|viikoksi)\b", lasting("week")),
    # Days from today.
    (r"ylihuo(?:menna|misee?n)\b|i\s?övermorgon|(?:the\s+)?day\s+after\s+tomorrow", in_days(2)),
    (r"huo(?:menna|miseen|menaamu\w*|misesta)\b|i\s?morgon\b|tomorrow\b", in_days(1)),
    (r"tänään\b|tästä\s+päivästä|i\s?dag\b|today\b", in_days(0)),
)


def rules() -> tuple[tuple[re.Pattern[str], Resolve], ...]:
    """The table compiled: patterns that begin at a word, in the order they are tried."""
    return tuple((re.compile(rf"(?<![\w.])(?:{pattern})"), resolve) for pattern, resolve in TABLE)
