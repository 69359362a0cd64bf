"""Minutes and conclusions as web pages, parsed as a browser would: for everybody, nothing but text."""

from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from cards.documents import web
from cards.documents.conclusion import Origin, asking_paper, conclusion_paper, missing_paper
from cards.documents.minutes import minutes_paper
from cards.documents.minutes_printed import Answer, Concluded, Discussed, Present
from tests.cards.test_minutes_document import PRINTED, RAIL, STARTS, opened

HOSTILE = 'a{{ 7*7 }} {% for x in y %} <w:t>&amp; <script>alert("1")</script> \u202e\x07 b'
SHOWN = 'a{{ 7*7 }} {% for x in y %} <w:t>&amp; <script>alert("1")</script> b'


class Page(HTMLParser):
    """What a page is made of: its tags, texts by the tag they stand in, what attributes say."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str, str]] = []
        self.langs: list[str] = []
        self.feed(text)
        assert [] == self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "br"):
            self.open.append(tag)
            self.langs.append(dict(attrs).get("lang") or (self.langs[-1] if self.langs else ""))

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()
        self.langs.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and "style" not in self.open:
            self.texts.append((self.open[-1], self.langs[-1], data.strip()))

    def of(self, tag: str) -> list[str]:
        return [text for where, _, text in self.texts if where == tag]

    def count(self, tag: str) -> int:
        return sum(each == tag for each, _ in self.tags)


def test_what_people_wrote_is_text_and_nothing_else() -> None:
    names = {"fi": HOSTILE}
    one = Concluded("1", names, names, responsible=(names,), goals=(names,))
    texts: dict[str, Any] = {"state_view": names, "region_view": names, "place": HOSTILE, "names": names}
    lists: dict[str, Any] = {
        "present": (Present(names, HOSTILE),),
        "items": (Discussed(HOSTILE, names, (one,)),),
    }
    printed = replace(PRINTED, **texts, **lists, answers=(Answer(names, "reservation", HOSTILE),))
    paper = minutes_paper(printed, "fi")
    document, page = opened(paper), Page(web.html(paper))
    for said in ([each.text for each in document.paragraphs], [text for _, _, text in page.texts]):
        assert 3 <= sum(SHOWN in each for each in said)
        assert not any("\u202e" in each or "\x07" in each for each in said)
    assert 0 == page.count("script")


# The web page


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_page_can_be_read_by_everybody(language: str) -> None:
    page = Page(web.html(minutes_paper(PRINTED, language)))
    tags = dict(page.tags)
    assert language == tags["html"]["lang"]
    assert (1, 1, 1, 1) == tuple(map(page.count, ("main", "header", "footer", "h1")))
    assert ("#content", "content") == (
        tags["a"]["href"] and page.tags[_first(page, "a")][1]["href"],
        tags["main"]["id"],
    )
    assert 0 == page.count("script") == page.count("img")
    scopes = [attrs.get("scope") for tag, attrs in page.tags if tag == "th"]
    assert {"col", "row"} == set(scopes)
    assert page.count("table") == page.count("caption") == 2
    levels = [int(tag[1]) for tag, _ in page.tags if tag in ("h1", "h2", "h3", "h4", "h5")]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def _first(page: Page, tag: str) -> int:
    return [each for each, _ in page.tags].index(tag)


def test_the_page_says_the_same_as_the_file() -> None:
    paper = minutes_paper(PRINTED, "fi")
    page = Page(web.html(paper))
    assert ["Muistio: Lapin keskustelu 2026"] == page.of("h1")
    assert ["Läsnä", "Tilannekuva", "Kohdat ja johtopäätökset"] == page.of("h2")[:3]
    assert [f"{paper.footer}"] == page.of("p")[-1:]
    assert ("span", "sv", "Bara på svenska") in page.texts


def test_each_text_is_in_its_own_language() -> None:
    page = Page(web.html(minutes_paper(PRINTED, "sv")))
    spoken = {text: lang for _, lang, text in page.texts}
    assert ("fi", "sv") == (spoken["Maakunnan arvio."], spoken["Statens bedömning."])


# A conclusion's page, and those where there is none


def test_a_conclusion_s_page_says_what_it_is_and_where_it_comes_from() -> None:
    origin = Origin(PRINTED.names, STARTS, {"confirmed": 3, "no answer": 1}, "Muistio 2026-19, versio 2")
    page = Page(web.html(conclusion_paper(RAIL, origin, "fi")))
    said = [text for _, _, text in page.texts]
    assert ["Raideyhteys"] == page.of("h1")
    for needed in ("Johtopäätös 2026-19-01", "Lapin keskustelu 2026", "Vahvisti: 3, Ei vastausta: 1"):
        assert needed in said
    assert any("Ne eivät ole sitovia." in text for text in said)


def test_a_replaced_conclusion_leads_to_what_stands_in_its_place() -> None:
    origin = Origin(superseded="https://botti.esimerkki.fi/c/2027-19-01")
    page = Page(web.html(conclusion_paper(replace(RAIL, superseded="2027-19-01"), origin, "fi")))
    links = [attrs["href"] for tag, attrs in page.tags if tag == "a"]
    assert origin.superseded in links
    assert "Tämän johtopäätöksen on korvannut toinen johtopäätös." in page.of("p")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_pages_without_a_conclusion_are_whole_pages_too(language: str) -> None:
    for paper in (
        asking_paper("2026-19-01", "https://teams.microsoft.com/l/chat/0/0", language),
        missing_paper(language),
    ):
        page = Page(web.html(paper))
        assert (1, 1) == (page.count("h1"), page.count("main"))


def test_other_languages_are_offered_where_a_page_has_an_address() -> None:
    other = web.Elsewhere("sv", "På svenska", "/c/2026-19-01?lang=sv")
    page = Page(web.html(missing_paper("fi"), (other,)))
    (link,) = [attrs for tag, attrs in page.tags if tag == "a" and attrs["href"] == other.href]
    assert ("sv", "sv") == (link["lang"], link["hreflang"])
    assert 1 == page.count("nav")
