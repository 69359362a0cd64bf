"""What the steps of a round are called in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from .status import Step

WORDS: Mapping[Step, tuple[str, ...]] = {
    Step.JOINT: ("yhteis", "gemensam", "joint"),
    Step.PROPOSALS: ("ehdot", "esittän", "förslag", "föresl", "propos"),
    Step.VIEWS: ("näkemy", "syn", "view", "contribut"),
    Step.AVAILABILITY: ("saatavuu", "ajankoh", "aikoj", "ajat", "sopiv", "tider", "tillgäng", "availab"),
    Step.AGENDAS: ("agend", "asialist", "esitysl", "dagordning", "föredragningsl"),
    Step.MINUTES: (
        "muistio",
        "pöytäkirj",
        "vahvist",
        "kuita",
        "promemori",
        "protokoll",
        "bekräft",
        "minutes",
    ),
    Step.FOLLOW_UP: ("seuran", "raport", "uppfölj", "rapport", "follow", "report"),
}
"""How the words begin that name a step, in Finnish, Swedish and English."""


def named(text: str) -> Step | None:
    """The step that a sentence names, or None."""
    words = text.lower().replace("-", " ").split()
    return next((step for step, begins in WORDS.items() for word in words if word.startswith(begins)), None)
