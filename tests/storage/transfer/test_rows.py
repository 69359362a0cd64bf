"""Reading rows from a file: each line that is no row is named."""

from pathlib import Path

import pytest

from storage.transfer import BadRows, read_jsonl


def test_a_file_is_read_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_bytes(b'\xef\xbb\xbf{"id": "a"}\r\n\n  \n{"id": "\xc3\xa4"}')
    assert [(1, {"id": "a"}), (4, {"id": "ä"})] == [(line.number, line.values) for line in read_jsonl(file)]


def test_lines_that_are_no_json_objects_are_named(tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_bytes(b'{"id": "a"}\n{"id"\n[1]\n\xff\xfe\n' + b"[" * 100_000)
    with pytest.raises(BadRows) as refused:
        read_jsonl(file)
    assert [(2, "not JSON"), (3, "not a JSON object"), (4, "not UTF-8"), (5, "not JSON")] == [
        (fault.line, fault.message.split(":")[0]) for fault in refused.value.faults
    ]
