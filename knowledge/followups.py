"""Sentences that go on from the question before: "entä Kainuussa?", "och i fjol?"."""

import re
from dataclasses import replace

from knowledge.understood import Slots, Understood

CONTINUABLE = frozenset(
    {"ask", "indicator", "agenda", "schedule", "deadlines", "goals", "minutes", "round_status"}
)
LEAD = re.compile(
    r"\W*(?:(?:no|ja|ok|okei|och|and|men|but)\W+)?"
    r"(?:entä(?:s|pä)?|enta|mites|samoin|sama|hur\s+(?:är|var)\s+det\s+(?:med|i)|hur\s+då|samma|detsamma"
    r"|what\s+about|how\s+about|same|and\s+what\s+about)\b",
    re.IGNORECASE,
)
LOOSE_LEAD = re.compile(r"\W*(?:ja|och|and|men|but|mutta|vai|eller|or)\b", re.IGNORECASE)
LOOSE = 6  # words: "och i Kajanaland?" goes on, a longer sentence that begins with "and" does not
LOOSE_WEIGHT = 5
SURE = 4  # weight from which a sentence says itself what it wants


def goes_on(text: str, words: int, weight: int, fresh: Understood, previous: Understood | None) -> bool:
    """Whether a sentence continues the question before it."""
    if previous is None or previous.intent not in CONTINUABLE:
        return False
    if LEAD.match(text):
        return True
    loose = weight < LOOSE_WEIGHT and words <= LOOSE
    return loose and (LOOSE_LEAD.match(text) is not None or _only_slots(fresh))


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
    own = fresh.own_region or (previous.own_region and not named and not everywhere)
    return Understood(intent, slots, fresh.language, own, everywhere, continues=True)


def _replaced(before: Slots, new: Slots, said: bool) -> Slots:
    """The slots before, with those that the new sentence names; one with its own intent brings its terms."""
    return Slots(
        years=new.years or before.years,
        regions=new.regions or before.regions,
        ministries=new.ministries or before.ministries,
        indicator=new.indicator or before.indicator,
        goals=new.goals or before.goals,
        kinds=new.kinds or before.kinds,
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
