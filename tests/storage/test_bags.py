"""Archive packages: whole, the same each time, and whatever is altered in one is found."""

import hashlib
from pathlib import Path
from zipfile import ZipFile

import pytest

from storage.bags import NoBag, bag, check, write

PAYLOAD = {"2026-19/muistio.html": "<p>ä</p>".encode(), "round.json": b"{}"}
INFO = {"Bagging-Date": "2026-11-24", "External-Description": "Kierros\n2026"}


@pytest.fixture(params=["bag", "bag.zip"])
def packed(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A package: as a folder, and as a ZIP."""
    into: Path = tmp_path / request.param
    write(bag(PAYLOAD, INFO), "alke-2026", into)
    return into


def unpacked(packed: Path, tmp_path: Path) -> Path:
    """The folder of a package."""
    if packed.is_dir():
        return packed
    with ZipFile(packed) as zipped:
        zipped.extractall(tmp_path / "out")
    return tmp_path / "out" / "alke-2026"


def test_a_package_is_laid_out_as_the_standard_says(packed: Path, tmp_path: Path) -> None:
    folder = unpacked(packed, tmp_path)
    assert (folder / "bagit.txt").read_text() == ("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    digest = hashlib.sha256(b"{}").hexdigest()
    assert f"{digest}  data/round.json" in (folder / "manifest-sha256.txt").read_text().splitlines()
    told = (folder / "bag-info.txt").read_text().splitlines()
    assert ["Bagging-Date: 2026-11-24", "External-Description: Kierros 2026", "Payload-Oxum: 11.2"] == told
    assert 3 == len((folder / "tagmanifest-sha256.txt").read_text().splitlines())


def test_what_was_packed_is_whole(packed: Path) -> None:
    assert () == check(packed)


def test_the_same_payload_has_the_same_manifest_whenever_it_is_packed() -> None:
    later = bag(PAYLOAD, {**INFO, "Bagging-Date": "2027-01-01"})
    assert bag(PAYLOAD, INFO)["manifest-sha256.txt"] == later["manifest-sha256.txt"]


def test_a_zip_of_the_same_files_is_the_same_file(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        write(bag(PAYLOAD, INFO), "alke-2026", tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


@pytest.mark.parametrize(
    ("path", "content", "said"),
    [
        ("data/round.json", b"[]", ["data/round.json was altered"]),
        ("data/round.json", None, ["data/round.json is missing", "bag-info.txt tells of another payload"]),
        (
            "data/new.txt",
            b"",
            ["data/new.txt isn't in the manifest", "bag-info.txt tells of another payload"],
        ),
        ("bag-info.txt", b"Payload-Oxum: 11.2\n", ["bag-info.txt was altered"]),
        ("tagmanifest-sha256.txt", None, ["tagmanifest-sha256.txt is missing"]),
    ],
)
def test_whatever_was_altered_is_named(
    tmp_path: Path, path: str, content: bytes | None, said: list[str]
) -> None:
    folder = tmp_path / "bag"
    write(bag(PAYLOAD, INFO), "alke-2026", folder)
    (folder / path).unlink() if content is None else (folder / path).write_bytes(content)
    assert said == list(check(folder))


def test_a_manifest_altered_with_a_file_is_seen_by_the_tags(tmp_path: Path) -> None:
    folder = tmp_path / "bag"
    write(bag(PAYLOAD, INFO), "alke-2026", folder)
    (folder / "data/round.json").write_bytes(b"[]")
    manifest = folder / "manifest-sha256.txt"
    old, new = (hashlib.sha256(content).hexdigest() for content in (b"{}", b"[]"))
    manifest.write_text(manifest.read_text().replace(old, new))
    assert ["manifest-sha256.txt was altered"] == list(check(folder))


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04broken"])
def test_what_is_no_package_is_said_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    (tmp_path / "folder").mkdir()
    for each in ("x.zip", "folder"):
        with pytest.raises(NoBag):
            check(tmp_path / each)


def test_a_manifest_that_leads_out_of_the_package_reads_nothing_there(tmp_path: Path) -> None:
    folder = tmp_path / "bag"
    write(bag(PAYLOAD, INFO), "alke-2026", folder)
    (tmp_path / "secret").write_bytes(b"s")
    with (folder / "manifest-sha256.txt").open("a") as manifest:
        manifest.write(f"{hashlib.sha256(b's').hexdigest()}  ../secret\n")
    assert "../secret is missing" in check(folder)
