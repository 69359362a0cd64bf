"""Logs as JSON lines, of this product and of its libraries. They never hold what people wrote."""

from __future__ import annotations

import logging
import traceback
from types import FrameType
from typing import TextIO

import structlog

OURS = frozenset({"bot", "cards", "knowledge", "storage"})


def log_as_json(stream: TextIO, level: str = "info") -> None:
    """One JSON object a line on the stream, for structlog and the standard library's logging alike.

    Of this product's lines those of the level and above; of libraries' only warnings and errors.
    """
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(stream),
    )
    root = logging.getLogger()
    root.handlers, root.level = [WithoutText()], logging.WARNING


class WithoutText(logging.Handler):
    """Passes libraries' records to structlog: their fixed words, and of an error only the type and place.

    Arguments, further lines and messages of errors may quote a statement, a request or a task's result.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Log what is safe of a record."""
        log = structlog.get_logger()
        tell = log.error if record.levelno >= logging.ERROR else log.warning
        tell(str(record.msg).partition("\n")[0], logger=record.name, **_error(record))


def _error(record: logging.LogRecord) -> dict[str, str]:
    error = record.exc_info[1] if record.exc_info else None
    return {} if error is None else {"error": type(error).__name__, "at": place(error)}


def place(error: BaseException) -> str:
    """Where an error arose: the innermost line of this product's, else the innermost of all."""
    frames = list(traceback.walk_tb(error.__traceback__))
    own = [frame for frame in frames if _module(frame[0]).partition(".")[0] in OURS]
    return next((f"{_module(frame)}:{line}" for frame, line in reversed(own or frames)), "")


def _module(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", ""))
