"""Hostile texts, one sink after another: what is kept, a plain run, markdown, and the card around them."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cards.escape import clean, markdown, plain
from cards.render import as_text, render

JOINER = "\u2060"
MARKS = (
    *(
        "#",
        "##",
        "###### ",
        "- ",
        "+ ",
        "* ",
        "---",
        "- - -",
        "===",
        "1. ",
        "12) ",
        "> ",
        ":-",
        ":-:",
        "|",
        "-|-",
    ),
    *(
        "*",
        "**",
        "_",
        "__",
        "~~",
        "`",
        "```",
        "~~~",
        "\\",
        "[",
        "](",
        ")",
        "![",
        "[x]: ",
        "<",
        ">",
        "<b>",
        "<!--",
    ),
    *(
        "https://example.fi",
        "<https://example.fi>",
        "javascript:alert(1)",
        "&lt;",
        "&amp;",
        "&#35;",
        "&nbsp;",
    ),
    *(
        "{{",
        "}}",
        "{{DATE(2026-01-01T00:00:00Z)}}",
        "{%",
        "${x}",
        '"',
        "'",
        "\t",
        "    ",
        "  \n",
        "\n",
        "\n\n",
        "\r",
    ),
    *("\u202e", "\u2066", "\u200f", "\x00", "\x1b[31m", "\x7f", "\ud800", "ä", "a", "1", " "),
)
hostile = st.lists(st.sampled_from(MARKS) | st.text(max_size=8), max_size=14).map("".join)
patient = settings(deadline=None, max_examples=300)
reader = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False, "breaks": True})


class Shown(HTMLParser):
    """What a reader sees of HTML, and the tags around it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def words(text: str) -> list[str]:
    """Markdown folds white space, so texts are compared without it."""
    return text.split()


@patient
@given(hostile)
@example("## heading")
@example("words\n===")
@example("words\n---")
@example("a|b\n:-")
@example("    code")
@example("words\n\n\tcode")
@example("&lt;b&gt; &#35;")
@example("[a](https://example.fi) ![b](https://example.fi) <https://example.fi>")
def test_markdown_shows_every_mark_as_typed(text: str) -> None:
    shown = Shown(reader.render(markdown(text)))

    assert set() == shown.tags - {"p", "br"}
    assert words(plain(text)) == words(shown.text)


@pytest.mark.parametrize(
    "text", ["-5 °C ja a-b", "Itärata: 2. vaihe #1 (v. 2026)", "50 % & 3 = 4", "https://tem.fi/a-b"]
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert text == markdown(text)


@patient
@given(hostile)
@example("{{{DATE(2026-01-01T00:00:00Z)}}}")
def test_a_plain_text_holds_no_template(text: str) -> None:
    assert [] == re.findall(r"\{\{|\}\}", plain(text))


@patient
@given(hostile)
def test_a_plain_text_reads_as_it_was_typed(text: str) -> None:
    assert clean(text).replace(JOINER, "") == plain(text).replace(JOINER, "")


@patient
@given(hostile)
def test_a_kept_text_has_no_controls_or_direction_marks(text: str) -> None:
    kept = clean(text)

    assert [] == re.findall(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff]", kept
    )
    assert kept == clean(kept)


def test_line_breaks_of_every_kind_are_kept_as_one_kind() -> None:
    assert "a\nb\nc\nd" == clean("a\r\nb\rc\nd")


def test_a_direction_override_is_taken_out() -> None:
    assert "lasku_fdp.exe" == clean("lasku_\u202efdp.exe")


def test_letters_of_every_language_are_kept() -> None:
    sami = "Sámediggi, Aanaar, Nuõrttsääʹmǩiõll – €, 👩‍🌾"
    assert sami == clean(sami)


@settings(deadline=None, max_examples=50)
@given(hostile)
def test_no_text_breaks_out_of_its_card(text: str) -> None:
    card = render(
        "withdraw", {"number": "2026-01", "proposal_title": text, "joint": False, "buttons": ()}, "fi"
    )

    run = {"type": "TextRun", "text": plain(text), "weight": "Bolder"}
    assert [run] == card["body"][1]["inlines"]
    assert 3 == len(card["body"])


def test_a_card_as_text_has_no_escapes() -> None:
    data = {"names": {"fi": "A*B_[C] #1"}}
    card = render(
        "help",
        {
            "organisations": [data["names"]],
            **dict.fromkeys(
                ("proposes", "confirms", "contributes", "oversees", "triages", "coordinates"), False
            ),
            "buttons": (),
        },
        "fi",
    )

    assert "Organisaatiosi: A*B_[C] #1." == as_text(card).splitlines()[1]
