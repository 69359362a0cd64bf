"""Cards that use what our cards use, to look at and to measure contrast on."""

from typing import Any

from tests.browser.stub import Json, card, words

TONES = ("default", "accent", "good", "warning", "attention")
STYLES = ("default", "emphasis", "accent", "good", "warning", "attention")


def hit() -> Json:
    """An answer with a highlighted hit, facts and buttons."""
    runs = [
        {"type": "TextRun", "text": "Valtio ja maakunta pitävät tärkeänä, että "},
        {"type": "TextRun", "text": "matkailun", "highlight": True},
        {"type": "TextRun", "text": " työvoiman saatavuutta edistetään yhdessä ennen seuraavaa kierrosta."},
    ]
    facts = [
        {"title": "Alue", "value": "Lappi"},
        {"title": "Kierros", "value": "2025"},
        {"title": "Vahvistivat", "value": "Lapin liitto, TEM, LVM"},
    ]
    return card(
        words("Löytyi 3 johtopäätöstä", style="heading"),
        words("Yhteinen näkemys, ei sitova. *Demo, keksitty.*", isSubtle=True, spacing="None"),
        {
            "type": "Container",
            "style": "emphasis",
            "items": [
                words("**2025-19-03** · Arktinen matkailu ja sen työvoima"),
                {"type": "RichTextBlock", "inlines": runs},
                {"type": "FactSet", "facts": facts},
            ],
        },
        words("Lähde: [keskustelun muistio](https://example.org/muistio)", separator=True),
        actions=(
            {"type": "Action.Execute", "title": "Näytä lisää", "verb": "more", "style": "positive"},
            {"type": "Action.Execute", "title": "Kaikki maakunnat", "verb": "all"},
            {"type": "Action.OpenUrl", "title": "Avaa muistio", "url": "https://example.org"},
        ),
    )


def form() -> Json:
    """A form with each kind of field."""
    choices = [{"title": name, "value": name} for name in ("TEM", "LVM", "OKM", "YM")]
    named: dict[str, Any] = {"isRequired": True, "errorMessage": "Täytä tämä kohta."}
    return card(
        words("Ehdota aihetta asialistalle", style="heading"),
        words("Ehdotusten määräaika on 15.9.2026 klo 16.15."),
        {"type": "Input.Text", "id": "title", "label": "Otsikko", "maxLength": 120, **named},
        {"type": "Input.Text", "id": "text", "label": "Kuvaus", "isMultiline": True, **named},
        {
            "type": "Input.ChoiceSet",
            "id": "lead",
            "label": "Vastuuministeriö",
            "value": "TEM",
            "choices": choices,
        },
        {
            "type": "Input.ChoiceSet",
            "id": "with",
            "label": "Ministeriöt",
            "style": "expanded",
            "isMultiSelect": True,
            "choices": choices,
        },
        {
            "type": "Input.ChoiceSet",
            "id": "town",
            "label": "Kunta",
            "style": "filtered",
            "placeholder": "Kirjoita kunnan nimi",
            "choices": choices,
        },
        {"type": "Input.Date", "id": "date", "label": "Viimeistään"},
        {"type": "Input.Number", "id": "minutes", "label": "Kesto minuutteina", "value": 30},
        {"type": "Input.Toggle", "id": "deep", "title": "Toivomme syventävää keskustelua", "label": "Muoto"},
        actions=(
            {"type": "Action.Execute", "title": "Lähetä ehdotus", "verb": "send", "style": "positive"},
            {
                "type": "Action.Execute",
                "title": "Tallenna luonnos",
                "verb": "save",
                "associatedInputs": "none",
            },
            {
                "type": "Action.ShowCard",
                "title": "Ohje",
                "card": card(words("Kerro, mitä valtio ja maakunta tekevät yhdessä.")),
            },
            {"type": "Action.Execute", "title": "Poista", "verb": "drop", "style": "destructive"},
        ),
    )


def tones() -> Json:
    """Every text tone on every container style."""
    return card(
        words("Sävyt", style="heading"),
        *(
            {
                "type": "Container",
                "style": style,
                "items": [
                    words(f"{tone} {'himmeä' if subtle else ''}", color=tone, isSubtle=subtle, spacing="None")
                    for tone in TONES
                    for subtle in (False, True)
                ],
            }
            for style in STYLES
        ),
    )


def table() -> Json:
    """A small table of figures."""
    rows = (("Maakunta", "Työllisyysaste"), ("Lappi", "72,4 %"), ("Uusimaa", "76,1 %"))
    cells = [
        {"type": "TableRow", "cells": [{"type": "TableCell", "items": [words(value)]} for value in row]}
        for row in rows
    ]
    return card(
        words("Työllisyysaste 15–64-vuotiaat, 2020", style="heading"),
        {"type": "Table", "columns": [{"width": 2}, {"width": 1}], "firstRowAsHeader": True, "rows": cells},
        words("Lähde: Tilastokeskus. CC BY 4.0.", isSubtle=True, size="Small"),
    )
