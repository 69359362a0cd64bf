"""Finnish and Swedish are complete, fill the same braces, and quote only what the bot understands."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from gettext import GNUTranslations
from io import BytesIO
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo

from cards.catalogue import collect, stored
from cards.language import texts
from knowledge.places import load_places
from knowledge.question import Context, Interpreter, Understood
from knowledge.words import load_words

TRANSLATED = pytest.mark.parametrize("language", ["fi", "sv"])
SPOKEN = pytest.mark.parametrize("language", ["fi", "sv", "en"])

BUTTONS = {
    "What can you do?": "help",
    "What did we agree last year?": "ask",
    "I want to propose a topic": "propose",
    "My proposals": "my_proposals",
    "What is due and when?": "deadlines",
    "Goals of the decision": "goals",
    "Status of the round": "round_status",
    "Triage of the proposals": "triage",
    "Who is waiting to be admitted?": "people",
    "Notice settings": "notifications",
}
"""Buttons whose text is said for the person, with what they mean."""

EXAMPLES = {
    "“What has been agreed on tourism in Lapland?” – and then “what about Kainuu?”": ["ask", "ask"],
    "“I want to propose: better rail links” – “what have I proposed?”": ["propose", "my_proposals"],
    "“What are the goals of the regional development decision?”": ["goals"],
    "“When do proposals close?” – “when is our discussion?”": ["deadlines", "schedule"],
    "“Show our minutes from last year” – “what was on our agenda?”": ["minutes", "agenda"],
    "“What is the state's view?” – “give our availability”": ["state_view", "availability"],
    "“I want to join another organisation”": ["join"],
    "“Open a new round” – “extend the deadline for proposals”": ["open_round", "steps"],
    "“Who is waiting to be admitted?” – “who is here from Lapland?”": ["people", "people"],
    "“Plan the sessions”": ["plan_sessions"],
    "“Mute the reminders until Friday” – “I am away next week”": ["notifications", "notifications"],
    "“Send a notice to the ministries”": ["broadcast"],
    "“Triage of the proposals” – “what carries over from the last round?”": ["triage", "carry_over"],
    "“Build the agenda of Lapland” – “the state's view of Lapland”": ["build_agenda", "state_view"],
    "“Status of the round” – “who has not sent a proposal?”": ["round_status", "round_status"],
    "“In Swedish, please” – or press a button below.": ["language"],
    "You can turn such notices off: write “mute” in the chat.": ["notifications"],
    "Press the button below or write: “I want to propose a topic”.": ["propose"],
    "Write to me as you would to a colleague, in Finnish, Swedish or English. For example: “What has"
    " been agreed on the availability of labour?”": ["ask"],
}
"""Texts of cards that quote what one may write."""

WRITABLE = {
    '"my proposals"': "my_proposals",
    '"I want to propose a topic"': "propose",
    '"help"': "help",
    '"what is due and when?"': "deadlines",
    '"when is our discussion?"': "schedule",
    '"give our availability"': "availability",
}
"""What refusals tell people to write."""


@pytest.fixture(scope="module")
def collected() -> Catalog:
    return collect()


@pytest.fixture(scope="module")
def interpreter() -> Interpreter:
    return Interpreter(load_words(), load_places())


def messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def forms(text: str | Sequence[str] | None) -> list[str]:
    """A text's wordings: one, or one for each plural form."""
    return [text] if isinstance(text, str) else list(text or [""])


def single(catalogue: Catalog) -> list[str]:
    """The texts that don't depend on a number."""
    return [message.id for message in messages(catalogue) if isinstance(message.id, str)]


def braces(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def quoted(text: str) -> list[str]:
    """What stands in a language's own quotation marks."""
    return re.findall(r"[“”]([^“”]+)”", text)


def heard(
    interpreter: Interpreter, text: str, language: str, previous: Understood | None = None
) -> Understood:
    return interpreter.understand(
        text, Context(date(2026, 10, 15), (2024, 2025, 2026), (), language, previous)
    )


@TRANSLATED
def test_every_text_is_translated(language: str, collected: Catalog) -> None:
    translated = {
        message.id: message.string
        for message in messages(stored(language))
        if all(forms(message.string)) and not message.fuzzy
    }
    missing = [message.id for message in messages(collected) if message.id not in translated]

    assert [] == missing


@TRANSLATED
def test_no_text_is_kept_that_the_code_no_longer_has(language: str, collected: Catalog) -> None:
    known = {message.id for message in messages(collected)}

    assert [] == [message.id for message in messages(stored(language)) if message.id not in known]
    assert {} == stored(language).obsolete


@TRANSLATED
def test_translations_fill_the_same_braces(language: str) -> None:
    differing = [
        message.id
        for message in messages(stored(language))
        for form in forms(message.string)
        if braces(form) != braces(forms(message.id)[-1])
    ]

    assert [] == differing


@TRANSLATED
def test_a_number_has_all_its_plural_forms(language: str) -> None:
    catalogue = stored(language)
    counted = [message for message in messages(catalogue) if message.pluralizable]

    assert {catalogue.num_plurals} == {len(forms(message.string)) for message in counted}


@TRANSLATED
def test_translations_quote_as_the_language_does(language: str) -> None:
    foreign = [
        form
        for message in messages(stored(language))
        for form in forms(message.string)
        if set(form) & set("“\"„»'")
    ]

    assert [] == foreign


@TRANSLATED
def test_the_catalogue_compiles(language: str) -> None:
    compiled = BytesIO()
    write_mo(compiled, stored(language))
    compiled.seek(0)
    translations = GNUTranslations(compiled)

    catalogue = stored(language)
    expected = {text: catalogue[text].string for text in single(catalogue)}
    assert expected == {text: translations.gettext(text) for text in expected}


@SPOKEN
def test_a_button_says_what_the_bot_understands(language: str, interpreter: Interpreter) -> None:
    spoken = texts(language)

    assert BUTTONS == {text: heard(interpreter, spoken.say(text), language).intent for text in BUTTONS}


@SPOKEN
def test_the_button_about_last_year_asks_for_last_year_and_nothing_else(
    language: str, interpreter: Interpreter
) -> None:
    slots = heard(interpreter, texts(language).say("What did we agree last year?"), language).slots

    assert ((2025,), ()) == (slots.years, slots.terms)


@SPOKEN
def test_the_button_for_proposing_leaves_the_topic_open(language: str, interpreter: Interpreter) -> None:
    assert heard(interpreter, texts(language).say("I want to propose a topic"), language).slots.topic is None


@SPOKEN
@pytest.mark.parametrize("text", EXAMPLES)
def test_examples_are_understood(language: str, text: str, interpreter: Interpreter) -> None:
    previous, intents = None, []
    for example in quoted(texts(language).say(text)):
        previous = heard(interpreter, example, language, previous)
        intents.append(previous.intent)

    assert EXAMPLES[text] == intents


@TRANSLATED
@pytest.mark.parametrize("words", WRITABLE)
def test_refusals_tell_people_to_write_what_the_bot_understands(
    language: str, words: str, interpreter: Interpreter, collected: Catalog
) -> None:
    telling = [text for text in single(collected) if words in text]
    told = [quoted(texts(language).say(text, **dict.fromkeys(braces(text), "…")))[-1] for text in telling]

    assert [WRITABLE[words]] * len(telling) == [heard(interpreter, t, language).intent for t in told]
    assert telling


@TRANSLATED
def test_the_example_continues_the_question_before_it(language: str, interpreter: Interpreter) -> None:
    text = "“What has been agreed on tourism in Lapland?” – and then “what about Kainuu?”"
    first, second = quoted(texts(language).say(text))
    before = heard(interpreter, first, language)
    after = heard(interpreter, second, language, before)

    assert (("19",), ("18",)) == (before.slots.regions, after.slots.regions)
    assert (before.slots.years, before.slots.terms) == (after.slots.years, after.slots.terms)
