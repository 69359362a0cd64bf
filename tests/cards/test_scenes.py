"""What every card must hold to, checked on real cards of every template in every language."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import cards
from bot.features import all_routes
from cards.catalogue import collect, stored
from cards.escape import clean, plain
from cards.language import LANGUAGES, texts
from cards.render import Card, as_text
from knowledge.refusals import Refusal
from tests.cards.examples import HOSTILE, all_refusals
from tests.cards.stage import Scene

LARGEST = 28 * 1024  # bytes that Teams surely takes
MOST_ACTIONS = 6
TEMPLATES = Path(cards.__file__).parent / "templates"
TYPED = {"value", "data", "associatedInputs"}  # what fields hold and buttons send back: never drawn as text
Node = dict[str, Any]


def nodes(part: Any) -> Iterator[Node]:
    """Every element of a card, the card itself first."""
    if isinstance(part, dict):
        yield part
    for below in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from nodes(below)


def shown(part: Any) -> Iterator[str]:
    """Every string of a card but what a field or a button carries."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        carries = part.get("type", "").startswith(("Input.", "Action."))
        for key, below in part.items():
            seen = [choice["title"] for choice in below] if key == "choices" else below
            yield from () if carries and key in TYPED else shown(seen)
    elif isinstance(part, list):
        for below in part:
            yield from shown(below)


def against(drawn: tuple[Scene, ...], faults: Callable[[Card], object]) -> list[tuple[str, str, str, object]]:
    """The cards that have faults, each with its scene; what it finds is shown when a test fails."""
    found = ((scene, faults(scene.card)) for scene in drawn)
    return [(scene.walk, scene.template, scene.language, fault) for scene, fault in found if fault]


def test_every_template_is_drawn_in_every_language(drawn: tuple[Scene, ...]) -> None:
    templates = {path.name.removesuffix(".json.j2") for path in TEMPLATES.glob("*.json.j2")}
    expected = {(template, language) for template in templates for language in LANGUAGES}

    assert expected == {(scene.template, scene.language) for scene in drawn}


def test_every_refusal_has_a_card(drawn: tuple[Scene, ...]) -> None:
    for language in LANGUAGES:
        said = {as_text(s.card) for s in drawn if (s.template, s.language) == ("refusal", language)}
        assert [] == [
            type(refusal).__name__ for refusal in all_refusals() if not says(said, refusal, language)
        ]


def says(said: set[str], refusal: Refusal, language: str) -> bool:
    """Does one of the texts begin and end as the refusal does?"""
    pieces = [piece for piece, *_ in Formatter().parse(texts(language).translations.gettext(refusal.message))]
    return any(all(piece in text for piece in pieces) for text in said)


def test_a_card_is_small_enough_to_send(drawn: tuple[Scene, ...]) -> None:
    def too_large(card: Card) -> int:
        size = len(json.dumps(card, ensure_ascii=False).encode())
        return size if size > LARGEST else 0

    assert [] == against(drawn, too_large)


def test_a_card_has_no_more_actions_than_are_shown(drawn: tuple[Scene, ...]) -> None:
    def too_many(card: Card) -> list[int]:
        return [n for node in nodes(card) if (n := len(node.get("actions", []))) > MOST_ACTIONS]

    assert [] == against(drawn, too_many)


def test_ids_are_unique_and_toggles_name_them(drawn: tuple[Scene, ...]) -> None:
    def faults(card: Card) -> list[str]:
        ids = [node["id"] for node in nodes(card["body"]) if "id" in node and "type" in node]
        named = [each for node in nodes(card) for each in node.get("targetElements", [])]
        return [each for each in ids if ids.count(each) > 1] + [each for each in named if each not in ids]

    assert [] == against(drawn, faults)


def test_every_field_has_a_label_and_a_required_one_says_what_is_missing(drawn: tuple[Scene, ...]) -> None:
    def nameless(card: Card) -> list[str]:
        fields = [node for node in nodes(card) if node.get("type", "").startswith("Input.")]
        wanting = [field for field in fields if field.get("isRequired") and not field.get("errorMessage")]
        return [field["id"] for field in (*wanting, *fields) if not field.get("label") or field in wanting]

    assert [] == against(drawn, nameless)


def test_every_choice_has_a_title_and_a_value(drawn: tuple[Scene, ...]) -> None:
    def empty(card: Card) -> list[str]:
        lists = [node for node in nodes(card) if node.get("type") == "Input.ChoiceSet"]
        return [each["id"] for each in lists for c in each["choices"] if not (c["title"] and c["value"])]

    assert [] == against(drawn, empty)


def test_every_picture_is_described(drawn: tuple[Scene, ...]) -> None:
    def undescribed(card: Card) -> list[Node]:
        return [node for node in nodes(card) if node.get("type") == "Image" and not node.get("altText")]

    assert [] == against(drawn, undescribed)


def test_a_card_names_its_version_and_language_and_speaks(drawn: tuple[Scene, ...]) -> None:
    heads = [(s.card["version"], s.card["lang"]) for s in drawn]

    assert [("1.5", scene.language) for scene in drawn] == heads
    assert [] == against(drawn, lambda card: not (card["speak"].strip() and card["fallbackText"].strip()))


def test_every_button_leads_to_a_route(drawn: tuple[Scene, ...]) -> None:
    known = {route.verb for route in all_routes() if route.verb}

    assert [] == against(drawn, lambda card: [verb for verb in verbs(card) if verb not in known])


def verbs(card: Card) -> Iterator[str]:
    """The verbs of the card's buttons; one that says something has none."""
    for node in nodes(card):
        if node.get("type") == "Action.Execute":
            yield node.get("verb", "")
        if node.get("type") == "Action.Submit" and node["data"].get("msteams", {}).get("type") != "imBack":
            yield node["data"].get("verb", "")


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_no_english_is_left(drawn: tuple[Scene, ...], language: str) -> None:
    english = untranslated(language)
    spoken = tuple(scene for scene in drawn if scene.language == language)

    assert [] == against(spoken, lambda card: [text for text in shown(card) if english.search(text)])


def untranslated(language: str) -> re.Pattern[str]:
    """Finds any text that has a translation into the language but stands in English, braces filled or not."""
    kept = {m.id: forms(m.string) for m in stored(language) if m.id}
    ids = [text for m in collect() if m.id for text in forms(m.id) if text not in kept[m.id]]
    between = r"(?:^|(?<=[·–:;,(] )|(?<=\())"
    patterns = "|".join(".*?".join(map(re.escape, pieces(text))) for text in ids)
    return re.compile(rf"{between}(?:{patterns})(?=$| [·–]|[:;,)])")


def forms(text: str | Sequence[str] | None) -> list[str]:
    """A text's wordings: one, or one for each plural form."""
    return [text] if isinstance(text, str) else list(text or ())


def pieces(text: str) -> list[str]:
    """What stands between a text's braces."""
    return re.split(r"\{\w+\}", text)


def test_nothing_shown_can_be_a_template(drawn: tuple[Scene, ...]) -> None:
    def templates(card: Card) -> list[str]:
        return [text for text in shown(card) if "{{" in text or "}}" in text]

    assert [] == against(drawn, templates)


def test_a_hostile_text_stands_where_it_was_written(drawn: tuple[Scene, ...]) -> None:
    receipts = [s for s in drawn if (s.walk, s.template) == ("hostile", "proposal_receipt")]
    titles = [scene.card["body"][1]["inlines"] for scene in receipts]
    expected = [[{"type": "TextRun", "text": plain(clean(t).strip()), "weight": "Bolder"}] for t in HOSTILE]

    assert len(LANGUAGES) * expected == titles


def test_a_hostile_text_adds_nothing_to_its_card(drawn: tuple[Scene, ...]) -> None:
    def foreign(card: Card) -> list[Node]:
        return [node for node in nodes(card) if node.get("type") in ("Action.OpenUrl", "Image")]

    hostile = tuple(scene for scene in drawn if scene.walk == "hostile")
    assert [] == against(hostile, foreign)


def test_no_direction_mark_is_shown(drawn: tuple[Scene, ...]) -> None:
    def marked(card: Card) -> list[str]:
        return re.findall("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]", "".join(shown(card)))

    assert [] == against(drawn, marked)
