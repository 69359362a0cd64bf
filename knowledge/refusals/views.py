"""The state's view of a region."""

from __future__ import annotations

from .base import OfField, Refusal


class NoSuchView(Refusal):
    """I can't find a state's view here that you may read. It is shown to the ministries and the secretariat
    while it is being written, and to the region's own people once it has been published.
    """


class OnlyMinistries(Refusal):
    """Only the ministries contribute to the state's view of a region. Your own organisation's topics go on
    the agenda as proposals: write "I want to propose a topic".
    """


class MinistryOutside(Refusal):
    """This ministry has no part in the state's view here: it isn't one that you act for, or it takes no part
    in the round. A coordinator can add it to the round.
    """


class RegionOutside(Refusal):
    """This region takes no part in the round, so it has no state's view there. A coordinator can add its
    council to the round.
    """


class ViewMoved(Refusal):
    """The state's view was changed after you opened it, so nothing was done. Here it is as it stands now:
    read it and press again.
    """


class TextMoved(Refusal):
    """{person} changed this text on {date}, after you opened the form. It now reads as shown here; what you
    wrote is kept in the field. Put the two together and send again.
    """


class ViewEmpty(Refusal):
    """The state's view has no text yet, so there is nothing to publish. Write the text first."""


class PublishedAlready(Refusal):
    """The state's view was published on {date}; the region's people see its newest text."""


class NotPublished(Refusal):
    """The state's view isn't published, so there is nothing to take back. Publish it when it is ready."""


class MinistryMissing(OfField):
    """Choose the ministry whose contribution this is."""


class EmptyPublished(OfField):
    """The region's people read this text, so it can't be left empty. Take the publication back first."""
