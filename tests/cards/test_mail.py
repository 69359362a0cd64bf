"""E-mails and pages of cards: the same words in text and HTML, and nothing that somebody wrote is HTML."""

import json
import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest

from cards.blocks import every
from cards.language import LANGUAGES
from cards.mail import Page, Way, letter, page
from cards.marks import Piece, lines
from cards.unfolding import blocks
from tests.cards.examples import ALL_HOSTILE
from tests.cards.scenes import Scene

WAY = Way("https://botti.example.fi/m/abc", datetime(2026, 12, 24, 9, 0, tzinfo=UTC))
PICTURE = "data:image/png;base64,iVBORw0KGgo="


def card(*body: dict[str, Any], actions: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    return {"speak": "Otsikko", "body": list(body), "actions": list(actions)}


def words(html: str) -> str:
    """What is read in a page: its texts, joined as in the plain text."""
    shown = re.sub(r"<(head|style|title)\b.*?</\1>", "", html, flags=re.DOTALL)
    return squeezed(unescape(re.sub(r"<[^>]+>", " ", shown)))


def squeezed(text: str) -> str:
    return re.sub(r"[\s:|]+", "", text)


def without_addresses(text: str) -> str:
    """Addresses stand in the text only: HTML has links."""
    return re.sub(r"\(?https?://[^\s)]+\)?", "", text)


def test_text_and_html_of_every_card_say_the_same(drawn: tuple[Scene, ...]) -> None:
    offered = frozenset({"poll.answer", "session.show", "broadcast.acknowledge"})
    for scene in drawn:
        made = letter(scene.card, scene.language, offered, WAY)
        html = without_addresses(re.sub(r'<img [^>]*alt="([^"]*)"[^>]*>', r"\1", made.html))
        assert squeezed(without_addresses(made.text)) == words(html), (scene.walk, scene.template)


def test_every_card_can_be_a_page_whose_fields_have_labels(drawn: tuple[Scene, ...]) -> None:
    offered = frozenset(act for scene in drawn for act in verbs(scene.card))
    for scene in drawn:
        html = page(Page(scene.card, scene.language, "/m/x", True, offered=offered), lambda act: act.verb)
        inputs = re.findall(r'<(?:input type="(?!hidden)[a-z]+"|select|textarea) id="([^"]+)"', html)
        assert sorted(inputs) == sorted(re.findall(r'<label for="([^"]+)"', html)), scene.template
        assert len(set(inputs)) == len(inputs), (scene.walk, scene.template)
        assert 1 == html.count("<h1>"), (scene.walk, scene.template)


def verbs(of: dict[str, Any]) -> set[str]:
    known = frozenset(re.findall(r'"verb": "([^"]+)"', json.dumps(of)))
    return {act.verb for part in every(blocks(of, known)) for act in part.acts}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_somebody_wrote_is_text_in_both_parts(language: str) -> None:
    hostile = f"{ALL_HOSTILE} </style><script>alert(1)</script> **ei** &amp; &lt;b&gt;"
    run = {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": hostile}]}
    choice = {"title": hostile, "value": hostile}
    field = {"type": "Input.ChoiceSet", "id": "x", "label": hostile, "value": hostile, "choices": [choice]}
    typed = {"type": "Input.Text", "id": "y", "label": hostile, "value": hostile, "isMultiline": True}
    made = card(run, field, typed) | {"speak": hostile}
    for html in (
        letter(made, language, frozenset(), WAY).html,
        page(Page(made, language, "/m/x", True), lambda act: ""),
    ):
        assert "<script" not in html
        assert "<img" not in html
        assert "</style><" not in html.replace("</style>\n</head>", "")
        assert hostile in unescape(html)


def test_the_subject_is_one_line_of_some_length() -> None:
    made = card() | {"speak": "Hei\r\nBcc: kaikki@example.fi\n" + "pitkä " * 100}
    subject = letter(made, "fi", frozenset(), None).subject
    assert subject.startswith("Hei Bcc: kaikki@example.fi pitkä")
    assert len(subject) <= 150


def test_without_a_page_the_secretariat_is_the_way_on() -> None:
    made = letter(card(), "fi", frozenset(), None)
    assert "sihteeristö" in made.text
    assert "http" not in made.text


def test_the_buttons_of_the_page_are_named_and_others_are_not() -> None:
    buttons = (
        {"type": "Action.Execute", "title": "Kuittaa", "verb": "broadcast.acknowledge"},
        {"type": "Action.Execute", "title": "Peru kaikki", "verb": "session.cancel"},
        {"type": "Action.OpenUrl", "title": "Kokous", "url": "https://teams.example/x"},
        {"type": "Action.OpenUrl", "title": "Paha", "url": "javascript:alert(1)"},
        {"type": "Action.Submit", "title": "Sano", "data": {"msteams": {"type": "imBack", "value": "x"}}},
    )
    made = letter(card(actions=buttons), "fi", frozenset({"broadcast.acknowledge"}), WAY)
    assert "Painikkeet sivulla: Kuittaa\n" in made.text
    assert "Kokous: https://teams.example/x" in made.text
    for gone in ("Peru kaikki", "Paha", "Sano"):
        assert gone not in made.text + made.html
    assert "<button" not in made.html


def test_pictures_go_along_and_those_from_elsewhere_are_told() -> None:
    inside = {"type": "Image", "url": PICTURE, "altText": "Kuva tästä"}
    elsewhere = {"type": "Image", "url": "https://x.example/y.png", "altText": "Kuva muualta"}
    made = letter(card(inside, elsewhere), "fi", frozenset(), WAY)
    (number,) = made.pictures
    assert f'src="cid:{number}"' in made.html
    assert "https://x.example" not in made.html
    assert "Kuva tästä\n\nKuva muualta" in made.text


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (r"a \*b\* c", (Piece("a *b* c"),)),
        ("**a\\* b** c", (Piece("a* b", strong=True), Piece(" c"))),
        (
            "katso [tämä](https://a.fi/b) nyt",
            (Piece("katso "), Piece("tämä", url="https://a.fi/b"), Piece(" nyt")),
        ),
        ("[x](javascript:alert(1))", (Piece("[x](javascript:alert(1))"),)),
        (r"\[x\](https://a.fi)", (Piece("[x](https://a.fi)"),)),
        (r"1\. ei lista", (Piece("1. ei lista"),)),
        ("C:\\kansio", (Piece("C:\\kansio"),)),
    ],
)
def test_marks_are_read_and_what_was_typed_stays(marked: str, expected: tuple[Piece, ...]) -> None:
    assert (expected,) == lines(marked)


def test_a_day_that_was_typed_otherwise_is_kept_to_be_put_right() -> None:
    def drawn(value: str) -> str:
        made = card({"type": "Input.Date", "id": "d", "label": "Päivä", "value": value})
        return page(Page(made, "fi", "/m/x", True), lambda act: "")

    assert '<input type="date" id="f-d" name="text.d" value="2026-12-24">' in drawn("2026-12-24")
    for other in ("24.12.2026", "2026-02-31", "huomenna"):
        assert f'<input type="text" id="f-d" name="text.d" value="{other}">' in drawn(other)
