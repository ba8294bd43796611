"""The inputs of an archive: folders of articles, JSON Lines, Parquet, WARC and WET."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

from storymap.archive.inputs import Skipped, documents, expand
from storymap.archive.partitions import Options, read_documents
from storymap.errors import ArticleError
from tests.archive.texts import write_lines
from tests.export.needs import reader

PAGE = "<html><head><title>A week in Cusco</title></head><body><article><h1>A week in Cusco</h1><p>We took the train from Cusco to Puno and slept. {}</p></article></body></html>"


def test_folder_gives_its_articles_and_tables_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a.md").write_text("# Riga\n\nRain in Riga.\n", encoding="utf-8")
    (tmp_path / "b" / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "b" / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.md").write_text("no", encoding="utf-8")
    write_lines(tmp_path / "c.jsonl", 2)
    found = list(documents(expand([str(tmp_path)])))
    assert [Path(d.id).name for d in found] == ["a.md", "page.html", "d0", "d1"]
    rows = read_documents(found, Options())
    assert [row["title"] for row in rows.documents[:2]] == ["Riga", "A week in Cusco"]
    assert not any(row.get("error") for row in rows.documents)


def test_compressed_json_lines_and_other_names_of_fields(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl.gz"
    with gzip.open(file, "wt", encoding="utf-8") as out:
        out.write(json.dumps({"key": 7, "body": "Rain in Riga.", "published": "2020-01-02T03:04:05Z"}) + "\n")
    [document] = documents([str(file)], {"id": "key", "text": "body"})
    assert (document.id, document.text, document.published) == ("7", "Rain in Riga.", "2020-01-02")


def test_damaged_file_gives_its_good_part_and_one_error(tmp_path: Path) -> None:
    whole = gzip.compress(
        b"".join(json.dumps({"id": n, "text": f"Rain in Riga {n}."}).encode() + b"\n" for n in range(2000))
    )
    (tmp_path / "a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    found = list(documents([str(tmp_path / "a.jsonl.gz")]))
    assert len(found) > 10 and not any(d.error for d in found[:-1]) and "cannot be read" in found[-1].error


def test_parquet(tmp_path: Path) -> None:
    pyarrow, parquet = reader("pyarrow"), reader("pyarrow.parquet")
    table = pyarrow.table({"id": [1, 2], "text": ["Rain in Riga.", None], "other": [0, 0]})
    parquet.write_table(table, tmp_path / "a.parquet")
    first, second = documents([str(tmp_path / "a.parquet")])
    assert (first.id, first.text) == ("1", "Rain in Riga.") and second.error == "row 2: 'text' is empty or missing"
    [wrong] = documents([str(tmp_path / "a.parquet")], {"text": "body"})
    assert "there is no column 'body'; the columns are id, text, other" in wrong.error


PNG = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"


def test_kinds_of_skipped_records_are_limited() -> None:
    skipped = Skipped()
    for number in range(1_000):
        skipped.add(f"records x/{number}\n")
    assert len(skipped) == 41 and skipped["others"] == 960 and skipped["records x/0?"] == 1


def test_warc_and_wet(tmp_path: Path) -> None:
    reader("fastwarc")
    page = PAGE.format("The next day we walked along the lake and bought bread. " * 4).encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    (tmp_path / "a.warc").write_bytes(
        _record("response", "https://example.org/a", "application/http; msgtype=response", http)
        + _record("response", "https://example.org/gone", "application/http; msgtype=response", b"HTTP/1.1 404 Gone\r\n\r\nno")
        + _record("response", "https://example.org/i", "application/http; msgtype=response", PNG)
        + _record("revisit", "https://example.org/a", "application/http; msgtype=response", b"HTTP/1.1 200 OK\r\n\r\n")
        + _record("request", "https://example.org/a", "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n")
    )  # fmt: skip
    (tmp_path / "b.wet.gz").write_bytes(
        gzip.compress(_record("conversion", "https://example.org/b", "text/plain", b"Rain in Riga."))
    )
    skipped = Skipped()
    found = list(documents([str(tmp_path / "a.warc"), str(tmp_path / "b.wet.gz")], skipped=skipped))
    assert skipped == {"records with status 404": 1, "records image/png": 1, "records of unchanged pages (revisit)": 1}
    assert [d.url for d in found] == ["https://example.org/a", "https://example.org/b"]
    rows = read_documents(found, Options())
    assert rows.documents[0]["title"] == "A week in Cusco"
    assert {m["name"] for m in rows.mentions} >= {"Cusco", "Riga"}


def _record(kind: str, url: str, content_type: str, content: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-01-02T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-1234567890ab>\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def test_address_of_another_file_system() -> None:
    fsspec = reader("fsspec")
    with fsspec.open("memory://archive/a.jsonl", "wb") as out:
        out.write(json.dumps({"text": "Rain in Riga."}).encode())
    [document] = documents(expand(["memory://archive/a.jsonl"]))
    assert (document.id, document.text) == ("a.jsonl:1", "Rain in Riga.")
    assert expand(["memory://archive/*.jsonl"]) == ["memory:///archive/a.jsonl"]


@pytest.mark.parametrize(
    ("given", "message"), [("missing.jsonl", "does not exist"), ("*.nothing", "no file that can be read")]
)
def test_missing_input(tmp_path: Path, given: str, message: str) -> None:
    with pytest.raises(ArticleError, match=message):
        expand([str(tmp_path / given)])


def test_file_with_several_articles_has_numbered_documents(tmp_path: Path) -> None:
    feed = io.StringIO()
    feed.write('<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><link>https://example.org/</link>')
    for town in ("Riga", "Quito"):
        feed.write(
            f"<item><title>Rain</title><description>Rain in {town} today. It will stay for a week.</description></item>"
        )
    feed.write("</channel></rss>")
    (tmp_path / "a.rss").write_text(feed.getvalue(), encoding="utf-8")
    rows = read_documents(list(documents([str(tmp_path / "a.rss")])), Options())
    assert [row["document"].rpartition("#")[2] for row in rows.documents] == ["1", "2"]


def test_page_of_a_warc_that_is_too_large_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader("fastwarc")
    monkeypatch.setattr("storymap.archive.inputs.MAX_FILE_BYTES", 1_000)
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.format("Bread. " * 500).encode()
    content = _record("response", "https://example.org/a", "application/http; msgtype=response", http)
    (tmp_path / "a.warc").write_bytes(content)
    [document] = documents([str(tmp_path / "a.warc")])
    assert document.url == "https://example.org/a" and not document.raw and "larger than" in document.error
