"""Writing and publishing the state's view of a region, and who hears of it."""

from typing import Any

from sqlmodel import delete

from bot.app import Core
from bot.features import still_needed
from knowledge.refusals.asking import NotAllowed
from storage import tables as t
from tests.bot.features.state_view_chats import (
    OVER,
    PART,
    REGION,
    TEXT,
    Chats,
    chat,
    contributed,
    published,
    reference,
    told,
    written,
)

__all__ = ["chat", "reference"]


def test_the_text_that_changed_meanwhile_is_shown_and_what_was_typed_is_kept(
    chat: Chats, reference: Any
) -> None:
    first, second = chat("tem-koordinaattori"), chat("tem-koordinaattori")
    second.answer(second.activity("dialog", verb="view.write", data=reference))
    written(first, reference, "Ensimmäisen teksti.")
    second.send_dialog(text="Toisen teksti.")
    assert "Now: Ensimmäisen teksti." in second.text
    assert "Toisen teksti." == second.values()["text"]


def test_the_contributions_stand_beside_the_text_that_is_written(chat: Chats, reference: Any) -> None:
    contributed(chat("lvm"), reference)
    coordinator = chat("tem-koordinaattori")
    coordinator.answer(coordinator.activity("dialog", verb="view.write", data=reference))
    assert f"MTC: {PART}" in coordinator.text


def test_only_a_coordinator_writes_and_publishes(chat: Chats, reference: Any) -> None:
    for slug in ("lvm", "tyoryhma", "aune", "kanta-hame"):
        somebody = chat(slug)
        for verb in ("view.save", "view.publish_now", "view.unpublish"):
            somebody.press(verb, reference | {"text": TEXT})
            assert NotAllowed().message in somebody.text


def test_an_empty_view_is_not_published(chat: Chats, reference: Any) -> None:
    coordinator = chat("tem-koordinaattori")
    coordinator.press("view.publish", reference)
    assert "Write the text first" in coordinator.text


def test_a_text_that_changed_after_it_was_seen_is_not_published(
    core: Core, chat: Chats, reference: Any
) -> None:
    coordinator = written(chat("tem-koordinaattori"), reference)
    coordinator.press("view.publish", reference)
    seen = coordinator.carried("view.publish_now")
    written(chat("tem-koordinaattori"), reference, "Aivan toinen teksti.")
    coordinator.press("view.publish_now", seen)
    assert "so nothing was done" in coordinator.text
    assert "Aivan toinen teksti." in coordinator.text
    assert [] == told(core)


def test_publishing_twice_says_so_and_tells_nobody_again(core: Core, chat: Chats, reference: Any) -> None:
    coordinator = published(chat("tem-koordinaattori"), reference)
    coordinator.press("view.publish_now", reference | {"version": 1})
    assert "was published on" in coordinator.text
    assert 1 == len(told(core))


def test_the_region_hears_of_a_change_in_what_it_reads(core: Core, chat: Chats, reference: Any) -> None:
    coordinator = published(chat("tem-koordinaattori"), reference)
    written(coordinator, reference, TEXT)
    assert 1 == len(told(core))
    written(coordinator, reference, "Tarkennettu teksti.")
    assert ("state view changed", "kanta-hame") == told(core)[-1]


def test_a_publication_that_was_taken_back_is_neither_read_nor_told(
    core: Core, chat: Chats, reference: Any
) -> None:
    coordinator = published(chat("tem-koordinaattori"), reference)
    coordinator.press("view.unpublish", reference)
    own = chat("kanta-hame")
    own.press("view.show", reference)
    assert TEXT not in own.text
    with core.store.read() as db:
        assert not still_needed()["state view published"](db, reference)


def test_a_round_that_is_over_can_only_be_read(chat: Chats, reference: Any) -> None:
    contributed(chat("lvm"), reference)
    later = chat("lvm", OVER)
    later.press("view.show", reference)
    assert PART in later.text
    assert "Edit our contribution" not in later.buttons
    later.press("view.contribute_save", reference | {"text": "Myöhässä.", "version": 1})
    assert "Myöhässä." not in later.text


def test_a_ministry_that_takes_no_part_contributes_nothing(core: Core, chat: Chats, reference: Any) -> None:
    with core.store.transaction() as db:
        db.execute(delete(t.RoundOrganisation).where(t.RoundOrganisation.round_id == reference["round"]))
        for organisation in (f"council:{REGION}", "ministry:YM"):
            db.add(t.RoundOrganisation(round_id=reference["round"], organisation_id=organisation))
    lvm = chat("lvm")
    lvm.press("view.contribute_save", reference | {"text": PART})
    assert "takes no part in the round" in lvm.text
    lvm.press("view.show", reference | {"region": "19"})
    assert "takes no part in the round" in lvm.text
