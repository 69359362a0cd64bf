"""From concepts to what the person wants: weighted cues, the heaviest sum wins."""

import json
from collections.abc import Iterable, Set
from dataclasses import dataclass
from importlib.resources import files

ASK = "ask"


@dataclass(frozen=True)
class Cue:
    """Concepts that together speak for an intent, unless one of `bars` is there."""

    intent: str
    weight: int
    needs: frozenset[str]
    bars: frozenset[str]

    def speaks(self, concepts: Set[str]) -> bool:
        """Whether the cue is in a sentence with these concepts."""
        return self.needs <= concepts and self.bars.isdisjoint(concepts)


@dataclass(frozen=True)
class Decision:
    """The intent, the weight behind it, and the concepts that spoke for it."""

    intent: str
    weight: int
    concepts: frozenset[str]


def load_cues() -> tuple[Cue, ...]:
    """The table of `data/intents.json`."""
    text = (files("knowledge") / "data" / "intents.json").read_text(encoding="utf-8")
    return tuple(_cue(*row) for row in json.loads(text)["cues"])


def decide(cues: Iterable[Cue], concepts: Set[str]) -> Decision:
    """The heaviest intent; of equals the one listed first."""
    weights: dict[str, int] = {}
    spoken: dict[str, set[str]] = {}
    for cue in cues:
        if cue.speaks(concepts):
            weights[cue.intent] = weights.get(cue.intent, 0) + cue.weight
            spoken.setdefault(cue.intent, set()).update(cue.needs)
    best = max(weights, key=lambda intent: weights[intent], default=ASK)
    return Decision(best, weights.get(best, 0), frozenset(spoken.get(best, ())))


def _cue(intent: str, weight: int, concepts: str) -> Cue:
    words = concepts.split()
    needs = frozenset(word for word in words if not word.startswith("!"))
    return Cue(intent, weight, needs, frozenset(word[1:] for word in words if word.startswith("!")))
