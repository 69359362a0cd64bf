"""What stands against final minutes and their conclusions."""

from __future__ import annotations
