"""Group commit for SQLite: writes that wait for each other share one commit, and one wait for the disk."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from typing import Any, TypeAlias, TypeVar

from sqlmodel import Session

T = TypeVar("T")
Work: TypeAlias = Callable[[Session], Any]
Begin: TypeAlias = Callable[[], AbstractContextManager[Session]]


class Together:
    """Runs pieces of work, each atomic by itself; those that wait together go into one transaction.

    A piece is run again, alone, when another one of its transaction failed: it must do database work only.
    """

    def __init__(self, begin: Begin) -> None:
        self._begin = begin
        self._waiting: deque[tuple[Work, Future[Any]]] = deque()
        self._serving = threading.Lock()

    def run(self, work: Callable[[Session], T]) -> T:
        """The work's result once it is committed; what it raises is raised here, and nothing of it stays."""
        promise: Future[T] = Future()
        self._waiting.append((work, promise))
        with self._serving:
            if not promise.done():
                self._serve_all([self._waiting.popleft() for _ in range(len(self._waiting))])
        return promise.result()

    def _serve_all(self, jobs: Sequence[tuple[Work, Future[Any]]]) -> None:
        try:
            self._serve(jobs)
        except BaseException as interrupt:  # Ctrl+C ends this thread; the others must not wait for ever
            for _, promise in jobs:
                if not promise.done():
                    promise.set_exception(interrupt)
            raise

    def _serve(self, jobs: Sequence[tuple[Work, Future[Any]]]) -> None:
        try:
            with self._begin() as db:
                results = [work(db) for work, _ in jobs]
        except Exception as error:
            self._apart(jobs, error)
        else:
            for (_, promise), result in zip(jobs, results, strict=True):
                promise.set_result(result)

    def _apart(self, jobs: Sequence[tuple[Work, Future[Any]]], error: Exception) -> None:
        """One failed: a single one is told, several are run one by one."""
        if len(jobs) == 1:
            jobs[0][1].set_exception(error)
            return
        for job in jobs:
            self._serve([job])
