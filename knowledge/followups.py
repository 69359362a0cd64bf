"""Sentences that go on from the question before: "entä Kainuussa?", "och i fjol?"."""

import re
from dataclasses import replace

from knowledge.reading import Sentence
from knowledge.understood import Slots, Understood

CONTINUABLE = frozenset(
    {"ask", "indicator", "agenda", "schedule", "deadlines", "goals", "minutes", "round_status"}
    | {"people", "triage", "state_view", "build_agenda", "follow_up", "grid", "packs"}
)
LEAD = re.compile(
    r"\W*(?:(?:no|ja|ok|okei|och|and|men|but)\W+)?"
    r"(?:entä(?:s|pä)?|enta|mites|samoin|sama|hur\s+(?:är|var)\s+det\s+(?:med|i)|hur\s+då|samma|detsamma"
    r"|what\s+about|how\s+about|same|and\s+what\s+about)\b",
    re.IGNORECASE,
)
MORE = re.compile(
    r"\W*(?:(?:näytä|anna|hae|kerro|listaa|visa|ge|se|show|give|list|see)\s+(?:mulle\s+|minulle\s+|mig\s+|me\s+)?)?"
    r"(?:vielä\s+|ännu\s+|some\s+|the\s+|de\s+)?"
    r"(?:lisää|enemmän|loput|muut|seuraavat?|jatka|fler|flera|mera?|resten|nästa|fortsätt|more|rest|next|continue)"
    r"(?:[\s,]+(?:tuloksi?a|vastauksia|johtopäätöksiä|osumia|sivu|resultat|svar|slutsatser|sida|results|answers|ones"
    r"|conclusions|page|kiitos|tack|please))*\W*",
    re.IGNORECASE,
)
LOOSE_LEAD = re.compile(
    r"\W*(?:ja|och|and|men|but|mutta|vai|eller|or|vain|pelkästään|ainoastaan|bara|endast|only|just)\b",
    re.IGNORECASE,
)
LOOSE = 6  # words: "och i Kajanaland?" goes on, a longer sentence that begins with "and" does not
LOOSE_WEIGHT = 5
BARE = 4  # words of a topic that is no sentence
BARE_WEIGHT = 2  # no more than what asks when no word does
ABOUT = {  # what a topic is in that leans on the verb of the question before
    "fi": re.compile(r"\w(?:sta|stä)\W*$"),
    "sv": re.compile(r"^\W*om\s", re.IGNORECASE),
    "en": re.compile(r"^\W*(?:about|on)\s", re.IGNORECASE),
}
SURE = 4  # weight from which a sentence says itself what it wants


def asks_more(text: str, previous: Understood | None) -> bool:
    """Whether a sentence asks for the next page of the answer before it."""
    return previous is not None and previous.intent in CONTINUABLE and MORE.fullmatch(text) is not None


def next_page(previous: Understood) -> Understood:
    """The question before, once more: read in its own language, which its terms are in."""
    return replace(previous, continues=True, more=True, certain=True, spoken=False)


def goes_on(sentence: Sentence, weight: int, fresh: Understood, previous: Understood) -> bool:
    """Whether a sentence continues the question before it."""
    if previous.intent not in CONTINUABLE:
        return False
    if LEAD.match(sentence.text):
        return True
    loose = weight < LOOSE_WEIGHT and len(sentence.tokens) <= LOOSE
    return loose and (
        LOOSE_LEAD.match(sentence.text) is not None
        or _only_slots(fresh)
        or _bare_topic(sentence, weight, fresh, previous)
    )


def continued(fresh: Understood, weight: int, previous: Understood) -> Understood:
    """The question before with what the new sentence names in place of what it named."""
    said = weight >= SURE
    intent = fresh.intent if said else _same_intent(fresh, previous)
    before = (
        previous.slots
        if intent == previous.intent or intent == "ask"
        else Slots(regions=previous.slots.regions)
    )
    named = bool(fresh.slots.regions)
    slots = _replaced(before, fresh.slots, said)
    everywhere = fresh.all_regions or (previous.all_regions and not named)
    slots = replace(slots, regions=() if fresh.all_regions else slots.regions)
    slots = replace(slots, indicator=slots.indicator if intent == "indicator" else None)
    return replace(
        fresh,
        intent=intent,
        slots=slots,
        language=_language(fresh, previous),
        own_region=fresh.own_region or (previous.own_region and not named and not everywhere),
        own_ministry=previous.own_ministry and slots.ministries == previous.slots.ministries,
        all_regions=everywhere,
        towns=fresh.towns if named or everywhere else previous.towns,
        continues=True,
        certain=True,
    )


def _language(fresh: Understood, previous: Understood) -> str:
    """That of the terms: of the question before, where a word or two neither bring new ones nor tell."""
    return fresh.language if fresh.spoken or fresh.slots.terms else previous.language


def _bare_topic(sentence: Sentence, weight: int, fresh: Understood, previous: Understood) -> bool:
    """A topic and no verb: "matkailusta" leans on the verb before; "matkailu" narrows what had no topic."""
    bare = previous.intent == "ask" and weight <= BARE_WEIGHT and len(sentence.tokens) <= BARE
    if not bare or not fresh.slots.terms or fresh.slots.regions or sentence.names_record:
        return False
    return not previous.slots.terms or ABOUT[sentence.language].search(sentence.text) is not None


def _replaced(before: Slots, new: Slots, said: bool) -> Slots:
    """The slots before, with those that the new sentence names; one with its own intent brings its terms."""
    return Slots(
        years=new.years or before.years,
        regions=new.regions or before.regions,
        ministries=new.ministries or before.ministries,
        indicator=new.indicator or before.indicator,
        goals=new.goals or before.goals,
        kinds=new.kinds or before.kinds,
        states=new.states or before.states,
        terms=new.terms or (() if said else before.terms),
    )


def _only_slots(fresh: Understood) -> bool:
    """ "Kainuussa?", "viime vuonna?": a bare name of a place, a ministry or a time."""
    slots = fresh.slots
    return not slots.terms and bool(slots.years or slots.regions or slots.ministries or fresh.all_regions)


def _same_intent(fresh: Understood, previous: Understood) -> str:
    """A figure's question goes on with places and times; a new topic makes it a search."""
    new_topic = previous.intent == "indicator" and fresh.slots.terms and fresh.slots.indicator is None
    return "ask" if new_topic else previous.intent
