"""Moving proposals, and carrying over from earlier rounds."""

from __future__ import annotations

from .base import OfField, Refusal

# Moving


class NoneChosen(Refusal):
    """Choose at least one from the list first."""


class NotInRound(Refusal):
    """One of the chosen proposals isn't among those of the round. Open the triage again and choose anew."""


class NowhereToMove(Refusal):
    """Choose where the proposals are moved."""

    field = "to"


class MoveReasonMissing(Refusal):
    """Give the reason: it is told to the proposers when the moves are released."""

    field = "reason"


class ProcessMissing(Refusal):
    """Write which process the matter belongs to: it is told to the proposers."""

    field = "where"


class UnknownSession(Refusal):
    """That in-depth session isn't on the list any more. Choose another, or leave the choice open."""

    field = "session"


class MovedMeanwhile(Refusal):
    """{person} has moved proposal {number} meanwhile: “{state}”. If you still want to move it, send again."""


class UndoneMeanwhile(Refusal):
    """The move of proposal {number} isn't the one that you saw: {person} has moved it meanwhile, “{state}”.
    Look at it on the list and undo it from there.
    """


class NotMovable(Refusal):
    """Proposal {number} is “{state}”, so triage can't move it. Only those that are submitted can be moved."""


class OthersMergeInto(Refusal):
    """Proposal {number} can't be merged, for others are to be merged into it: {numbers}. Move those first."""


# Merging: the field says into which one


class MergeTargetMissing(OfField):
    """Write the number of the proposal that these are merged into, for example 2026-12."""


class NoSuchTarget(OfField):
    """There is no proposal {target} in this round. Look up the number in the list."""


class MergeIntoItself(OfField):
    """Proposal {number} can't be merged into itself. Take it out of the choice, or give another number."""


class TargetMoved(OfField):
    """Proposal {target} is “{state}”, so nothing can be merged into it. Choose one that is submitted or
    accepted.
    """


class MergeChain(OfField):
    """Proposal {target} is itself to be merged: {chain}. Merge into the last one of the chain."""


class MergeCycle(OfField):
    """The merges would run in a circle: {chain}. Undo one of them first."""


# Undoing and releasing


class NothingToUndo(Refusal):
    """No move waits for its release, so there is nothing to undo."""


class AlreadyReleased(Refusal):
    """The move of proposal {number} has been released and the proposers have been told, so it can't be
    undone. The organisation can propose the topic again.
    """


class NothingToRelease(Refusal):
    """No move waits for its release. Choose proposals from the list and move them first."""


class ReasonsMissing(Refusal):
    """The release needs a reason for each move but an acceptance. Missing: {numbers}. Give the reasons
    first.
    """


class TargetsGone(Refusal):
    """What these were to be merged into can't take them any more: {numbers}. Move them anew first."""


class ReleaseChanged(Refusal):
    """The moves have changed since you saw them. Nothing was released: look through them again below."""


# Carrying over


class NotCarriable(Refusal):
    """One of the chosen matters can't be taken into this round any more. Open the list again and choose
    anew.
    """


class NoSecretariat(Refusal):
    """Conclusions are taken up in the secretariat's name, and no secretariat is recorded. Import it with the
    organisations.
    """
