"""Every way of saying no.

The docstring of a refusal is its English message and its message id: it says what is wrong and how to go on.
`values` fill the message's braces; `field` names the form field it belongs to, where there is one.
"""

from __future__ import annotations


class Refusal(Exception):
    """The request can't be carried out."""

    field: str | None = None

    def __init__(self, **values: object) -> None:
        super().__init__(type(self).__name__)
        self.values = values

    @property
    def message(self) -> str:
        """The English message, with its braces still open: the id that translations are found by."""
        return " ".join((type(self).__doc__ or "").split())


# Who is asking


class NotAdmitted(Refusal):
    """I don't know you yet, so I can't show or record anything. Ask the secretariat of the discussions at
    the ministry to add you to your organisation.
    """


class PersonalOnly(Refusal):
    """I answer in a personal chat only, since others here may not see everything that you may. Open a chat
    with me and ask there.
    """


class NotAllowed(Refusal):
    """Your role doesn't allow this. The contact person of your organisation or the secretariat can do it."""


class NoOrganisation(Refusal):
    """A proposal is made for an organisation, and you have none that may propose. Ask the secretariat to
    add you to your organisation.
    """


# What was sent


class TooLong(Refusal):
    """Your message has {length} characters and I read at most {limit}. Send the main point in a sentence
    or two, or open the proposal form with "I want to propose a topic".
    """


class NothingSaid(Refusal):
    """I didn't find any words in your message. Ask for example what was agreed last year, or write "help"."""


class UnknownButton(Refusal):
    """This button is from an older card and no longer works. Write "help" and I'll show what I can do now."""


class BrokenForm(Refusal):
    """The form didn't arrive whole, so nothing was recorded. Open it again with "I want to propose a
    topic".
    """


class FarTooLong(Refusal):
    """A field has more than {limit} characters, too many for a card, so nothing was recorded. Put the main
    point in the form and the rest behind a link.
    """


# Rounds


class NoOpenRound(Refusal):
    """No round is open for proposals now. I'll tell you when the next one opens."""


class NotYetOpen(Refusal):
    """Proposals for {round} open on {date}. Keep your text and send it then."""


class DeadlinePassed(Refusal):
    """Proposals for {round} closed on {date}. Your text is kept: send it as a late proposal?"""


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


class OfField(Refusal):
    """Something is wrong with a field."""

    def __init__(self, field: str, **values: object) -> None:
        super().__init__(**values)
        self.field = field


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


# Ourselves


class OurFault(Refusal):
    """Something went wrong on our side, so I can't answer this now. Try again in a moment; if that doesn't
    help, write to the secretariat.
    """

    status = 500
