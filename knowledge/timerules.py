"""The table of time words in fi, sv and en: a pattern, and the years it means.

Patterns meet lower-case text. Finnish case endings are left open: "hallituskau…" takes every form.
"""

import re

from knowledge.reckoning import (
    NUMBERS,
    Resolve,
    after,
    count,
    decade,
    government_years,
    last_years,
    of,
    since,
    term_years,
    the_year,
    year_off,
    years_between,
)
from knowledge.years import Calendar

Y = r"((?:19|20)\d\d)"
N = r"(\d{1,2}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
VUOSI = r"vuo(?:si|nn?a|den|tta|desta|teen|delta|delle)(?:kin|kaan|han)?\b"
SEASON = r"(?:syks|kevä|tal[vu])\w+"
LAST = r"(?:viime|viimeise\w*|viimeisi\w+|edelli\w+|edeltäv\w+)"
THIS = r"(?:tämä|tämän|tänä|tätä|tällä|tästä|tässä|nykyi\w+|kuluva\w*|(?:meneillään|käynnissä)\s+oleva\w*)"
NEXT = r"(?:ensi|seuraava\w*|tuleva\w*)"
PERIOD = (
    r"(?:hallituskau\w+|kau(?:della|den|si|delta)\b|(?:alue)?kehittämispäätö\w+|alke-?päätö\w+|hallitu\w+)"
)
PERIOD_SV = r"(?:regeringsperiod\w*|regionutvecklingsbeslut\w*|mandatperiod\w*|regering\w*)"
PERIOD_EN = (
    r"(?:government(?:'s)?(?:\s+term)?|(?:regional\s+development\s+)?decision|(?:parliamentary\s+)?term)\b"
)
ROUND = r"(?:\w*kierro\w+|(?:alue\w+|alke-?)?keskustelu\w*|ker[rt]\w+)"
ROUND_SV = r"(?:omgång\w*|rund\w*|(?:regionutvecklings)?diskussion\w*|gång\w*)"
ROUND_EN = r"(?:round\w*|(?:regional\s+development\s+)?discussions?|time)\b"
LAST_SV = r"(?:förra|föregående|senaste|förre)"
EARLIER = r"(?:entis\w+|vanh\w+|edelli\w+|edeltäv\w+|aiem\w+|aikaisem\w+)"
GOALS = r"(?:\w*tavoit\w+|painopist\w+)"
GOALS_SV = r"(?:mål\w*|regionutvecklingsmål\w*|prioritering\w*)"
GOALS_EN = r"(?:regional\s+development\s+)?(?:goals|objectives|priorities)\b"

TABLE: tuple[tuple[Resolve, str, str, str], ...] = (
    # Ranges.
    (years_between, rf"{Y}\s*[-–—−]\s*{Y}\b|{Y}\s*[-–—−/]\s*(\d\d)\b(?!-\d)", "", ""),
    (
        years_between,
        rf"vuodesta\s+{Y}\s+(?:aina\s+)?(?:vuoteen\s+)?{Y}|{Y}:?\w*\s+{Y}:?\w*een\b|{Y}\s+ja\s+{Y}\s+väli\w+",
        rf"(?:från|mellan)\s+(?:åren\s+|år\s+)?{Y}\s+(?:till|och)\s+(?:år\s+)?{Y}",
        rf"(?:from|between)\s+{Y}\s+(?:to|and|until|through)\s+{Y}",
    ),
    (
        since,
        rf"(?:vuodesta\s+)?{Y}(?::?\w*)\s+(?:lähtien|alkaen|eteenpäin|asti)|sitten\s+(?:vuoden\s+)?{Y}(?::?n)?\b",
        rf"(?:sedan|från\s+och\s+med|fr\.\s?o\.\s?m\.)\s+(?:år\s+)?{Y}",
        rf"since\s+{Y}|(?:from\s+)?{Y}\s+on(?:wards?)?\b",
    ),
    (
        lambda calendar, match: calendar.before(count(match)),
        rf"ennen\s+(?:vuotta\s+)?{Y}",
        rf"(?:före|innan)\s+(?:år\s+)?{Y}",
        rf"before\s+{Y}",
    ),
    (after, rf"(?:vuoden\s+)?{Y}(?::?n)?\s+jälkeen", rf"efter\s+(?:år\s+)?{Y}", rf"after\s+{Y}"),
    (decade, rf"{Y}-luvu\w+", rf"{Y}-tal\w+", r"(20[0-9]0)s\b"),
    # Government terms.
    (
        government_years,
        r"(sipilä|marin|orpo)\w*\s+(?:hallitu\w+|kau\w+)",
        r"(sipilä|marin|orpo)s?\s+regering\w*",
        r"(sipilä|marin|orpo)(?:'s)?\s+(?:government|cabinet)",
    ),
    (term_years(-2), rf"toissa\s+{PERIOD}", rf"förrförra\s+{PERIOD_SV}", rf"{PERIOD_EN}\s+before\s+last"),
    (
        term_years(-1),
        rf"{LAST}\s+{PERIOD}|{EARLIER}\s+(?:{GOALS}|päätö(?:s|ksen|kse(?:ssa|ssä|sta|stä))\b)",
        rf"{LAST_SV}\s+{PERIOD_SV}|(?:gamla|tidigare|förra|föregående)\s+(?:beslut(?:et)?s?\b|{GOALS_SV})",
        rf"(?:last|previous|former)\s+{PERIOD_EN}|(?:old|previous|earlier|former)\s+{GOALS_EN}",
    ),
    (
        term_years(0),
        rf"(?:{THIS}|voimassa\s+oleva\w*)\s+{PERIOD}",
        rf"(?:denna|det|nuvarande|innevarande|gällande|(?:den|det)\s+här)\s+{PERIOD_SV}",
        rf"(?:this|current|present)\s+{PERIOD_EN}",
    ),
    (term_years(1), rf"{NEXT}\s+{PERIOD}", rf"nästa\s+{PERIOD_SV}", rf"next\s+{PERIOD_EN}"),
    # Counted from this year, or from the years of the question before.
    (
        lambda calendar, match: (calendar.year - count(match),),
        rf"{N}\s+vuotta\s+sitten|vuosi\s+sitten",
        rf"(?:för\s+)?{N}\s+år\s+sen(?:dan)?\b|(?:för\s+)?{N}\s+år\s+sedan",
        rf"{N}\s+years?\s+ago",
    ),
    (
        lambda calendar, match: calendar.shifted(-count(match)),
        rf"(?:{N}\s+)?(?:vuotta|vuosi)\s+(?:aiemmin|aikaisemmin|ennen|sitä\s+ennen|taaksepäin)",
        rf"(?:{N}\s+)?år(?:et)?\s+(?:innan|före|tidigare|dessförinnan)",
        rf"(?:{N}\s+)?years?\s+(?:before(?!\s+last)|earlier|previously)",
    ),
    (
        lambda calendar, match: calendar.shifted(count(match)),
        rf"(?:{N}\s+)?(?:vuotta|vuosi)\s+(?:myöhemmin|sen\s+jälkeen)",
        rf"(?:{N}\s+)?år(?:et)?\s+(?:efter|senare)",
        rf"(?:{N}\s+)?years?\s+(?:after|later)",
    ),
    (
        last_years,
        rf"(?:viime\w*\s+)?{N}\s+(?:viime\w*\s+)?(?:vuoden\s+aikana|vuonna)",
        rf"(?:de\s+)?senaste\s+{N}\s+åren|(?:de\s+)?{N}\s+senaste\s+åren",
        rf"(?:last|past)\s+{N}\s+years",
    ),
    (
        year_off(-2),
        rf"toissa\s?{VUOSI}|toissavuot\w+",
        r"i\s+förrfjol|förrförra\s+året",
        r"(?:the\s+)?year\s+before\s+last",
    ),
    (
        year_off(-1),
        rf"(?:viime|edelli\w+|menneenä)\s*{VUOSI}|viimevuoti\w+|viime\s+{SEASON}",
        r"(?:i\s+)?fjol\w*|(?:förra|föregående)\s+(?:årets?|år)\b",
        r"(?:last|previous)\s+(?:year|autumn|fall|spring)(?:'s|s)?\b",
    ),
    (
        year_off(0),
        rf"{THIS}\s+{VUOSI}|tämänvuoti\w+|(?:tänä|tämän)\s+{SEASON}",
        r"i\s+år\b|årets\b|(?:detta|innevarande)\s+år(?:et)?s?\b|i\s+höst(?:as)?\b",
        r"(?:this|current)\s+(?:year|autumn|fall|spring)(?:'s|s)?\b",
    ),
    (
        year_off(1),
        rf"{NEXT}\s+{VUOSI}|ensi\s+{SEASON}",
        r"nästa\s+år\w*",
        r"(?:next|coming)\s+year(?:'s)?\b",
    ),
    # Rounds.
    (
        lambda calendar, match: calendar.before(calendar.year, count(match)),
        rf"{N}\s+(?:viime\w*|edelli\w+)\s+{ROUND}|(?:viime\w*|edelli\w+)\s+{N}\s+{ROUND}",
        rf"(?:de\s+)?(?:{N}\s+senaste|senaste\s+{N})\s+{ROUND_SV}",
        rf"(?:last|previous|past)\s+{N}\s+{ROUND_EN}",
    ),
    (
        lambda calendar, match: calendar.before(calendar.year, 2)[:1],
        rf"toissa\s?{ROUND}",
        rf"förrförra\s+{ROUND_SV}",
        r"(?:the\s+)?round\s+before\s+last",
    ),
    (
        lambda calendar, match: calendar.before(calendar.year, 1),
        rf"{LAST}\s+{ROUND}|viimeksi\b|viime\s+kerra\w+",
        rf"{LAST_SV}\s+{ROUND_SV}|(?<!när\s)senast\b(?!\s+(?:den|ska|skall|på|i|\d))",
        rf"(?:last|previous|latest)\s+{ROUND_EN}",
    ),
    (
        of(Calendar.this_round),
        rf"{THIS}\s+{ROUND}",
        rf"(?:denna|den\s+här|pågående|nuvarande)\s+{ROUND_SV}",
        r"(?:this|current|present|ongoing)\s+round\w*",
    ),
    (of(Calendar.next_round), rf"{NEXT}\s+\w*kierro\w+", r"nästa\s+omgång\w*", r"next\s+round\w*"),
    (
        lambda calendar, match: calendar.before(calendar.year),
        r"(?:aiem|aikaisem|edelli)\w+\s+(?:\w*kierroksi\w+|keskusteluis\w+|vuosi\w+|vuosien)",
        r"tidigare\s+(?:omgångar\w*|år|diskussioner\w*)\b",
        r"(?:earlier|previous|past|prior)\s+(?:rounds|years)\b",
    ),
    (
        lambda calendar, match: calendar.rounds[:1],
        r"ensimmäi\w+\s+(?:\w*kierro\w+|keskustelu\w+)",
        r"första\s+(?:omgången|rundan)",
        r"first\s+round",
    ),
    # Years by number, last: what no range took.
    (
        the_year,
        rf"{Y}(?!\d)(?!-\d)(?!\s?(?:€|euro|henk|asuk))|(?:vuonna|vuoden|v\.)\s+['’-](\d\d)\b",
        r"år\s+['’-](\d\d)\b",
        "",
    ),
)


def rules() -> tuple[tuple[re.Pattern[str], Resolve], ...]:
    """The table compiled: patterns that begin at a word, in the order they are tried."""
    return tuple(
        (re.compile("|".join(rf"\b(?:{pattern})" for pattern in patterns if pattern)), years)
        for years, *patterns in TABLE
    )
