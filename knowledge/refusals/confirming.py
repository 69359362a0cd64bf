"""What stands against confirming minutes, or asking for a correction."""

from __future__ import annotations
