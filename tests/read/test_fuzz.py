"""Readers return articles or raise the package's own error, whatever a file contains."""

from __future__ import annotations

import random
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storymap.errors import StorymapError
from storymap.model import Article
from storymap.read import finish
from storymap.read.formats import read_bytes_as_articles, reader_for
from storymap.read.origin import Origin
from tests.quality.inputs import INPUTS
from tests.repetitions import examples

# Kind of file -> suffixes of the inputs that are changed. Formats that pandoc reads take longer, so there are fewer
# tests for them.
KINDS = {
    "Markdown": (".md", ".mdx", ".qmd", ".Rmd"),
    "web page": (".html", ".htm", ".mhtml"),
    "feed": (".rss", ".atom", ".xml", ".json"),
    "subtitles": (".srt", ".vtt"),
    "notebook": (".ipynb",),
    "plain text": (".txt",),
    "EPUB": (".epub",),
    "OpenDocument": (".odt",),
    "PDF": (".pdf",),
    "Word": (".docx",),
    "RTF": (".rtf",),
    "light markup": (".tex", ".rst", ".org", ".adoc"),
}
# Libraries read these formats, and `formats` converts all of their errors
CONTAINERS = ("EPUB", "OpenDocument", "PDF", "Word")
SLOWER = ("PDF", "Word", "RTF", "light markup")
LARGEST = 60_000  # maximum number of bytes of an input
EXAMPLES = examples(12, 1_500)
PIECES = [
    b"", b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"\xf0\x9f", b"\r", b"\n\n", b"\n---\n", b"---\n", b"+++\n", b"{", b"}", b"[" * 60, b"]", b"<" * 20, b">", b"&#xD800;", b"&#0;",
    b"https://[x", b"http://[::1", b"//[", b"://", b"%00", b"%zz", b"data:;base64,", b"9" * 400, b"0x" + b"f" * 5000, b"1e999", b"-1", b"0000-00-00", b"2020-13-45", b"99:99:99,999 --> ",
    b"\n? [a]\n: b\n", b": !!set {a}\n", b": !!binary x\n", b": &a [*a]\n", b": *a\n", b"\\ud800", b"null", b"true", b"[]", b"{}", b'"', b"'", b"`", b"```\n", b"$$", b"%%", b"{%", b"%}", b"{{", b"}}", b"<!--",
    b"-->", b"]]>", b"<![CDATA[", b"<?xml version='1.0' encoding='rot13'?>", b"charset=idna", b"<div>" * 150, b"<table><tr><td>", b"<img src='http://[x'>", b"<a href='https://[x'>y</a>", b"\\u99999999999?", b"\\'zz", b"\\bin9",
    b"{" * 200, b"\xe2\x80\xae", b"\xcc\x81" * 20, "東京".encode(), "é".encode("latin-1"), b" ", b"\t", b"|", b"\n|---|\n", b"\n> ", b"\n- ", b"[^1]", b"\n[^1]: ", b"](", b"![](", b"@x2020", b"#", b"=", b"~", b"::", b"\n:::",
]  # fmt: skip


@lru_cache(maxsize=1)
def samples() -> dict[str, list[Path]]:
    found = sorted(
        p for p in INPUTS.rglob("*") if p.is_file() and p.stat().st_size <= LARGEST and "refused" not in p.parts
    )
    return {kind: [p for p in found if p.suffix in suffixes] for kind, suffixes in KINDS.items()}


def changed(raw: bytes, seed: int) -> bytes:
    """Return bytes with some parts deleted, repeated, moved or replaced."""
    chance = random.Random(seed)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        at = chance.randrange(len(raw) + 1)
        end = min(len(raw), at + chance.choice((0, 0, 1, 3, 20, 300, 5_000)))
        other = chance.randrange(len(raw) + 1)
        middle = chance.choice(
            (chance.choice(PIECES), chance.choice(PIECES), raw[at:end] * 2, raw[other : other + 100], b"")
        )
        raw = raw[:at] + middle + raw[end:]
    return raw


def check(articles: list[Article]) -> None:
    for article in articles:
        assert isinstance(article, Article)
        for before, after in zip(article.passages, article.passages[1:], strict=False):
            assert before.start <= before.end <= after.start
        assert all(0 <= f.after <= len(article.text) for f in article.figures)
        assert all(0 <= m.start <= m.end <= len(article.text) for m in article.markup)
        finish(article, "fuzz")


@pytest.mark.parametrize("kind", KINDS)
def test_changed_file_is_read_or_refused(kind: str) -> None:
    files = samples()[kind]

    @settings(
        max_examples=max(4, EXAMPLES // (10 if kind in SLOWER else 1)),
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(st.integers(0, len(files) - 1), st.integers(0, 2**32))
    def run(number: int, seed: int) -> None:
        path = files[number]
        raw = changed(path.read_bytes(), seed)
        origin = Origin(str(path), path.suffix.lower())
        try:
            if kind in CONTAINERS:
                found = read_bytes_as_articles(raw, origin)
            else:
                read = reader_for(raw, origin).read(raw, origin)
                found = [read] if isinstance(read, Article) else list(read)
            check(found)
        except StorymapError:
            pass

    run()
