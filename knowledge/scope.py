"""Whether a sentence means the asker's own region, or all of them."""

import re

ALL = re.compile(
    r"\b(?:"
    r"(?:mis\w+|mi(?:kä|nkä|tkä|hin)|mitkä|ketkä|kai(?:kki|kis|ke|kk)\w*|eri|mui(?:ssa|sta|den)|muut|joka|jokai\w+)\s+"
    r"(?:(?:muut?|mui\w+|eri|maan|suomen)\s+)?(?:maakun\w+|maakuntaliit\w+|liit\w+|aluee\w+|alue(?:ella|illa|et)?\b|puol\w+)"
    r"|ko(?:ko|ko\s+muu)\s+(?:maa\w*|maakuntajou\w+|suom\w+|valtakun\w+)|kaikkialla|valtakunnallisesti|valtakunnan\s+tasolla"
    r"|muu(?:n|hun|ta)\s+maa\w*|missä\s*päin|maakunnittain|alueittain|maakuntien\s+(?:väli\w+|kesken|välillä)|maakuntavertailu\w*"
    r"|maakunn(?:at|issa|ista|illa|ilta|ille|ittain)|maakuntia|maakuntiin|maakuntien(?!\s+välis)|manner-suomessa"
    r"|suomessa|suomen(?!\s+kiel)|muualla"
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


def spans_of_all(text: str) -> tuple[tuple[int, int], ...]:
    """Where a lower-case sentence says that it means every region: "missä maakunnassa", "koko maassa"."""
    return tuple(match.span() for match in ALL.finditer(text))


def means_home(text: str) -> bool:
    """Whether a lower-case sentence says that it means the asker's own region: "meillä", "vårt landskap"."""
    return HOME.search(text) is not None
