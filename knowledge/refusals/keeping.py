"""Personal data, the log of use, and what is kept how long."""

from __future__ import annotations

from .base import Refusal


class DataRequestGone(Refusal):
    """I can't find that request: the person's data has been erased already, or the request was removed."""


class DataRequestSettled(Refusal):
    """This request was settled before you answered it. Nothing was changed now."""


class OnlyCoordinator(Refusal):
    """{name} is the only coordinator, and without one nobody could be admitted. Make somebody else a
    coordinator first, then erase.
    """
