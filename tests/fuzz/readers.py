"""Targets for the readers of articles. The seeds are the inputs in tests/read/inputs."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from storymap.model import Article
from storymap.read import finish
from storymap.read.formats import read_bytes_as_articles, reader_for
from storymap.read.origin import Origin
from tests.fuzz.mutations import TOKENS
from tests.fuzz.target import Target
from tests.quality.inputs import INPUTS

# Kind of file -> the suffixes of its inputs.
SUFFIXES = {
    "read-markdown": (".md", ".mdx", ".qmd", ".Rmd", ".markdown"),
    "read-web-page": (".html", ".htm", ".mhtml"),
    "read-feed": (".rss", ".atom", ".xml", ".json", ".rdf"),
    "read-subtitles": (".srt", ".vtt"),
    "read-notebook": (".ipynb",),
    "read-text": (".txt", ".text"),
    "read-epub": (".epub",),
    "read-odt": (".odt",),
    "read-pdf": (".pdf",),
    "read-docx": (".docx",),
    "read-rtf": (".rtf",),
    "read-light-markup": (".tex", ".rst", ".org", ".adoc"),
}
# Libraries read these formats and may raise any exception, so `storymap.read.formats` converts all exceptions.
LIBRARIES = ("read-epub", "read-odt", "read-pdf", "read-docx")
PANDOC_SHARE = 0.02  # of the executions, because pandoc takes a fifth of a second for a file
SHARES = {"read-pdf": 0.2, "read-docx": PANDOC_SHARE, "read-rtf": PANDOC_SHARE, "read-light-markup": PANDOC_SHARE}
LARGEST = 60_000  # bytes of an input
PIECES = (
    b"\r", b"\n\n", b"\n---\n", b"+++\n", b"{", b"}", b"]", b"<" * 20, b"&#xD800;", b"https://[x", b"//[", b"%zz", b"data:;base64,", b"0x" + b"f" * 5000, b"0000-00-00",
    b"99:99:99,999 --> ", b"\n? [a]\n: b\n", b": !!set {a}\n", b": !!binary x\n", b": &a [*a]\n", b": *a\n", b"`", b"```\n", b"$$", b"%%", b"%}", b"<!--", b"-->", b"]]>", b"<![CDATA[",
    b"<?xml version='1.0' encoding='rot13'?>", b"charset=idna", b"<div>" * 150, b"<table><tr><td>", b"<img src='http://[x'>", b"<a href='https://[x'>y</a>", b"\\u99999999999?", b"\\'zz",
    b"\\bin9", b"{" * 200, b"\xcc\x81" * 20, "東京".encode(), "é".encode("latin-1"), b" ", b"|", b"\n|---|\n", b"\n> ", b"\n- ", b"[^1]", b"\n[^1]: ", b"](", b"![](", b"@x2020", b"=", b"~", b"::", b"\n:::",
)  # fmt: skip


def read_article(kind: str, content: bytes) -> None:
    """Read a file, and check the offsets of the articles."""
    suffixes = SUFFIXES[kind]
    suffix = suffixes[len(content) % len(suffixes)]
    origin = Origin(f"fuzz{suffix}", suffix)
    if kind in LIBRARIES:
        found = read_bytes_as_articles(content, origin)
    else:
        read = reader_for(content, origin).read(content, origin)
        found = [read] if isinstance(read, Article) else list(read)
    for article in found:
        _check(article)


def _check(article: Article) -> None:
    passages = article.passages
    if not all(a.start <= a.end <= b.start for a, b in pairwise(passages)):
        raise AssertionError("passages overlap, or are not in order")
    size = len(article.text)
    if not all(0 <= figure.after <= size for figure in article.figures):
        raise AssertionError("a figure is outside of the text")
    if not all(0 <= markup.start <= markup.end <= size for markup in article.markup):
        raise AssertionError("markup is outside of the text")
    finish(article, "fuzz")


def _seeds(suffixes: tuple[str, ...]) -> list[bytes]:
    paths = sorted(path for path in INPUTS.rglob("*") if path.suffix in suffixes and "refused" not in path.parts)
    return [path.read_bytes() for path in paths if path.is_file() and path.stat().st_size <= LARGEST]


def targets() -> dict[str, Target]:
    """Return the targets by name."""
    return {
        kind: Target(partial(read_article, kind), partial(_seeds, suffixes), (*TOKENS, *PIECES), SHARES.get(kind, 1.0))
        for kind, suffixes in SUFFIXES.items()
    }
