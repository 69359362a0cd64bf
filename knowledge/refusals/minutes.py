"""What stands against writing minutes."""

from __future__ import annotations
