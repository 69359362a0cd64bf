"""The fields of the open data, each with its type (Table Schema) and what it is."""

from __future__ import annotations

from dataclasses import dataclass

from cards.language import N_


@dataclass(frozen=True)
class Field:
    """A column: its name, its type, its title and what it holds (message ids)."""

    name: str
    type: str
    title: str
    description: str


CONCLUSIONS = (
    Field("id", "string", N_("Id"), N_("The conclusion's lasting id: session and number.")),
    Field("year", "integer", N_("Year"), N_("The year of the round.")),
    Field("session", "string", N_("Session"), N_("The id of the session that it was concluded in.")),
    Field("session_name", "string", N_("Session's name"), N_("The session's name in Finnish.")),
    Field("held", "date", N_("Held"), N_("The day of the session.")),
    Field("regions", "list", N_("Regions"), N_("Codes of regions (Statistics Finland); see codes.csv.")),
    Field("ministries", "list", N_("Ministries"), N_("Finnish abbreviations of the ministries it concerns.")),
    Field(
        "responsible",
        "list",
        N_("Responsible"),
        N_("Ministries' abbreviations or organisations' ids: who carries it out; see codes.csv."),
    ),
    Field(
        "goals", "list", N_("Goals"), N_("Ids of goals of the regional development decision; see codes.csv.")
    ),
    Field("areas", "list", N_("Policy areas"), N_("Policy areas; see codes.csv.")),
    Field(
        "used_in",
        "list",
        N_("Used in"),
        N_("Where it is used: jts (public finance plan), ministry_plan, regional_plan."),
    ),
    Field("title_fi", "string", N_("Title in Finnish"), N_("What it is about, in Finnish.")),
    Field("text_fi", "string", N_("Text in Finnish"), N_("The conclusion in Finnish.")),
    Field("title_sv", "string", N_("Title in Swedish"), N_("What it is about, in Swedish, where written.")),
    Field("text_sv", "string", N_("Text in Swedish"), N_("The conclusion in Swedish, where written.")),
    Field("due", "date", N_("Due"), N_("By when those responsible report what came of it.")),
    Field(
        "follow_up",
        "string",
        N_("Follow-up"),
        N_("What came of it: not started, under way, done or dropped; empty where nobody has reported."),
    ),
    Field("reported", "date", N_("Reported"), N_("The day of the newest report on it.")),
    Field("confirmed", "integer", N_("Confirmed"), N_("How many organisations confirmed the minutes.")),
    Field(
        "reservations",
        "integer",
        N_("Reservations"),
        N_("How many of those confirmed with a reservation."),
    ),
    Field("no_answer", "integer", N_("No answer"), N_("How many organisations gave no answer.")),
    Field("final_since", "date", N_("Final since"), N_("The day the minutes became final.")),
    Field("superseded_by", "string", N_("Replaced by"), N_("The id of the one that stands in its place.")),
    Field("source", "string", N_("Source"), N_("Where it is recorded.")),
    Field("address", "string", N_("Permanent address"), N_("Where it can be read.")),
)
CODE_FIELDS = (
    Field("facet", "string", N_("Field"), N_("The field whose code it is.")),
    Field("code", "string", N_("Code"), N_("The code.")),
    Field("name_fi", "string", N_("Name in Finnish"), N_("What it stands for, in Finnish.")),
    Field("name_sv", "string", N_("Name in Swedish"), N_("What it stands for, in Swedish, where official.")),
    Field("name_en", "string", N_("Name in English"), N_("What it stands for, in English, where official.")),
)
DESCRIBED = (
    Field("name", "string", N_("Field"), N_("The field's name in conclusions.csv.")),
    Field("type", "string", N_("Type"), N_("Its type as Table Schema names it.")),
    Field("title", "string", N_("Title"), N_("Its title in English.")),
    Field("description_fi", "string", N_("In Finnish"), N_("What it holds, in Finnish.")),
    Field("description_sv", "string", N_("In Swedish"), N_("What it holds, in Swedish.")),
    Field("description_en", "string", N_("Description in English"), N_("What it holds, in English.")),
)
