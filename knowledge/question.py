"""Text → intent and slots, in Finnish, Swedish and English.

Rules over base forms, declared as tables in `data/`: no sentence is known by heart, and none makes it fail.
"""

import re
from dataclasses import replace

from knowledge.followups import asks_more, continued, goes_on, next_page
from knowledge.intents import Decision, decide, load_cues
from knowledge.pasted import listing
from knowledge.places import Places
from knowledge.reading import MANNERS, Reader, Sentence
from knowledge.standing import states
from knowledge.topics import content_terms, named_goals, proposed_topic, within
from knowledge.understood import Context, Slots, Understood
from knowledge.words import Words

__all__ = ["Context", "Interpreter", "Slots", "Understood"]

HOME_INTENTS = frozenset({"ask", "indicator", "schedule", "agenda", "state_view", "follow_up", "packs"})
"""Intents that mean the asker's own region when none is named."""
WHOSE = frozenset({"packs"})
"""Of these, the ones that are of a ministry in all regions when one is named."""
TOPICAL = frozenset({"ask", "agenda", "goals", "propose", "my_proposals", "triage", "follow_up"})
"""Intents that are about something: in the others terms do not apply."""
SORTED = frozenset({"ask", "carry_over"})
"""Intents that may want one kind of what there is."""
OWN_MINISTRY_INTENTS = frozenset({"ask", "schedule", "agenda", "follow_up", "packs"})
"""Intents in which "we" of a ministry's person means the ministry."""
KINDS = (("MINUTES", "minutes"), ("AGENDA", "agenda"), ("GOAL", "goal"))
WHOLE = frozenset({"GOAL", "YEAR_SUMMARY"})
"""Concepts of which a grid shows all."""
PROPOSALS = frozenset({"PROPOSAL", "SUGGESTED"})
SAID_OF = frozenset({"AGREE", "SAY", "CONCLUSION", "ANSWERED"})
"""Where one of these is asked for, a proposal is only what it is about."""
SPOKEN_OF = frozenset({"AGREE", "SAY", "PROPOSED"})
VAGUE = frozenset({"PAST"})
"""Concepts that alone tell nothing of what is wanted."""
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
    | {"WOULD", "YOU_COULD"}
    | MANNERS
)
"""Concepts whose words stand around the topic of a proposal."""

LISTED = re.compile(
    r"(?:\b(?:aihe|aiheet|aihetta|aiheita|teema|teemat|teemaa|teemoja|tema|teman|topics?|themes?)\b"
    r"|\b(?:ehdotu|esity|ämne|förslag|proposal)\w*)[^?]*:\s*$",
    re.IGNORECASE,
)
"""Words before a list that make it a list of topics: "Tässä Lapin aiheet:"."""


class Interpreter:
    """Understands sentences. Safe to share between threads; construct it once, it makes all tables."""

    def __init__(self, words: Words, places: Places) -> None:
        self._reader = Reader(words, places)
        self._cues = load_cues()

    def understand(self, text: str, context: Context) -> Understood:
        """The intent and slots of a text of any kind; never raises."""
        if led := self._led(text, context):
            return led
        sentence = self._reader.read(text, context)
        previous = context.previous
        if previous and asks_more(sentence.text, previous):
            return next_page(previous)
        decision = decide(self._cues, sentence.present)
        fresh = self._fresh(sentence, decision, context)
        if previous and goes_on(sentence, decision.weight, fresh, previous):
            fresh = continued(_said_home(fresh, sentence, context), decision.weight, previous)
        return _at_ministry(_at_home(fresh, sentence, context), sentence, context)

    def _led(self, text: str, context: Context) -> Understood | None:
        """Topics in a list are proposed where the words before it say so, whatever stands in the list."""
        listed = listing(text)
        if listed is None or not listed.lead:
            return None
        lead = self.understand(listed.lead, context)
        meant = lead.intent == "propose" or LISTED.search(listed.lead)
        return replace(lead, intent="propose", slots=replace(lead.slots, topic=None)) if meant else None

    def _fresh(self, sentence: Sentence, decision: Decision, context: Context) -> Understood:
        intent = decision.intent
        slots = Slots(
            years=sentence.when.years,
            regions=sentence.named.regions,
            ministries=sentence.named.ministries,
            indicator=_indicator(sentence) if intent == "indicator" else None,
            language=_tongue(sentence) if intent == "language" else None,
            goals=named_goals(sentence.text, max(sentence.when.years, default=context.today.year)),
            kinds=_kinds(sentence) if intent in SORTED else (),
            states=_states(sentence) if intent == "follow_up" else (),
            terms=self._terms(sentence, decision) if _has_topic(sentence, intent) else (),
            topic=self._topic(sentence) if intent == "propose" else None,
        )
        everywhere = (sentence.scope.everywhere or _asks_where(sentence, intent)) and not slots.regions
        return Understood(
            intent,
            slots,
            sentence.language,
            all_regions=everywhere,
            certain=bool(decision.concepts - VAGUE or sentence.spans) or slots != Slots() or everywhere,
            towns=sentence.named.towns,
            spoken=sentence.tongue.clear,
        )

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


def _states(sentence: Sentence) -> tuple[str, ...]:
    """How conclusions must stand: of one that is named by its number, its state is what is asked or told."""
    return () if sentence.names_record else states(sentence.concepts.keys())


def _kinds(sentence: Sentence) -> tuple[str, ...]:
    named = [kind for concept, kind in KINDS if concept in sentence.concepts]
    about = sentence.names_record or SAID_OF.isdisjoint(sentence.concepts)
    return (*named, "proposal") if about and not PROPOSALS.isdisjoint(sentence.concepts) else tuple(named)


def _has_topic(sentence: Sentence, intent: str) -> bool:
    """Whether it is about something: a grid has one where it isn't goals or a year that are asked about."""
    return intent in TOPICAL or (intent == "grid" and WHOLE.isdisjoint(sentence.concepts))


def _asks_where(sentence: Sentence, intent: str) -> bool:
    """ "Missä tuulivoimasta on sovittu?", "kuka on puhunut vedystä": of every region, unless "we" did."""
    concepts = sentence.concepts
    asked = sentence.scope.place_asked or "WHO_DID" in concepts
    own = sentence.scope.home or "WE" in concepts or "RESPONSIBLE" in concepts
    return intent == "ask" and asked and not own and not SPOKEN_OF.isdisjoint(concepts)


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
    theirs = understood.intent in WHOSE and slots.ministries
    if not meant or theirs or (understood.all_regions and not sentence.scope.home) or not context.home:
        return understood
    return replace(understood, slots=replace(slots, regions=context.home), own_region=True, all_regions=False)


def _at_ministry(understood: Understood, sentence: Sentence, context: Context) -> Understood:
    """The asker's own ministry where a person of no region says "we" and names nobody, or promised."""
    slots = understood.slots
    meant = understood.intent in OWN_MINISTRY_INTENTS and "WE" in sentence.concepts
    promised = "PROMISE" in sentence.concepts
    placed = (slots.regions and not promised) or understood.all_regions
    named = placed or slots.ministries or sentence.names_record
    if not meant or named or context.home or not context.ministries:
        return understood
    return replace(
        understood, slots=replace(slots, ministries=context.ministries), own_ministry=True, certain=True
    )
