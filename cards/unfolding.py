"""Taking a drawn card apart into plain blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from .blocks import Act, Block, Field, Shape
from .marks import JOINER, Line, Piece, lines


def blocks(card: Mapping[str, Any], offered: frozenset[str]) -> tuple[Block, ...]:
    """The card's parts in order. Of its buttons those that open an address or whose verb is offered."""
    body = tuple(_with_errors(_all(card.get("body", []), offered)))
    return body + tuple(_acts(card.get("actions", []), offered))


def _all(items: Iterable[Mapping[str, Any]], offered: frozenset[str]) -> Iterator[Block]:
    for item in items:
        yield from _BLOCKS.get(item.get("type", ""), _nothing)(item, offered)


def _nothing(_: Mapping[str, Any], __: frozenset[str]) -> Iterator[Block]:
    return iter(())


def _with_errors(parts: Iterable[Block]) -> Iterator[Block]:
    """What is wrong with a field stands right after it: it becomes the field's own."""
    before: Block | None = None
    for part in parts:
        if before and before.field and part.kind == "text" and "attention" in part.looks:
            before = replace(before, field=replace(before.field, error=part.lines))
            continue
        if before:
            yield before
        before = part
    if before:
        yield before


# Texts


def _text(item: Mapping[str, Any], _: frozenset[str]) -> Iterator[Block]:
    if said := lines(str(item.get("text", ""))):
        yield Block("text", _looks(item), said)


def _runs(item: Mapping[str, Any], _: frozenset[str]) -> Iterator[Block]:
    runs = [run if isinstance(run, Mapping) else {"text": run} for run in item["inlines"]]
    looks = _looks(runs[0]) if runs else frozenset()
    if said := tuple(_rows(_run(run) for run in runs)):
        yield Block("text", looks, said)


def _run(run: Mapping[str, Any]) -> Piece:
    mark = "hit" if run.get("highlight") else "old" if run.get("strikethrough") else ""
    return Piece(str(run["text"]).replace(JOINER, ""), run.get("weight") == "Bolder", mark=mark)


def _rows(pieces: Iterable[Piece]) -> Iterator[Line]:
    """The pieces line by line: a text that somebody wrote may have several."""
    row: list[Piece] = []
    for piece in pieces:
        first, *more = piece.text.split("\n")
        row.append(replace(piece, text=first))
        for text in more:
            yield tuple(row)
            row = [replace(piece, text=text)]
    yield tuple(row)


def _looks(item: Mapping[str, Any]) -> frozenset[str]:
    looks = {
        "heading": item.get("style") == "heading",
        "strong": item.get("weight") == "Bolder",
        "quiet": item.get("isSubtle", False),
        "attention": item.get("color") in ("Attention", "Warning"),
        "good": item.get("color") == "Good",
        "apart": item.get("separator", False),
    }
    return frozenset(name for name, so in looks.items() if so)


def _facts(item: Mapping[str, Any], _: frozenset[str]) -> Iterator[Block]:
    facts = tuple((lines(fact["title"]), lines(fact["value"])) for fact in item["facts"])
    yield Block("facts", facts=facts)


def _image(item: Mapping[str, Any], _: frozenset[str]) -> Iterator[Block]:
    yield Block("image", url=str(item.get("url", "")), alt=str(item.get("altText", "")))


# What holds others


def _group(item: Mapping[str, Any], offered: frozenset[str]) -> Iterator[Block]:
    inside = tuple(_with_errors(_all(item.get("items", []), offered)))
    pressed = tuple(_acts([item["selectAction"]], offered)) if "selectAction" in item else ()
    if inside or pressed:
        yield Block("group", _looks(item), items=inside + pressed)


def _row(item: Mapping[str, Any], offered: frozenset[str]) -> Iterator[Block]:
    cells = item.get("columns") or item.get("cells") or ()
    within = (Block("group", items=tuple(_all(cell.get("items", []), offered))) for cell in cells)
    yield Block("row", items=tuple(within))


def _table(item: Mapping[str, Any], offered: frozenset[str]) -> Iterator[Block]:
    rows = tuple(row for each in item["rows"] for row in _row(each, offered))
    looks = frozenset({"heading"} if item.get("firstRowAsHeaders", True) else ())
    yield Block("table", looks, items=rows)


def _acts(actions: Iterable[Mapping[str, Any]], offered: frozenset[str]) -> Iterator[Block]:
    acts = (act for action in actions for act in _act(action) if act.url or act.verb in offered)
    if found := tuple(acts):
        yield Block("acts", acts=found)


def _act(action: Mapping[str, Any]) -> Iterator[Act]:
    data, title = action.get("data") or {}, str(action.get("title", ""))
    fills = action.get("associatedInputs") != "none"
    style = action.get("style", "default")
    if action.get("type") == "Action.OpenUrl":
        if urlsplit(action["url"]).scheme in ("http", "https"):
            yield Act(title, url=action["url"])
    elif verb := action.get("verb") or data.get("verb"):
        yield Act(title, verb, {k: v for k, v in data.items() if k != "msteams"}, style=style, fills=fills)


def _act_set(item: Mapping[str, Any], offered: frozenset[str]) -> Iterator[Block]:
    return _acts(item["actions"], offered)


# Fields


def _field(shape: Shape) -> Callable[[Mapping[str, Any], frozenset[str]], Iterator[Block]]:
    def read(item: Mapping[str, Any], _: frozenset[str]) -> Iterator[Block]:
        value = str(item.get("value", ""))
        yield Block("field", field=_named(item, shape, (value,) if value else ()))

    return read


def _typed(item: Mapping[str, Any], offered: frozenset[str]) -> Iterator[Block]:
    return _field("lines" if item.get("isMultiline") else "text")(item, offered)


def _choices(item: Mapping[str, Any], _: frozenset[str]) -> Iterator[Block]:
    several, value = item.get("isMultiSelect", False), str(item.get("value", ""))
    values = tuple(filter(None, value.split(","))) if several else (value,) if value else ()
    found = _named(item, "some" if several else "one", values)
    choices = tuple((str(each["value"]), str(each["title"])) for each in item["choices"])
    yield Block("field", field=replace(found, choices=choices, open=item.get("style") == "expanded"))


def _switch(item: Mapping[str, Any], _: frozenset[str]) -> Iterator[Block]:
    on, off = str(item.get("valueOn", "true")), str(item.get("valueOff", "false"))
    found = _named(item, "switch", (str(item.get("value", off)),))
    titles = ((on, "✓"), (off, "–"))
    yield Block("field", field=replace(found, label=found.label or str(item["title"]), choices=titles))


def _named(item: Mapping[str, Any], shape: Shape, values: tuple[str, ...]) -> Field:
    label = str(item.get("label") or item.get("title") or "")
    return Field(str(item["id"]), label, shape, values, required=bool(item.get("isRequired", False)))


_BLOCKS: Mapping[str, Callable[[Mapping[str, Any], frozenset[str]], Iterator[Block]]] = {
    "TextBlock": _text,
    "RichTextBlock": _runs,
    "FactSet": _facts,
    "Image": _image,
    "Container": _group,
    "ColumnSet": _row,
    "Table": _table,
    "ActionSet": _act_set,
    "Input.Text": _typed,
    "Input.Number": _field("text"),
    "Input.Date": _field("day"),
    "Input.Time": _field("time"),
    "Input.ChoiceSet": _choices,
    "Input.Toggle": _switch,
}
