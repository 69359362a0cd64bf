"""Every change is in the log of use: no walk through the cards writes anything without a word there."""


def test_no_walk_changes_anything_without_a_word_in_the_log_of_use(silent: tuple[str, ...]) -> None:
    assert () == silent
