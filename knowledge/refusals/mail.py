"""Refusals of e-mail and of the pages it leads to."""

from __future__ import annotations
