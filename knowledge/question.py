"""Text → intent and slots, in Finnish, Swedish and English.

Rules over base forms, declared as tables in `data/`: no sentence is known by heart, and none makes it fail.
"""

from dataclasses import replace

from knowledge.followups import continued, goes_on
from knowledge.intents import Decision, decide, load_cues
from knowledge.places import Places
from knowledge.reading import MANNERS, Reader, Sentence
from knowledge.topics import content_terms, named_goals, proposed_topic, within
from knowledge.understood import Context, Slots, Understood
from knowledge.words import Words

__all__ = ["Context", "Interpreter", "Slots", "Understood"]

HOME_INTENTS = frozenset({"ask", "indicator", "schedule", "agenda"})
"""Intents that mean the asker's own region when none is named."""
TOPICAL = frozenset({"ask", "agenda", "goals", "propose", "my_proposals"})
"""Intents that are about something: in the others terms do not apply."""
KINDS = (("MINUTES", "minutes"), ("AGENDA", "agenda"), ("GOAL", "goal"))
TONGUES = {
    **dict.fromkeys(("ruots", "svens", "swedi"), "sv"),
    **dict.fromkeys(("suome", "suomi", "finsk", "finni"), "fi"),
    **dict.fromkeys(("engla", "engel", "engli"), "en"),
}
"""Names of languages in all three, by their first letters."""
TONGUE_LETTERS = 5
DEGREES = ("sure:", "maybe:")
LEADS = (
    frozenset({"PROPOSE", "I_PROPOSE", "WANT", "PROPOSAL", "NEW", "TO_AGENDA", "ADD", "AGENDA", "MUST"})
    | MANNERS
)
"""Concepts whose words stand around the topic of a proposal."""


class Interpreter:
    """Understands sentences. Safe to share between threads; construct it once, it makes all tables."""

    def __init__(self, words: Words, places: Places) -> None:
        self._reader = Reader(words, places)
        self._cues = load_cues()

    def understand(self, text: str, context: Context) -> Understood:
        """The intent and slots of a text of any kind; never raises."""
        sentence = self._reader.read(text, context)
        decision = decide(self._cues, sentence.present)
        fresh = self._fresh(sentence, decision, context)
        previous = context.previous
        if previous and goes_on(sentence.text, len(sentence.tokens), decision.weight, fresh, previous):
            fresh = continued(_said_home(fresh, sentence, context), decision.weight, previous)
        return _at_home(fresh, sentence, context)

    def _fresh(self, sentence: Sentence, decision: Decision, context: Context) -> Understood:
        intent = decision.intent
        slots = Slots(
            years=sentence.when.years,
            regions=sentence.named.regions,
            ministries=sentence.named.ministries,
            indicator=_indicator(sentence) if intent == "indicator" else None,
            language=_tongue(sentence) if intent == "language" else None,
            goals=named_goals(sentence.text, max(sentence.when.years, default=context.today.year)),
            kinds=_kinds(sentence) if intent == "ask" else (),
            terms=self._terms(sentence, decision) if intent in TOPICAL else (),
            topic=self._topic(sentence) if intent == "propose" else None,
        )
        everywhere = sentence.scope.everywhere and not slots.regions
        return Understood(intent, slots, sentence.language, all_regions=everywhere)

    def _terms(self, sentence: Sentence, decision: Decision) -> tuple[str, ...]:
        used = sentence.positions(_not_topics(sentence, decision) | MANNERS)
        return content_terms(sentence.tokens, sentence.spans, self._reader.empty[sentence.language], used)

    def _topic(self, sentence: Sentence) -> str | None:
        empty = self._reader.empty[sentence.language]
        leads = sentence.positions(LEADS)
        content = {
            at
            for at, token in enumerate(sentence.tokens)
            if not token.stop and empty.isdisjoint(token.lemmas) and not within(token, sentence.spans)
        }
        return proposed_topic(sentence.text, sentence.tokens, leads, content - leads)


def _not_topics(sentence: Sentence, decision: Decision) -> frozenset[str]:
    """Concepts whose words say what is wanted rather than what it is about."""
    if decision.intent == "propose":
        return LEADS
    if decision.intent == "ask":
        return decision.concepts
    indicators = frozenset(concept for concept in sentence.concepts if concept.startswith(DEGREES))
    return frozenset(sentence.concepts) - (frozenset() if decision.intent == "indicator" else indicators)


def _indicator(sentence: Sentence) -> str | None:
    """The indicator named; of several the surest, then the one with the longest name, then the first."""

    def rank(concept: str) -> tuple[bool, int, int]:
        positions = sentence.concepts[concept]
        return concept.startswith(DEGREES[1]), -len(positions), min(positions)

    named = (concept for concept in sentence.concepts if concept.startswith(DEGREES))
    best = min(named, key=rank, default=None)
    return best.partition(":")[2] if best else None


def _tongue(sentence: Sentence) -> str | None:
    """The language to switch to, the last one named."""
    named = sorted(sentence.positions({"TONGUE", "TONGUE_ADJ"}))
    tongues = [TONGUES.get(sentence.tokens[at].text.lower()[:TONGUE_LETTERS]) for at in named]
    return next((tongue for tongue in reversed(tongues) if tongue), None)


def _kinds(sentence: Sentence) -> tuple[str, ...]:
    return tuple(kind for concept, kind in KINDS if concept in sentence.concepts)


def _said_home(understood: Understood, sentence: Sentence, context: Context) -> Understood:
    """The asker's own regions where the sentence says so: "entä meillä?"."""
    slots = understood.slots
    if not sentence.scope.home or slots.regions or not context.home:
        return understood
    return replace(understood, slots=replace(slots, regions=context.home), own_region=True)


def _at_home(understood: Understood, sentence: Sentence, context: Context) -> Understood:
    """The asker's own regions where the intent means them and no region is named."""
    slots = understood.slots
    meant = understood.intent in HOME_INTENTS and not slots.regions and not sentence.names_record
    if not meant or (understood.all_regions and not sentence.scope.home) or not context.home:
        return understood
    return replace(understood, slots=replace(slots, regions=context.home), own_region=True, all_regions=False)
