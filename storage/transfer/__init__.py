"""Bringing data in: rows of a file are checked as a whole, then written, so that it is all or nothing."""

from .goals import import_goals, official_goals
from .organisations import import_organisations, official_organisations
from .people import import_people
from .records import import_records
from .rows import BadRows, Fault, Imported, Line, numbered, read_jsonl
from .sheets import read_rows

__all__ = [
    "BadRows",
    "Fault",
    "Imported",
    "Line",
    "import_goals",
    "import_organisations",
    "import_people",
    "import_records",
    "numbered",
    "official_goals",
    "official_organisations",
    "read_jsonl",
    "read_rows",
]
