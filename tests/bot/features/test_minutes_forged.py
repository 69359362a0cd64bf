"""Forged fields on a draft in progress: what comes is a card that fits, and nothing of it is lost."""

import json
from collections.abc import Callable
from itertools import cycle

from bot.app import Core
from bot.features import minutes_writing
from knowledge.minutes import PartKind
from tests.bot.chat import Chat, shown
from tests.bot.cores import ON_POSTGRES
from tests.bot.features.minutes_chats import LAPLAND, begun, concluded, draft, parts
from tests.bot.test_every_verb import CARD_LIMIT, JUNK, forged, sent

Chats = Callable[..., Chat]
PRESSED = [route for route in minutes_writing.ROUTES if route.verb]
KINDS = {
    "minutes.save_attendance": PartKind.ATTENDANCE,
    "minutes.save_view": PartKind.STATE_VIEW,
    "minutes.save_item": PartKind.ITEM,
}


TYPED = {"title": "Aihe", "text_fi": "Teksti", "who": "council:19"}


@ON_POSTGRES
def test_whatever_is_pressed_is_answered_with_a_card(core: Core, chat: Chats) -> None:
    group, junk = begun(core, chat("tyoryhma", language="fi")), cycle(JUNK)
    for number, route in enumerate(PRESSED):
        concluded(group, f"Johtopäätös {number}", item=str(parts(core, PartKind.ITEM)[0].id))
        part = parts(core, KINDS.get(str(route.verb), PartKind.CONCLUSION))[-1]
        fields = {"session": LAPLAND, "part": part.id, "edition": part.edition, **TYPED}
        for data in ({}, sent(route, fields), *forged(route, fields, junk)):
            card = shown(group.press(str(route.verb), data))
            assert card, (route.verb, data)
            size = len(json.dumps(card, ensure_ascii=False).encode("utf-8", "surrogatepass"))
            assert size <= CARD_LIMIT, (route.verb, size, data)
    kinds = [each.kind for each in draft(core).parts]
    assert [PartKind.ATTENDANCE, PartKind.STATE_VIEW, PartKind.REGION_VIEW] == kinds[:3]
