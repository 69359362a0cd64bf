"""Pictures on cards: small enough to travel in one, told by signs as well as by colours."""

from base64 import b64decode
from io import BytesIO
from random import Random
from typing import Any

import pytest
from PIL import Image, ImageColor

from cards.pictures import COUNTS, LOOKS, SHADES, WIDTH, Group, Line, table

COLUMNS = tuple(f"Vaihe {number}" for number in range(1, 7))
LARGEST = 19 * 1024  # bytes: the rest of the card needs the others of its 28


def picture(address: str) -> Any:
    assert address.startswith("data:image/png;base64,")
    return Image.open(BytesIO(b64decode(address.partition(",")[2])))


def lines(count: int, look: str | None = None) -> tuple[Line, ...]:
    """Rows of one look, or of all of them in disorder."""
    chance = Random(count)

    def cell() -> tuple[str, str]:
        return look or chance.choice(tuple(LOOKS)), "" if look else chance.choice(("", "2", "1/3", "12"))

    return tuple(Line(f"Pohjois-Pohjanmaa {n}", tuple(cell() for _ in COLUMNS)) for n in range(count))


def test_eighteen_regions_and_twelve_ministries_fit_into_a_card_at_their_most_varied() -> None:
    address = table(COLUMNS, (Group("Maakunnat", lines(18)), Group("Ministeriöt", lines(12))))
    assert len(address) < LARGEST
    assert (WIDTH, "P") == (picture(address).width, picture(address).mode)


@pytest.mark.parametrize("look", LOOKS)
def test_a_cell_has_the_colour_and_the_sign_of_its_look(look: str) -> None:
    drawn = picture(table(COLUMNS, (Group("Maakunnat", lines(1, look)),))).convert("RGB")
    counted = {colour: count for count, colour in drawn.getcolors(drawn.width * drawn.height)}
    face, ink, _ = LOOKS[look]
    assert counted[ImageColor.getrgb(face)] > 2000
    beneath = drawn.crop((140, drawn.height - 22, WIDTH - 38, drawn.height - 6))
    colours = {colour for _, colour in beneath.getcolors(beneath.width * beneath.height)}
    shades = {ImageColor.getrgb(ink)} if ink in ("white", "black") else colours - {ImageColor.getrgb(face)}
    assert shades & colours


def test_signs_differ_so_that_no_colour_is_needed() -> None:
    assert len(LOOKS) == len({sign for _, _, sign in LOOKS.values()})


def test_the_background_is_its_own() -> None:
    drawn = picture(table(COLUMNS, (Group("Maakunnat", lines(2)),)))
    assert (255, 255, 255) == drawn.convert("RGB").getpixel((1, 1))
    assert "transparency" not in drawn.info


def test_a_label_is_text_and_nothing_else() -> None:
    drawn = picture(
        table(COLUMNS, (Group("$\\frac{$", (Line("$\\alpha$ {{x}} <b>", (("done", ""),) * 6),)),))
    )
    assert (WIDTH, "P") == (drawn.width, drawn.mode)  # as mathematics, the first would not be drawn at all


def test_the_same_picture_is_drawn_once() -> None:
    groups = (Group("Maakunnat", lines(3)),)
    before = table.cache_info().hits
    assert table(COLUMNS, groups) == table(COLUMNS, groups)
    assert before < table.cache_info().hits


@pytest.mark.parametrize("look", SHADES)
def test_a_cell_of_a_count_has_the_colour_of_its_number(look: str) -> None:
    cells = ((look, "7"),) * 9
    drawn = picture(table(("1",) * 9, (Group("Maakunnat", (Line("Lappi", cells),)),), COUNTS)).convert("RGB")
    counted = {colour: count for count, colour in drawn.getcolors(drawn.width * drawn.height)}
    assert counted[ImageColor.getrgb(SHADES[look][0])] > 2000


def test_an_empty_cell_is_told_by_its_sign() -> None:
    signs = {look: sign for look, (_, _, sign) in SHADES.items()}
    assert {"empty": "0", "one": "", "few": "", "many": ""} == signs


def test_eighteen_regions_and_nine_goals_fit_into_a_card() -> None:
    chance = Random(9)
    cells = [
        tuple((chance.choice(tuple(SHADES)), str(chance.randrange(99))) for _ in range(10)) for _ in range(19)
    ]
    rows = tuple(Line(f"Pohjois-Pohjanmaa {n}", row) for n, row in enumerate(cells))
    assert len(table(("X1",) * 10, (Group("Maakunnat", rows),), COUNTS)) < LARGEST
