"""The chain over the log of use: each row's digest covers the row and the digest before it.

Rows are sealed in batches. A seal's own digest covers what it says and the last row's digest, and the next
batch goes on from there: altering, adding or taking out anything breaks the chain at that place.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import NamedTuple

FORM = "alke-audit-1"
"""The form of what is digested; the chain begins with it."""
REMOVED = "audit.removed"
"""What the row says that tells until which seal old rows were taken out, and where the chain goes on."""


class Row(NamedTuple):
    """A row as it is kept: `at` as 2026-11-24 09:00:00.000000 in UTC, `data` the JSON's own text."""

    id: int
    at: str
    who: str
    what: str
    about: str
    data: str
    digest: str | None = None
    seal: int | None = None


def canonical(id_: int, at: str, who: str, what: str, about: str, data: str) -> bytes:
    """The bytes of a row, the same on every database; lengths keep one text from running into the next."""
    told = f"{id_}\n{at}\n{len(who)}:{who}\n{len(what)}:{what}\n{len(about)}:{about}\n{data}"
    return told.encode()


@dataclass(frozen=True)
class Key:
    """What digests are made with: a secret makes them HMACs, which nobody without it can make."""

    secret: bytes = b""

    @property
    def mark(self) -> str:
        """What tells this key from another one without telling the key; empty for none."""
        return hmac.digest(self.secret, f"{FORM} key".encode(), "sha256").hex()[:16] if self.secret else ""

    def chain(self, before: str, told: bytes) -> str:
        """The digest of what follows after a digest."""
        if self.secret:
            return hmac.digest(self.secret, before.encode() + b"\n" + told, "sha256").hex()
        return hashlib.sha256(before.encode() + b"\n" + told).hexdigest()


BEGINNING = hashlib.sha256(FORM.encode()).hexdigest()
"""The digest before the first row of all."""


def keys(given: str) -> tuple[Key, ...]:
    """The keys of a setting, the one in use first, then those of before; none is the key without a secret."""
    named = tuple(Key(each.strip().encode()) for each in given.split(",") if each.strip())
    return named or (Key(),)


@dataclass(frozen=True)
class Seal:
    """A sealed batch: its rows' first and last id and how many they are, the digest before and after."""

    id: int
    at: str
    first: int
    last: int
    count: int
    before: str
    after: str
    key: str = ""

    def told(self) -> bytes:
        """The bytes of what the seal says."""
        values = (self.id, self.at, self.first, self.last, self.count, self.before, self.key)
        return "\n".join(("seal", *map(str, values))).encode()


@dataclass(frozen=True)
class Fault:
    """Something that isn't as it was sealed.

    `kind`: altered, missing, added, seal, or key; `row` is the first row concerned (None where none is left).
    """

    kind: str
    text: str
    seal: int
    row: Row | None = None


@dataclass(frozen=True)
class Report:
    """What was checked, and what was found."""

    rows: int
    seals: int
    unsealed: int
    head: str
    faults: tuple[Fault, ...] = ()
