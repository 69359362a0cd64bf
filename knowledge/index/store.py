"""The index on disk: the only importer of whoosh, which keeps the postings and replaces them atomically.

A search does not go through whoosh's queries: it takes the whole postings of single terms from a `Segment`,
and `ranking` weighs them. That is several times faster, gives exact counts, and leaves no query syntax for a
person's text to be read as.
"""

import shutil
import threading
import time
from array import array
from collections.abc import Generator, Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from whoosh import fields, formats, index, reading, writing
from whoosh.filedb import filestore, structfile

from knowledge.index.segment import Mark, Postings, Segment, Snapshot
from knowledge.index.terms import LANGUAGES, Document, Row

MARK = "mark"  # the facet of the one document that holds position and signature
WAIT = 30  # seconds for which a second writer waits for the first
RETRIES, PAUSE = 4, 0.05  # how often, and after how many seconds, a reader tries again that meets a commit


class Weighted(fields.FieldType):
    """Terms come with their weights, as (term, weight) pairs, and nothing else is kept of them."""

    def __init__(self) -> None:
        self.format = formats.Existence()

    def index(
        self, value: Iterable[tuple[str, float]], **_: object
    ) -> Generator[tuple[bytes, int, float, bytes], None, None]:
        return ((term.encode(), 1, weight, b"") for term, weight in value)


class Directory(filestore.FileStorage):
    """Files are written in memory and go to the disk whole. whoosh asks a file for its place many times
    a commit; on disk each time lets another thread run for a while: beside busy ones a commit took seconds.
    """

    def create_file(
        self, name: str, excl: bool = False, mode: str = "wb", **_: object
    ) -> structfile.StructFile:
        buffer = BytesIO()

        def keep(_: structfile.StructFile) -> None:
            Path(self.folder, name).write_bytes(buffer.getvalue())

        return structfile.StructFile(buffer, name, keep)


class Store:
    """One directory. Only one thread at a time may write."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._storage: Any = Directory(str(directory))  # type: ignore[no-untyped-call]
        self._index: Any = None
        self._segments: dict[str, Segment] = {}

    def open(self) -> Snapshot:
        """What is there. Raises whatever an unreadable directory makes whoosh raise."""
        self._index = self._opened() if self._directory.is_dir() else None
        return self._read()

    def clear(self) -> None:
        """Start again with an empty directory."""
        self._segments = {}
        if self._directory.is_dir():
            shutil.rmtree(self._directory)
        else:
            self._directory.unlink(missing_ok=True)
        self._directory.mkdir(parents=True)
        self._index = self._storage.create_index(_schema())

    def replace(self, documents: Iterable[Document], mark: Mark) -> Snapshot:
        """These documents instead of all that is there, from one moment to the next."""
        return self._write((), documents, mark, writing.CLEAR)

    def change(self, gone: Iterable[str], documents: Iterable[Document], mark: Mark) -> Snapshot:
        """Take out the documents of ids and put in others, from one moment to the next."""
        return self._write((*(f"id {id_}" for id_ in gone), MARK), documents, mark, None)

    def _opened(self) -> Any:
        """A commit may take away the table of contents between its being listed and its being read."""
        for _ in range(RETRIES):
            try:
                return self._storage.open_index()
            except FileNotFoundError:
                time.sleep(PAUSE)
        return self._storage.open_index()

    def _write(
        self, gone: Iterable[str], documents: Iterable[Document], mark: Mark, merge: object
    ) -> Snapshot:
        """The mark is a document of the same commit, so that it can never be ahead of what it stands for."""
        writer = self._writer()
        try:
            for facet in gone:
                writer.delete_by_term("facet", facet)
            for document in documents:
                writer.add_document(**_fields(document))
            writer.add_document(facet=[(MARK, 1.0)], mark=(mark.position, mark.signature))
        except BaseException:
            writer.cancel()
            raise
        writer.commit(mergetype=merge)
        return self._read()

    def _writer(self) -> Any:  # whoosh leaves its writers untyped
        try:
            return self._index.writer(timeout=WAIT)
        except index.LockError as busy:
            raise TimeoutError(
                f"another process has been writing to {self._directory} for {WAIT} s"
            ) from busy

    def _read(self) -> Snapshot:
        """The segments of now, those that were there before as they were read then."""
        if self._index is None:
            raise FileNotFoundError(self._directory)
        readers = {r.segment().segment_id(): r for r, _ in self._index.reader().leaf_readers()}
        self._segments = {key: self._segment(key, reader) for key, reader in readers.items()}
        live = tuple(_live(self._segments[key], reader) for key, reader in readers.items())
        marks = [segment.mark for segment in self._segments.values() if segment.mark]
        return Snapshot(max(marks, key=lambda mark: mark.position), tuple(self._segments.values()), live)

    def _segment(self, key: str, reader: reading.SegmentReader) -> Segment:
        return self._segments.get(key) or _opened(reader)


def _opened(reader: reading.SegmentReader) -> Segment:
    rows: list[Row | None] = [None] * reader.doc_count_all()
    mark = None
    for number, stored in reader.iter_docs():
        if MARK in stored:
            mark = Mark(*stored[MARK])
        else:
            rows[number] = Row(*stored["row"])
    source = _Source(reader)
    return Segment(rows, mark, source.postings, source.lexicon)


class _Source:
    """The file of a segment, which has one place where it is read: threads take turns."""

    def __init__(self, reader: reading.SegmentReader) -> None:
        self._reader = reader
        self._lock = threading.Lock()

    def postings(self, field: str, term: str) -> Postings:
        """None for an unknown term."""
        found = Postings(array("I"), array("f"))
        with self._lock:
            try:
                matcher = self._reader.postings(field, term)
            except reading.TermNotFound:
                return found
            while matcher.is_active():
                found.documents.append(matcher.id())
                found.weights.append(matcher.weight())
                matcher.next()
        return found

    def lexicon(self, lang: str) -> tuple[str, ...]:
        """Every term of a language in alphabetical order."""
        with self._lock:
            return tuple(term.decode() for term in self._reader.lexicon(lang))


def _live(segment: Segment, reader: reading.SegmentReader) -> frozenset[int]:
    return frozenset(number for number in reader.all_doc_ids() if segment.rows[number])


def _schema() -> fields.Schema:
    searched = {name: Weighted() for name in (*LANGUAGES, "facet")}
    return fields.Schema(**searched, row=fields.STORED(), mark=fields.STORED())


def _fields(document: Document) -> dict[str, object]:
    facets = [(facet, 1.0) for facet in document.facets]
    terms = {lang: list(weights.items()) for lang, weights in document.terms.items() if weights}
    return {"row": tuple(document.row), "facet": facets, **terms}
