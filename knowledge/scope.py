"""Whether a sentence means the asker's own region, or all of them."""

import re
from dataclasses import dataclass

ALL = re.compile(
    r"\b(?:"
    r"(?:mis\w+|mi(?:kä|nkä|tkä|hin|llä|ltä|lle)|mitkä|mikään|yksikään|kukaan|muu|ketkä|kai(?:kki|kis|ke|kk)\w*|eri|mui(?:ssa|sta|den)|muut|joka|jokai\w+)\s+"
    r"(?:(?:muut?|mui\w+|eri|maan|suomen)\s+)?(?:maakun\w+|maakuntaliit\w+|liit\w+|aluee\w+|alue(?:ella|illa|et)?\b|puol\w+)"
    r"|ko(?:ko|ko\s+muu)\s+(?:maa\w*|maakuntajou\w+|suom\w+|valtakun\w+)|kaikkialla|valtakunnallisesti|valtakunnan\s+tasolla"
    r"|muu(?:n|hun|ta)\s+maa\w*|missä\s*päin|maakunnittain|alueittain|maakuntien\s+(?:väli\w+|kesken|välillä)|maakuntavertailu\w*"
    r"|maakunn(?:at|issa|ista|illa|ilta|ille|ittain)|maakuntia|maakuntiin|maakuntien(?!\s+välis)|manner-suomessa"
    r"|suomessa\b|suomen\b(?!\s+kiel)|muualla"
    r"|vil(?:ket|ka)\s+(?:\w+\s+)?(?:landskap|region)\w*|(?:alla|olika|andra|samtliga|varje)\s+(?:\w+\s+)?(?:landskap|region)\w*"
    r"|(?:hela|resten\s+av)\s+(?:landet|finland|riket)|landskapsvis|landskapen\w*|nationellt|i\s+finland\b|överallt"
    r"|(?:which|what)\s+regions?|(?:all|every|each|other|different|any|across)\s+(?:the\s+)?(?:other\s+)?regions?"
    r"|(?:whole|entire|rest\s+of\s+the)\s+(?:country|of\s+finland)|nationwide|nationally|across\s+finland|in\s+finland\b|regions\b|everywhere"
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


@dataclass(frozen=True)
class Scope:
    """Whose regions a sentence means, where it names none."""

    home: bool  # it says that it means the asker's own region: "meillä", "vårt landskap"
    everywhere: bool  # it means every region: "missä maakunnassa", "where is … highest"
    spans: tuple[tuple[int, int], ...] = ()  # of the words that say so


def find_scope(text: str) -> Scope:
    """What a lower-case sentence says about home and everywhere."""
    spans = tuple(match.span() for match in ALL.finditer(text))
    everywhere = bool(spans) or RANKING.search(text) is not None
    return Scope(HOME.search(text) is not None, everywhere, spans)
