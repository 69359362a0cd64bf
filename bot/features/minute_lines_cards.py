"""The cards of minutes by typed lines: receipts, what couldn't be recorded, how lines are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.forms import Choice, Input, Said, form_reply, notice, notice_reply
from bot.routes import Ask, Button, Reply
from cards.escape import plain
from cards.language import N_
from knowledge.minute_applying import Applying, Kept
from knowledge.minute_lines import Word, taught
from knowledge.minutes import Attendance, Conclusion, Content, Item, Part, View
from knowledge.refusals import Refusal
from knowledge.refusals.minute_lines import MoreIsWrong
from knowledge.sessions import Session
from storage.minutes_edits import Edit

from . import minute_lines_words as words
from .minute_lines_desk import Bench, Opened
from .minutes_words import hints
from .views import cut

FAULTS = 6  # said at once: more would hide the text below them
SHOWN = 12  # lines of a receipt
TEXT = 280  # characters of what was written, in a receipt
TITLE = 70


def _desk(session: str) -> Button:
    return Button(N_("Open the draft"), "minutes.write", {"session": session})


HELP = Button(N_("How lines are written"), "lines.help", way="dialog", fills=False)


# What couldn't be recorded


def again(ask: Ask, at: Bench, faults: Sequence[Refusal], *, choose: bool) -> Reply:
    """The text once more, with what stands against it; `choose`: the session that it is for, too."""
    alerts = [*faults[:FAULTS], *([MoreIsWrong(n=len(faults) - FAULTS)] if faults[FAULTS:] else [])]
    choices = tuple(Choice(each.id, _named(each)) for each in at.choices) if choose else ()
    field = Input("session", N_("Session"), "one", at.session or _only(at), choices, required=True)
    typed = Input("text", N_("Lines"), "lines", at.text, required=True)
    return form_reply(
        ask,
        Said(N_("Minutes by lines")),
        (*((field,) if choices else ()), typed),
        Button(N_("Record"), "lines.send", {} if choices else {"session": at.session}, style="positive"),
        intro=words.grammar(ask.language),
        faults=alerts,
        buttons=(HELP,),
    )


def _named(session: Session) -> dict[str, str]:
    return {lang: plain(f"{session.id} · {name}") for lang, name in session.names.items() if name}


def _only(at: Bench) -> str:
    return at.choices[0].id if len(at.choices) == 1 else ""


def refused(ask: Ask, session: Session, refusal: Refusal) -> Reply:
    """That nothing was taken back, and why."""
    buttons = (_desk(session.id),) if ask.personal else ()
    said = Said(refusal.message, refusal.values)
    return notice_reply(notice(Said(N_("Nothing was taken back")), lines=(said,), buttons=buttons))


# Receipts


def receipt(
    ask: Ask, opened: Opened, applied: Applying, written: Sequence[Kept], edits: Sequence[int]
) -> Reply:
    """What was recorded, under which id and item; to a person alone also what it says."""
    session = opened.at.session
    lines = [Said("{session}", {"session": session.names}), *_told(ask, opened, written)]
    place = applied.place(applied.item)
    if place and applied.item != opened.item:
        lines.append(words.in_hand(place, _title(ask, applied.parts[applied.item])))
    undo = {"session": session.id, "edits": ",".join(map(str, edits))}
    back = (Button(N_("Undo"), "lines.undo", undo),) if edits else ()
    buttons = (*back, *((_desk(session.id),) if ask.personal else ()))
    return notice_reply(notice(Said(N_("Recorded")), lines=lines, buttons=buttons))


def _told(ask: Ask, opened: Opened, written: Sequence[Kept]) -> Iterator[Said | str]:
    for each in written[:SHOWN]:
        yield words.kept(opened.at.session.id, each)
        if ask.personal:
            yield from _beside(opened, each)
    if len(written) > SHOWN:
        yield Said(N_("… and {n} more"), {"n": len(written) - SHOWN})


def _beside(opened: Opened, kept: Kept) -> Iterator[Said | str]:
    """What was written, and what its writer should know of it."""
    yield cut(_said(kept), TEXT)
    yield from words.fields(kept.part.content, opened.at.organisations)
    yield from hints(kept.part.content)


def _said(kept: Kept) -> str:
    """A conclusion's title and text; of the rest what was typed, since it went below what was there."""
    content = kept.part.content
    if not isinstance(content, Conclusion):
        return kept.line.text
    wording = next(iter(content.texts.values()))
    begins = wording.text.startswith(wording.title.removesuffix("…"))
    return wording.text if begins else f"{wording.title}: {wording.text}"


def _title(ask: Ask, item: Part) -> str:
    title = item.content.title if isinstance(item.content, Item) else ""
    return cut(title, TITLE) if ask.personal else ""


def undone(ask: Ask, session: Session, edits: Sequence[Edit]) -> Reply:
    """What was taken back; to a person alone also its text, so that it can be written anew."""
    lines: list[Said | str] = [Said("{session}", {"session": session.names})]
    for edit in edits[:SHOWN]:
        lines.append(words.taken_back(session.id, edit))
        if ask.personal and (text := _lost(edit)):
            lines.append(cut(text, TEXT))
    buttons = (_desk(session.id),) if ask.personal else ()
    return notice_reply(notice(Said(N_("Taken back")), lines=lines, buttons=buttons))


def _lost(edit: Edit) -> str:
    """What a change had added."""
    before, after = _texts(edit.before), _texts(edit.after)
    return "\n\n".join(text.removeprefix(before.get(key, "")).strip() for key, text in after.items())


def _texts(content: Content | None) -> dict[str, str]:
    if isinstance(content, Item | View):
        return dict(content.texts)
    if isinstance(content, Conclusion):
        return {lang: f"{each.title}\n{each.text}" for lang, each in content.texts.items()}
    return dict(content.present) if isinstance(content, Attendance) else {}


# How lines are written


def begun(ask: Ask, opened: Opened) -> Reply:
    """That the chat is for a session's minutes now, and how to go on."""
    session = opened.at.session
    lines = [
        Said(
            N_("What you write here with # goes into the minutes of “{session}”."), {"session": session.names}
        ),
        *_items(ask, opened.at.draft.parts),
        *words.grammar(ask.language),
    ]
    buttons = (HELP, *((_desk(session.id),) if ask.personal else ()))
    return notice_reply(notice(Said(N_("Minutes by lines")), lines=lines, buttons=buttons))


def _items(ask: Ask, parts: Iterable[Part]) -> Iterator[Said | str]:
    """The items with their numbers; where others read along only how many there are."""
    titles = [part.content.title for part in parts if isinstance(part.content, Item)]
    if not titles:
        yield Said(
            N_("The minutes have no items yet. Conclusions can be written; items are added in the draft.")
        )
    elif ask.personal:
        yield "\n".join(f"{place}. {cut(title, TITLE)}" for place, title in enumerate(titles, 1))
    else:
        yield Said(N_("Items: 1–{count}"), {"count": len(titles)})


def help_card(ask: Ask, session: Session | None) -> Reply:
    """Every word with an example."""
    found = dict(taught(ask.language))
    told = Said(words.TIED, {"session": session.names}) if session else Said(words.NOT_TIED, _chat(found))
    lines = (told, *words.examples(found))
    stays = ask.kind == "message" and ask.personal
    buttons = (_desk(session.id),) if session and stays else ()
    return notice_reply(notice(Said(N_("How lines are written")), lines=lines, buttons=buttons))


def _chat(found: dict[Word, str]) -> dict[str, Any]:
    return {"word": found[Word.CHAT]}
