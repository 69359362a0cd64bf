"""Whether a sentence means the asker's own region, or all of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.ids import Span

ALL = re.compile(
    r"\b(?:"
    r"(?:mis\w+|mi(?:kä|nkä|tkä|hin|llä|ltä|lle)|mitkä|mikään|yksikään|kukaan|muu|ketkä|kai(?:kki|kis|ke|kk)\w*|eri|mui(?:ssa|sta|den)|muut|joka|jokai\w+)\s+"
    r"(?:(?:muut?|mui\w+|eri|maan|suomen)\s+)?(?:maakun\w+|maakuntaliit\w+|liit\w+|aluee\w+|alue(?:ella|illa|et)?\b|puol\w+)"
    r"|ko(?:ko|ko\s+muu)\s+(?:maa\w*|maakuntajou\w+|suom\w+|valtakun\w+)|kaikkialla|valtakunnallisesti|valtakunnan\s+tasolla"
    r"|muu(?:n|hun|ta)\s+maa\w*|missä\s*päin|maakunnittain|alueittain|maakuntien\s+(?:väli\w+|kesken|välillä)|maakuntavertailu\w*"
    r"|maakunn(?:at|issa|ista|illa|ilta|ille|ittain)|maakuntia|maakuntiin|maakuntien(?!\s+välis)|manner-suomessa"
    r"|suomessa\b|suomen\b(?!\s+kiel)|muualla|(?:suurin|pienin|\w+immin)\s+maakun\w+"
    r"|vil(?:ket|ka)\s+(?:\w+\s+)?(?:landskap|region)\w*|(?:alla|olika|andra|samtliga|varje)\s+(?:\w+\s+)?(?:landskap|region)\w*"
    r"|(?:hela|resten\s+av)\s+(?:landet|finland|riket)|landskapsvis|landskapen\w*|annanstans|nationellt|i\s+finland\b|överallt"
    r"|(?:which|what)\s+regions?|(?:all|every|each|other|different|any|across)\s+(?:the\s+)?(?:other\s+)?regions?"
    r"|(?:whole|entire|rest\s+of\s+the)\s+(?:country|of\s+finland)|elsewhere|nationwide|nationally|across\s+finland|in\s+finland\b|regions\b|everywhere"
    r")"
)
HOME = re.compile(
    r"\b(?:"
    r"(?:mei(?:dän|llä|ltä|lle|tä)|minun|oma\w*|kotimaakun\w+)\b(?:\s+\w+)?\s*(?:maakun\w+|aluee\w+|liito\w+|alue\b)?"
    r"|täällä|täältä|tänne|maakunnassamme|maakuntamme|alueellamme|alueemme|liittomme"
    r"|(?:vår\w*|min|mitt|eget|egna)\s+(?:\w+\s+)?(?:landskap|region|förbund)\w*|hos\s+oss|här\b"
    r"|(?:our|my|own)\s+(?:\w+\s+)?(?:region|area|council)|here\b"
    r")"
)


RANKING = re.compile(
    r"\b(?:missä|mistä|kenellä|var|where|who)\b.*\b(?:korkei|matalin|suurin|pienin|enite|vähite|alin|ylin|para[si]|heikoi"
    r"|huonoi|pahin|högst|lägst|störst|minst|mest|bäst|sämst|highest|lowest|most|least|best|worst|largest|smallest)"
)

PLACE_ASKED = re.compile(r"\bmissä\b(?!\s+(?:\w+ss[aä]\b|määrin))|^\W*(?:var|where)\b")
EXCEPT = re.compile(
    r"\b(?:(?:muu\w*|mui\w+)(?:\s+\w+)?\s+kuin|paitsi|pois\s?lukien|mutta\s+ei|ei(?=[^.?!]*\bvaan\b)|(?<=,\s)ei"
    r"|förutom|utom|(?:annat|annanstans|andra\s+\w+)\s+än|(?:men|och)\s+inte|inte(?=[^.?!]*\butan\b)|(?<=,\s)inte"
    r"|(?:elsewhere|other(?:\s+\w+)?)\s+than|except(?:\s+for)?|apart\s+from|outside(?:\s+of)?|anywhere\s+but"
    r"|(?:but|and)\s+not|not(?=[^.?!]*\bbut\b)|(?<=,\s)not)\b"
)
EXCEPTED = re.compile(r"\s+lukuun\s+ottamatta\b")
BETWEEN = re.compile(r"(?:[\s,]|\b(?:ja|tai|eikä|och|eller|i|på|för|and|or|in|the|for)\b)*")


@dataclass(frozen=True)
class Scope:
    """Whose regions a sentence means, where it names none."""

    home: bool  # it says that it means the asker's own region: "meillä", "vårt landskap"
    everywhere: bool  # it means every region: "missä maakunnassa", "where is … highest"
    place_asked: bool  # it asks where: "missä tuulivoimasta on sovittu?"
    spans: tuple[Span, ...] = ()  # of the words that say so


def find_scope(text: str) -> Scope:
    """What a lower-case sentence says about home and everywhere."""
    spans = tuple(match.span() for match in ALL.finditer(text))
    everywhere = bool(spans) or RANKING.search(text) is not None
    return Scope(HOME.search(text) is not None, everywhere, PLACE_ASKED.search(text) is not None, spans)


def left_out(text: str, names: Sequence[Span]) -> tuple[Span, ...]:
    """The names in a lower-case text that it excludes: "ei Lappi vaan Kainuu", "muualla kuin Lapissa"."""
    after = (span for match in EXCEPT.finditer(text) for span in _run(text, names, match.end()))
    before = ((span[0], match.end()) for span in names if (match := EXCEPTED.match(text, span[1])))
    return tuple(dict.fromkeys((*after, *before)))


def _run(text: str, names: Sequence[Span], at: int) -> Iterator[Span]:
    """The names that follow a place in the text, with nothing but "and" and the like between them."""
    for start, end in names:
        if start >= at and BETWEEN.fullmatch(text, at, start):
            yield start, end
            at = end
