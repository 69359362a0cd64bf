"""Archive packages in BagIt's form (RFC 8493): a folder or a ZIP, every file with its SHA-256."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

DECLARED = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST, TAGS, INFO, BAGIT = "manifest-sha256.txt", "tagmanifest-sha256.txt", "bag-info.txt", "bagit.txt"
PAYLOAD = "data/"
LINE = re.compile(r"([0-9a-fA-F]{64}) [ *](.+)")
CHUNK = 1 << 20


class NoBag(Exception):
    """The file or folder isn't an archive package."""


# Packing


def bag(payload: Mapping[str, bytes], info: Mapping[str, str]) -> dict[str, bytes]:
    """The files of a package by path: the payload's below data/, and what tells of them.

    The same payload has the same manifest, whenever it is packed.
    """
    files = {f"{PAYLOAD}{path}": content for path, content in sorted(payload.items())}
    oxum = f"{sum(map(len, files.values()))}.{len(files)}"
    told = "".join(f"{name}: {_line(value)}\n" for name, value in {**info, "Payload-Oxum": oxum}.items())
    tags = {BAGIT: DECLARED, INFO: told.encode(), MANIFEST: _manifest(files)}
    return {**files, **tags, TAGS: _manifest(tags)}


def _line(value: str) -> str:
    return " ".join(value.split())


def _manifest(files: Mapping[str, bytes]) -> bytes:
    lines = (f"{hashlib.sha256(content).hexdigest()}  {path}\n" for path, content in sorted(files.items()))
    return "".join(lines).encode()


def write(files: Mapping[str, bytes], name: str, into: Path) -> None:
    """Write a package into a folder that isn't there yet, or into a ZIP where the path ends in .zip.

    Either is there whole or not at all.
    """
    beside = into.with_name(f"{into.name}.part")
    if into.suffix.lower() == ".zip":
        beside.write_bytes(b"")
        with ZipFile(beside, "w") as zipped:
            for path, content in files.items():
                zipped.writestr(ZipInfo(f"{name}/{path}"), content, ZIP_DEFLATED)
    else:
        for path, content in files.items():
            (beside / path).parent.mkdir(parents=True, exist_ok=True)
            (beside / path).write_bytes(content)
    beside.rename(into)


# Checking


@dataclass(frozen=True)
class _Opened:
    """A package's files by path, and how each is read."""

    paths: frozenset[str]
    open: Callable[[str], BinaryIO]

    def digest(self, path: str) -> tuple[str, int]:
        """The SHA-256 of a file and its length, read piece by piece."""
        found, length = hashlib.sha256(), 0
        with self.open(path) as source:
            while piece := source.read(CHUNK):
                found.update(piece)
                length += len(piece)
        return found.hexdigest(), length

    def lines(self, path: str) -> list[str]:
        """The lines of a tag file; none where it isn't there."""
        if path not in self.paths:
            return []
        with self.open(path) as source:
            return source.read().decode("utf-8", "replace").splitlines()


def check(where: Path) -> tuple[str, ...]:
    """What is wrong with a package, in words; nothing where it is whole. Raises NoBag."""
    with _opened(where) as files:
        if not files.paths >= {BAGIT, MANIFEST}:
            raise NoBag
        return tuple(_faults(files))


@contextmanager
def _opened(where: Path) -> Iterator[_Opened]:
    if where.is_dir():
        found = (each for each in where.rglob("*") if each.is_file() and not each.is_symlink())
        paths = frozenset(each.relative_to(where).as_posix() for each in found)
        yield _Opened(paths, lambda path: (where / path).open("rb"))
        return
    try:
        with ZipFile(where) as zipped:
            names = [name for name in zipped.namelist() if not name.endswith("/")]
            top = names[0].partition("/")[0] + "/" if names else ""
            paths = frozenset(name.removeprefix(top) for name in names if name.startswith(top))
            yield _Opened(paths, lambda path: zipped.open(f"{top}{path}"))  # type: ignore[arg-type,return-value]
    except BadZipFile as error:
        raise NoBag from error


def _faults(files: _Opened) -> Iterator[str]:
    payload = {path for path in files.paths if path.startswith(PAYLOAD)}
    listed, length = set[str](), 0
    for manifest in (MANIFEST, TAGS):
        for digest, path in _listed(files.lines(manifest)):
            listed.add(path)
            if path not in files.paths:
                yield f"{path} is missing"
                continue
            found, long = files.digest(path)
            length += long if path in payload else 0
            if found != digest.lower():
                yield f"{path} was altered"
    if TAGS not in files.paths:
        yield f"{TAGS} is missing"
    yield from (f"{path} isn't in the manifest" for path in sorted(payload - listed))
    oxum = f"Payload-Oxum: {length}.{len(payload)}"
    if files.lines(INFO) and oxum not in files.lines(INFO):
        yield f"{INFO} tells of another payload"


def _listed(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if found := LINE.fullmatch(line):
            yield found[1], found[2]
