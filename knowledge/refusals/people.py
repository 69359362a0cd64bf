"""Organisations, people and admission."""

from __future__ import annotations

from .base import OfField, Refusal

# Asking to be admitted


class Unidentified(Refusal):
    """Teams didn't tell me who you are, so I can't pass on a request. Sign in to Teams with your work account
    and try again.
    """


class OrganisationUnnamed(OfField):
    """Choose your organisation from the list, or choose the last one and write its name below."""


class AlreadyThere(OfField):
    """You already have this role in that organisation. Choose another role, or another organisation."""


class NoRequest(Refusal):
    """You have no request that waits, so there is nothing to change or take back."""


# Answering a request


class NoSuchRequest(Refusal):
    """I can't find that request: whoever sent it may have taken it back. Look at those that wait."""


class AlreadyDecided(Refusal):
    """This request was settled before you answered it: “{state}”, by {name}. Nothing was changed now."""


class RequestChanged(Refusal):
    """The request was changed after you opened it. Below is what it says now: look at it and answer again."""


class RoleNotThere(OfField):
    """Nobody can have this role in that organisation: coordinators belong to the secretariat, and the
    advisory council has observers only. Choose another role.
    """


class UntilPast(OfField):
    """{date} has passed. Choose a later day, or leave the field empty."""


class OneOrganisation(OfField):
    """Choose an organisation from the list, or choose the first one and give its name to add a new one."""


class NameTaken(OfField):
    """An organisation of this name is there already. Choose it from the list."""


# Who takes part


class NoSuchOrganisation(Refusal):
    """I can't find that organisation. Choose one from the list."""


class NoSuchMembership(Refusal):
    """That role isn't there any more: it has ended already. Open the list again to see who takes part."""


class NoSuchPerson(OfField):
    """I can't find that person among those admitted. Choose somebody from the list."""


class LastCoordinator(Refusal):
    """{name} is the only coordinator, and without one nobody could be admitted. Make somebody else a
    coordinator first, then end this role.
    """
