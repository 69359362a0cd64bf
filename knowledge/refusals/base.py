"""What every way of saying no has.

The docstring of a refusal is its English message and its message id: it says what is wrong and how to go on.
`values` fill the message's braces; `field` names the form field it belongs to, where there is one.
"""

from __future__ import annotations


class Refusal(Exception):
    """The request can't be carried out."""

    field: str | None = None

    def __init__(self, **values: object) -> None:
        super().__init__(type(self).__name__)
        self.values = values

    @property
    def message(self) -> str:
        """The English message, with its braces still open: the id that translations are found by."""
        return " ".join((type(self).__doc__ or "").split())


class OfField(Refusal):
    """Something is wrong with a field."""

    def __init__(self, field: str, **values: object) -> None:
        super().__init__(**values)
        self.field = field
