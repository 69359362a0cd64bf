"""The walks of each area, in a file of their own."""

from tests.cards.walks import (
    agendas,
    broadcasts,
    confirming,
    final_minutes,
    followup,
    invitations,
    keeping,
    mail,
    minute_lines,
    minutes_writing,
    notifications,
    people,
    proposals,
    reminders,
    rounds,
    sessions,
    status,
    triage,
    uses,
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
    minutes_writing,
    minute_lines,
    confirming,
    final_minutes,
    followup,
    uses,
    keeping,
)
WALKS = tuple(walk for area in AREAS for walk in area.WALKS)
VALUES = {name: value for area in AREAS for name, value in area.VALUES.items()}
