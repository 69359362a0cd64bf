"""The walks of each area, in a file of their own."""

from tests.cards.walks import (
    agendas,
    broadcasts,
    invitations,
    mail,
    notifications,
    people,
    proposals,
    reminders,
    rounds,
    sessions,
    status,
    triage,
    views,
)

AREAS = (
    people,
    rounds,
    proposals,
    triage,
    views,
    agendas,
    sessions,
    status,
    reminders,
    notifications,
    broadcasts,
    invitations,
    mail,
)
WALKS = tuple(walk for area in AREAS for walk in area.WALKS)
VALUES = {name: value for area in AREAS for name, value in area.VALUES.items()}
