"""How the names of places and ministries are written and inflected."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from knowledge.places import LargerArea, Ministry, Municipality, Places, Region

FOLD = str.maketrans("äöå", "aoa")
INHABITANT = re.compile(r"(.+?l[aä]i)(?:nen|s\w+)")
PLACE_CASE = re.compile(r".*(?:ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|(.)\1n|h.n|seen|siin)")
CLITICS = re.compile(r"(.{3,}?)(?:mme|nne|ni|ns[aä])?(?:k(?:in|aan|ään)|h[aä]n|k[oö]|p[aä])?(?:h[aä]n)?")
INNER_AND_OUTER = ("n", "ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "ksi")
COUNCIL = (
    "liitto",
    "liiton",
    "liittoa",
    "liitossa",
    "liitosta",
    "liittoon",
    "liitolla",
    "liitolta",
    "liitolle",
)
MINISTRY = ("", "n", "tä", "ssä", "stä", "öön", "llä", "ltä", "lle", "nä", "ksi")
CHANCELLERY = ("", "n", "a", "ssa", "sta", "an", "lla", "lta", "lle", "na", "ksi")
WORDS_TOO = frozenset({"MEC", "MAF"})


@dataclass(frozen=True)
class Name:
    """What a form stands for, and when it counts."""

    regions: tuple[str, ...] = ()
    ministries: tuple[str, ...] = ()
    word: str = ""  # "word": capital outside place cases; "always": capital
    folds: bool = False  # a Finnish name: also understood without dots
    town: str = ""  # the code of the municipality that is named

    def allows(self, text: str, last: str) -> bool:
        """Whether the form as typed may be the name and not the common word."""
        return _ALLOWS[self.word](text, last)


_ALLOWS: Mapping[str, Callable[[str, str], bool]] = {
    "": lambda text, last: True,
    "word": lambda text, last: _capitalised(text) or PLACE_CASE.fullmatch(last) is not None,
    "always": lambda text, last: _capitalised(text),
}


def _capitalised(text: str) -> bool:
    return text[:1].isupper() and not text[1:].isupper()


def stripped(key: str) -> Iterator[str]:
    """A form as it is, then without its clitics and possessive: "lapissakin", "liitollamme"."""
    yield key
    match = CLITICS.fullmatch(key)
    if match and match[1] != key:
        yield match[1]


def all_names(places: Places) -> Iterator[tuple[str, Name]]:
    """Every form of every name; where two share one, the first is meant."""
    tails = _tails(places.regions)
    for region in places.regions:
        yield from _region(region)
    for area in places.larger:
        yield from _larger(area, tails)
    for town in places.municipalities:
        yield from _municipality(town)
    for ministry in places.ministries:
        yield from _ministry(ministry)


def _region(region: Region) -> Iterator[tuple[str, Name]]:
    name, plain = Name((region.code,), folds=True), Name((region.code,))
    genitive = region.cases["genitive"]
    yield from ((form, name) for form in region.cases.values())
    yield from ((genitive[:-1] + ending, name) for ending in INNER_AND_OUTER)
    yield from ((f"{genitive} {kind}{form}", name) for kind in ("", "maakunta") for form in COUNCIL)
    yield from ((form, name) for form in _council(region.council.get("fi", "")))
    others = [region.names["sv"], region.names["en"], *region.also]
    others += [council for lang, council in region.council.items() if lang != "fi"]
    yield from ((form, plain) for other in others for form in _germanic(other))


def _council(fi: str) -> Iterator[str]:
    """The case forms of "Hämeen liitto", "Satakuntaliitto"."""
    if fi:
        yield from (fi.removesuffix("liitto") + form for form in COUNCIL)


def _germanic(name: str) -> tuple[str, ...]:
    """A Swedish or English name and its genitives."""
    return (name, f"{name}s", f"{name}'s")


def _tails(regions: Iterable[Region]) -> Mapping[str, tuple[str, ...]]:
    """The case forms of the last words of regions' names: Suomi, Savo, Karjala, Häme."""
    return {
        region.names["fi"].rpartition("-")[2]: tuple(
            form.rpartition("-")[2] for form in region.cases.values()
        )
        for region in regions
    }


def _larger(area: LargerArea, tails: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, Name]]:
    head, hyphen, tail = area.names["fi"].rpartition("-")
    name, plain = Name(area.regions, folds=True), Name(area.regions)
    yield from ((head + hyphen + form, name) for form in tails[tail])
    others = filter(None, (area.names["sv"], area.names["en"], *area.also))
    yield from ((form, plain) for other in others for form in _germanic(other))


def _municipality(town: Municipality) -> Iterator[tuple[str, Name]]:
    name = Name((town.region,), word=town.word, folds=True, town=town.code)
    forms = {town.names["fi"], *town.forms, *(town.weak + ending for ending in INNER_AND_OUTER)}
    forms |= set(_strong_forms(town.strong))
    yield from ((form, name) for form in sorted(forms))
    plain = Name((town.region,), word=town.word, town=town.code)
    yield from ((form, plain) for form in _germanic(town.names["sv"]))


def _strong_forms(strong: str) -> Iterator[str]:
    """Partitive, essive and illative: more than any one name has, which does no harm in recognising."""
    vowel = strong[-1]
    illative = ("n",) if strong.endswith("i") and len(strong) > 3 and strong[-2] == "s" else ()
    yield from (strong + ending for ending in ("a", "ä", "ta", "tä", "na", "nä", *illative))
    yield from (strong + ending for ending in (f"{vowel}n", f"h{vowel}n", "seen"))
    if strong.endswith("ee"):  # Tamperee-: Tamperetta
        yield from (strong[:-1] + "tta", strong[:-1] + "ttä")


def inhabitants(places: Places) -> Iterator[tuple[str, Name]]:
    """Stems of the Finnish words for people: "kuopiolai", "lappilai"."""
    for town in places.municipalities:
        name = Name((town.region,), town=town.code)
        stem = town.strong.lower().replace("ee", "e") if town.strong.endswith("ee") else town.strong.lower()
        yield from ((stem + ending, name) for ending in ("lai", "läi"))
    yield from ((region.inhabitant, Name((region.code,))) for region in places.regions)


def _ministry(ministry: Ministry) -> Iterator[tuple[str, Name]]:
    name, plain = Name(ministries=(ministry.abbr,), folds=True), Name(ministries=(ministry.abbr,))
    for fi in (ministry.names["fi"], *ministry.also["fi"]):
        endings = CHANCELLERY if fi.endswith("a") else MINISTRY
        yield from ((fi + ending, name) for ending in endings)
    others = [ministry.names["sv"], ministry.names["en"], *ministry.also["sv"], *ministry.also["en"]]
    yield from ((form, plain) for other in others for form in _germanic(other))


def abbreviations(places: Places) -> Iterator[tuple[str, Name]]:
    """Abbreviations as they may be typed; the Finnish ones come last and so win where languages clash.

    Two letters, mixed letters ("MoI") and a few others are also words: they count only as they are written.
    """
    for lang in ("en", "sv", "fi"):
        for ministry in places.ministries:
            short, name = ministry.abbreviations[lang], Name(ministries=(ministry.abbr,))
            yield short, name
            if len(short) > 2 and short.isupper() and short not in WORDS_TOO:
                yield from ((short.lower(), name), (short.capitalize(), name))
