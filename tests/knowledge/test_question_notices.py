"""What people ask of notices, reminders and what is open: sentences that ask for it, and near ones."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.question import Context, Interpreter

CONTEXT = Context(today=date(2026, 11, 24), rounds=(2018, 2020, 2022, 2023, 2024, 2025, 2026))
LANGUAGES = ("fi", "sv", "en")


@pytest.mark.parametrize(
    ("intent", "texts"),
    [
        ("notifications", ("mykistä", "tysta", "mute")),
        (
            "notifications",
            (
                "mykistä muistutukset perjantaihin asti",
                "tysta påminnelserna till fredag",
                "mute the reminders until Friday",
            ),
        ),
        ("notifications", ("älä lähetä tiedotteita", "skicka inga meddelanden", "turn off broadcasts")),
        (
            "notifications",
            ("olen lomalla 5.–12.12.", "jag är på semester 5–12.12", "I am on holiday 5-12 December"),
        ),
        ("notifications", ("olen poissa ensi viikolla", "jag är borta nästa vecka", "I'm away next week")),
        ("notifications", ("palasin lomalta", "jag är tillbaka", "I'm back")),
        ("notifications", ("muistuta minua huomenna", "påminn mig i morgon", "remind me tomorrow")),
        ("notifications", ("jatka ilmoituksia", "fortsätt med aviseringarna", "resume notifications")),
        (
            "notifications",
            (
                "miksi sain tämän viestin",
                "varför fick jag det här meddelandet?",
                "why did I get this message?",
            ),
        ),
        (
            "notifications",
            ("lähetä ilmoitukset sähköpostiini", "skicka till mig per e-post", "send me email instead"),
        ),
        ("notifications", ("Ilmoitusasetukset", "Meddelandeinställningar", "Notice settings")),
        (
            "broadcast",
            (
                "lähetä tiedote Lapin keskustelun osallistujille",
                "skicka meddelande till ministerierna",
                "send a notice to the participants of Lapland",
            ),
        ),
        ("broadcast", ("laadi tiedote liitoille", "skriv ett meddelande till förbunden", "write a notice")),
        ("reminders", ("mistä minua muistutetaan", "vad påminns jag om?", "what am I reminded of?")),
        ("reminders", ("mitä meiltä puuttuu", "vad saknas från oss?", "what is still missing from us?")),
        ("round_status", ("muistuta puuttuvia", "påminn dem som saknas", "remind those who are missing")),
        ("schedule", ("lisää kalenteriin", "lägg till i kalendern", "add to calendar")),
        ("schedule", ("kalenterikutsu", "kalenderfil", "calendar file")),
        (
            "triage",
            (
                "montako ehdotusta on vielä käsittelemättä?",
                "hur många förslag är obehandlade?",
                "how many proposals are still unhandled?",
            ),
        ),
        ("triage", ("vahvista siirrot", "bekräfta flyttningarna", "confirm the moves")),
        (
            "carry_over",
            (
                "mitä jäi auki viime vuonna Kainuussa?",
                "vad blev öppet i fjol i Kajanaland?",
                "what was left open last year in Kainuu?",
            ),
        ),
        ("rounds", ("näytä kaikki kierrokset", "visa alla omgångar", "show all rounds")),
        ("my_proposals", ("luonnokseni", "mina utkast", "my drafts")),
    ],
)
def test_a_clear_request_in_any_language_is_understood(
    interpreter: Interpreter, intent: str, texts: tuple[str, str, str]
) -> None:
    heard = [
        interpreter.understand(text, replace(CONTEXT, language=language)).intent
        for text, language in zip(texts, LANGUAGES, strict=True)
    ]
    assert [intent] * 3 == heard


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("mitä lomituspalveluista sovittiin?", "ask"),
        ("miksi raideliikenteestä sovittiin?", "ask"),
        ("mitä jäi auki matkailusta?", "ask"),
        ("mitä aiemmilla kierroksilla sanottiin vedystä", "ask"),
        ("why was tourism discussed last year?", "ask"),
        ("vahvista muistio", "minutes"),
        ("bekräfta protokollet", "minutes"),
        ("näytä muistioluonnos", "minutes"),
        ("jatka määräaikaa", "steps"),
        ("siirrä ehdotus 2026-01 syventävään", "triage"),
        ("jatketaan suomeksi", "language"),
        ("muistuta kaikkia liittoja määräajasta", "broadcast"),
        ("remind everyone who hasn't confirmed", "broadcast"),
        ("ketkä eivät ole vielä vastanneet?", "round_status"),
        ("montako ehdotusta on lähetetty?", "round_status"),
        ("milloin uusi kierros alkaa", "deadlines"),
        ("kuka on poissa keskustelusta", "ask"),
    ],
)
def test_near_sentences_mean_what_they_meant(interpreter: Interpreter, text: str, intent: str) -> None:
    assert intent == interpreter.understand(text, CONTEXT).intent
