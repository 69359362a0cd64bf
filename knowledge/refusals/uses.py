"""What stands against the grid, the summary and the packs."""

from __future__ import annotations

from .base import Refusal


class NoDecision(Refusal):
    """There is no regional development decision whose goals could be counted. A coordinator brings the goals
    in.
    """


class NothingToGather(Refusal):
    """There are no conclusions with these limits, so there is nothing to put into a file. Choose another
    ministry or region, or other years.
    """


class NoSummary(Refusal):
    """There is no round of {year}, so there is nothing to sum up. Name the year of a round."""
