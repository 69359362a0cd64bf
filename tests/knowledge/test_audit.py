"""The chain's rules: bytes that are told apart, digests with and without a key."""

from knowledge.audit import Key, canonical, keys

ROW = (1, "2026-11-24 09:00:00.000000", "person:1", "proposal.sent", "proposal:1", "{}")


def test_texts_cant_run_into_each_other() -> None:
    one, other = list(ROW), list(ROW)
    one[2:5] = "a", "bc", "d"
    other[2:5] = "ab", "c", "d"
    assert canonical(*one) != canonical(*other)  # type: ignore[arg-type]


def test_every_column_counts() -> None:
    others = [(*ROW[:at], 2 if at == 0 else "x", *ROW[at + 1 :]) for at in range(len(ROW))]
    assert len(ROW) + 1 == len({canonical(*each) for each in (ROW, *others)})  # type: ignore[arg-type]


def test_a_digest_covers_what_came_before_it() -> None:
    told, key = canonical(*ROW), Key()
    assert key.chain("a", told) != key.chain("b", told)
    assert 64 == len(key.chain("a", told))


def test_a_secret_makes_other_digests_and_another_mark_than_none_or_another_one() -> None:
    every = (Key(), Key(b"one"), Key(b"two"))
    assert 3 == len({key.chain("", b"told") for key in every})
    assert ["", 3] == [Key().mark, len({key.mark for key in every})]
    assert "one" not in Key(b"one").mark


def test_keys_are_read_from_a_setting() -> None:
    assert ((Key(),), (Key(b"new"), Key(b"old"))) == (keys(" "), keys("new, old"))
