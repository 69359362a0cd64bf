"""Every notice that anybody is owed can be turned down by a topic, or is known to come always."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from bot.features.kinds import ALWAYS, KINDS, TOPICS, WORDS, mutable
from bot.features.notification_words import TOPIC_NAMES
from cards.language import LANGUAGES, texts
from knowledge.notices import Topic
from storage.outbox import Place

FEATURES = Path("bot/features")


def owing_modules() -> list[ModuleType]:
    """The features that owe something to somebody."""
    owing = [path.stem for path in FEATURES.glob("*.py") if ".owe(" in path.read_text(encoding="utf-8")]
    return [import_module(f"bot.features.{name}") for name in sorted(owing)]


def causes(module: ModuleType) -> Iterator[str]:
    """What a module names as causes: by keyword, or to a function of its own or another that owes for it."""
    for call in ast.walk(ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call):
            continue
        values = [each.value for each in call.keywords if each.arg == "cause"] + list(call.args)
        if any(each.arg == "cause" for each in call.keywords) or _tells(call):
            yield from filter(None, (_constant(module, value) for value in values))


def _tells(call: ast.Call) -> bool:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    return name.lstrip("_") in {"tell", "owe", "owe_many"}


def _constant(module: ModuleType, value: ast.expr) -> str | None:
    """The text of a constant in capitals."""
    if isinstance(value, ast.Attribute) and isinstance(value.value, ast.Name):
        holder, name = getattr(module, value.value.id, None), value.attr
    else:
        holder, name = module, value.id if isinstance(value, ast.Name) else ""
    found = getattr(holder, name, None) if name.isupper() else None
    return found if isinstance(found, str) else None


def test_every_cause_that_is_owed_is_known() -> None:
    owed = {cause for module in owing_modules() for cause in causes(module)} - set(Place)
    assert len(owed) > 15
    assert set() == owed - set(WORDS)


def test_every_known_cause_has_words_and_one_topic() -> None:
    assert set(TOPICS) | set(ALWAYS) == set(WORDS)
    assert set() == set(TOPICS) & set(ALWAYS)
    assert sum(map(len, KINDS.values())) == len(TOPICS)
    assert set(Topic) == set(TOPIC_NAMES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_causes_are_told_in_every_language(language: str) -> None:
    spoken = texts(language)
    assert len(WORDS) == len([text for text in map(spoken.say, WORDS.values()) if text])


def test_what_changes_at_the_last_moment_cant_be_turned_down() -> None:
    assert Topic.SCHEDULE is mutable("session changed", urgent=False)
    assert mutable("session changed", urgent=True) is None
    assert Topic.BROADCASTS is mutable("broadcast", urgent=True)
    assert mutable("address given", urgent=True) is None
