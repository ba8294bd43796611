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


_SENTENCE = "Troops went from Sapporo to Chitose in Hokkaido, and they were glad of it."


@pytest.mark.parametrize("suffix", ["txt", "md", "html", "xhtml", "srt"])
@pytest.mark.parametrize("code", [0, 1, 8, 14, 0x1E, 0x1F])
def test_stray_control_character_is_removed_and_no_text_is_lost(tmp_path: Path, suffix: str, code: int) -> None:
    path = tmp_path / f"article.{suffix}"
    paragraph = f"{_SENTENCE.replace('glad', f'gl{chr(code)}ad')} {_SENTENCE}"
    whole = {
        "html": f"<html><body><article><h1>H</h1><p>{paragraph}</p></article></body></html>",
        "xhtml": f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{paragraph}</p></body></html>',
        "srt": f"1\n00:00:01,000 --> 00:00:04,000\n{paragraph}\n",
    }.get(suffix, f"A title\n\n{paragraph}\n")
    path.write_bytes(whole.encode())
    expected = _SENTENCE.replace("glad", "gl-ad") if code == 0x1E else _SENTENCE
    assert f"{expected} {_SENTENCE}" in read(path).text


def test_control_characters_of_utf_16_and_of_binary_data_are_kept(tmp_path: Path) -> None:
    text = "Дождь в Саппоро. " * 20
    (tmp_path / "wide.txt").write_bytes(text.encode("utf-16-le"))
    assert "Дождь в Саппоро" in read(tmp_path / "wide.txt").text
    (tmp_path / "data.txt").write_bytes(b"a b c d\x01\x02\x03\x04" * 50)
    with pytest.raises(ArticleError, match="binary data"):
        read(tmp_path / "data.txt")
