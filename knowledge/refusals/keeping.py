"""What stands against archives, erasing and handing out data."""

from __future__ import annotations
