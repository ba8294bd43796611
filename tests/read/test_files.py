"""Error messages for unreadable files, and byte order marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from storymap.errors import ArticleError
from storymap.read import read


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("binary.txt", b"\x80\x00\x01\x02\xff", "not a text file"),
        ("page.html", b"<!doctype html><script>text()</script>", "no article"),
        ("report.docx", b"no zip", "not a Word document"),
    ],
)
def test_error_explains_invalid_file(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ArticleError, match=says):
        read(path)


def test_error_explains_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="no such file"):
        read(tmp_path / "nothing.txt")
    with pytest.raises(ArticleError, match="folder"):
        read(tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_mark_is_read_and_dropped(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes("Ōtaru is a port.\n".encode(encoding))
    assert read(path).text == "Ōtaru is a port.\n"
