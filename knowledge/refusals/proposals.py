"""Proposals: their fields and their life."""

from __future__ import annotations

from .base import OfField, Refusal

# The fields of a proposal


class OrganisationMissing(Refusal):
    """Choose the organisation on whose behalf you propose."""

    field = "organisation"


class TitleMissing(Refusal):
    """Give the topic a title."""

    field = "title"


class TitleTooLong(Refusal):
    """The title has {length} characters; the limit is {limit}. Shorten it and move the rest to the
    description.
    """

    field = "title"


class DescriptionMissing(Refusal):
    """Describe the topic in a sentence or two: what should be discussed and why."""

    field = "description"


class DescriptionTooLong(Refusal):
    """The description has {length} characters; the limit is {limit}. Shorten it."""

    field = "description"


class BasisMissing(Refusal):
    """Choose at least one basis: a goal of the decision, an objective of the regional programme, a
    strategy or the government programme, or why the matter is acute.
    """

    field = "goals"


class UnknownGoal(Refusal):
    """One of the goals isn't in the decision in force. Choose the goals from the list."""

    field = "goals"


class UnknownChoice(OfField):
    """One of the choices isn't on the list: {value}. Choose from the list."""


class FieldTooLong(OfField):
    """This field has {length} characters; the limit is {limit}. Shorten it."""


class TooManyLinks(Refusal):
    """Give at most {limit} links."""

    field = "links"


class BadLink(Refusal):
    """A link must begin with https:// and be on a line of its own: {value}"""

    field = "links"


# A proposal's life


class NoSuchProposal(Refusal):
    """I can't find that proposal among those of your organisation. Write "my proposals" to see them."""


class CannotMove(Refusal):
    """Proposal {number} is now “{state}”, so this can't be done any more. Write "my proposals" to see
    where it stands.
    """


class ChangedMeanwhile(Refusal):
    """Proposal {number} was changed after you opened it. Your text is below and the newest version is in
    "my proposals": compare them and send again.
    """


class AlreadySent(Refusal):
    """This form was sent before: it is proposal {number}. To change that, write "my proposals" and
    open it.
    """


class ClosedForChanges(Refusal):
    """Proposal {number} could be changed until {date}. Write to the secretariat if something in it must be
    corrected.
    """


# Drafts, and several topics in one message


class DraftOnBehalf(Refusal):
    """A draft is kept for your own organisation only. On behalf of others send the proposal right away, or
    write "I want to propose a topic" for each of them.
    """

    field = "organisation"


class TooManyTopics(Refusal):
    """Your message lists {count} topics and I take at most {limit} at once, so nothing was recorded. Send
    them in two messages.
    """


# Joint proposals


class LeadDecides(Refusal):
    """Only the organisation that leads proposal {number} can do this. Your organisation may edit it or leave
    it: write "my proposals" to open it.
    """


class DraftAsksNobody(Refusal):
    """Proposal {number} is a draft, so nobody is asked to join yet. Choose the organisations in its form:
    they are asked when it is sent.
    """


class NobodyChosen(Refusal):
    """Choose at least one organisation."""

    field = "partners"


class NobodyAsked(Refusal):
    """No organisation has an open request to join proposal {number}: what was asked has been answered or
    taken back.
    """


class AnsweredAlready(OfField):
    """One of those you chose has answered meanwhile, or isn't asked any more. Nothing was taken back: choose
    again from those that haven't answered.
    """


class AlreadyJoined(Refusal):
    """Your organisation has already joined proposal {number}. Write "my proposals" to see it."""


class AlreadyDeclined(Refusal):
    """Your organisation has already declined this. If you changed your mind, tell the organisation that leads
    the proposal: it can ask you again.
    """


# Topics for a council


class NoRegion(Refusal):
    """Topics of a municipality, a university or another body go to the regional council, but I don't know the
    region of your organisation. Ask the secretariat to add it.
    """


class NotOnTheWay(Refusal):
    """Topic {number} isn't waiting for the council any more: it is now “{state}”. Write "my proposals" to see
    where it stands.
    """
