"""Refusals of reminders and of the settings of notices."""

from __future__ import annotations
