"""What stands against reporting what came of a conclusion."""

from __future__ import annotations
