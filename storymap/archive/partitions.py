"""Turn a list of documents into rows for two tables: the documents and the mentions.

Every scheduler calls `read_partition`.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from storymap.archive.tables import Rows, document_row, library, mention_row, suggestion_row, to_tables
from storymap.errors import ArticleError, StorymapError
from storymap.model import Article
from storymap.read.language import load_model
from storymap.tokens import sentence_spans

if TYPE_CHECKING:
    from storymap.overrides import Overrides
    from storymap.results import Places

# Maximum number of code points of a text. A document with a longer text would need too much memory, so it is an error
MAX_TEXT = 2_000_000


@dataclass(frozen=True, slots=True)
class Document:
    """A document to read: a text, or the content of a file (`raw`) that a reader turns into one or more articles.

    `published` is an ISO 8601 date. `error` is the reason why the document could not be loaded, or empty. The archive
    records this reason in the row of the document.
    """

    id: str
    text: str = field(default="", repr=False)
    raw: bytes = field(default=b"", repr=False)
    name: str = ""  # file name, for messages and to recognise the format
    url: str = ""
    title: str = ""
    language: str = ""
    published: str = ""
    error: str = ""

    @property
    def size(self) -> int:
        """The approximate size of the document in bytes."""
        return len(self.text) + len(self.raw)


@dataclass(frozen=True, slots=True)
class Options:
    """The options that apply to all documents of a run. An instance can be pickled."""

    language: str = ""  # language of documents that declare none; if it is "", the language is detected
    home: str = ""  # the country or place where the publication is based
    sentences: bool = False
    # the places files that several articles share, merged into one
    overrides: Overrides | None = field(default=None, repr=False)


class Part(NamedTuple):
    """The content of the two Parquet files of a partition.

    `read`, `failed` and `found` are the numbers of documents, failed documents and mentions.
    """

    documents: bytes
    mentions: bytes
    read: int
    failed: int
    found: int  # number of mentions


def read_partition(documents: Sequence[Document], options: Options) -> Part:
    """Return the files of a partition. A document that cannot be read becomes a row with `error`.

    The function can run in any process.
    """
    return to_part(read_documents(documents, options))


def read_documents(documents: Sequence[Document], options: Options) -> Rows:
    """Return the rows of both tables for documents, in the order of the documents."""
    if not options.language:
        # The model is loaded before the first document. Otherwise, memory use would rise later, at the first text that
        # is not in English.
        load_model()
    rows = Rows([], [])
    for document in documents:
        one = _rows(document, options)
        rows.documents.extend(one.documents)
        rows.mentions.extend(one.mentions)
    return rows


def to_part(rows: Rows) -> Part:
    """Return the files of a partition that contain these rows."""
    library()
    from pyarrow import parquet

    contents = []
    for batch in to_tables(rows):
        out = io.BytesIO()
        with parquet.ParquetWriter(out, batch.schema, compression="zstd", compression_level=9) as writer:
            writer.write_batch(batch)
        contents.append(out.getvalue())
    failed = sum(row.get("error") is not None for row in rows.documents)
    return Part(contents[0], contents[1], len(rows.documents), failed, len(rows.mentions))


def failed_row(document: Document, error: str) -> dict[str, Any]:
    """Return the row of a document that could not be read."""
    return {"document": document.id, "error": error, "characters": 0, **_origin(document)}


def _rows(document: Document, options: Options) -> Rows:
    """Return the rows of one document.

    Any exception becomes a row with `error`, because a single document must not end the run.
    """
    if document.error:
        return Rows([failed_row(document, document.error)], [])
    rows = Rows([], [])
    try:
        articles = _articles(document, options)
        for number, article in enumerate(articles, 1):
            name = document.id if len(articles) == 1 else f"{document.id}#{number}"
            _add(rows, name, _found(article, options), document, options)
    except StorymapError as error:
        problem = str(error)
    except RecursionError:
        problem = "the document is nested too deeply"
    except MemoryError:
        problem = "not enough memory"
    except Exception as error:
        problem = f"internal error ({type(error).__name__}: {error}). Please report it."
    else:
        return rows
    return Rows([failed_row(document, problem)], [])


def _articles(document: Document, options: Options) -> list[Article]:
    from storymap.read import read_content, read_string
    from storymap.read.origin import Origin

    language = document.language or options.language
    if document.raw:
        suffix = PurePath(document.name).suffix.lower()
        origin = Origin(document.name or document.id, suffix, document.url, in_file=bool(document.name))
        articles = read_content(document.raw, origin, language)
    else:
        read = read_string(document.text, published=document.published)
        articles = [replace(read, language=language) if language else read]
    given: dict[str, Any] = {"title": document.title, "untitled": False} if document.title else {}
    for article in articles:
        if len(article.text) > MAX_TEXT:
            raise ArticleError(f"the text has more than {MAX_TEXT:,} characters. Split it.")
    return [
        replace(article, published=article.published or document.published, **given if len(articles) == 1 else {})
        for article in articles
    ]


def _found(article: Article, options: Options) -> Places:
    from storymap.model import Home
    from storymap.pipeline import apply_overrides, detect_places, with_home

    if options.home and article.home is None:
        article = replace(article, home=Home(name=options.home))
    return apply_overrides(detect_places(with_home(article, options.overrides)), options.overrides)


def _add(rows: Rows, name: str, found: Places, document: Document, options: Options) -> None:
    """Add the rows of one article."""
    sentence = _Sentences(found.article.text) if options.sentences else None
    mentions = [
        mention_row(name, r, sentence.around(r.mention.start, r.mention.end) if sentence else None)
        for r in found.resolutions
    ]
    suggested = [
        suggestion_row(name, s, mention, sentence.around(mention.start, mention.end) if sentence else None)
        for s in found.suggestions
        for mention in s.mentions
    ]
    rows.documents.append(document_row(name, found) | _origin(document))
    rows.mentions.extend(sorted(mentions + suggested, key=lambda row: (row["start"], -row["end"])))


def _origin(document: Document) -> dict[str, Any]:
    return {"url": document.url or None, "file": document.name or None}


class _Sentences:
    """Finds the sentence around a mention."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = sentence_spans(text)

    def around(self, start: int, end: int) -> str:
        """Return the sentence that contains text[start:end]. Each run of white space becomes one space."""
        from bisect import bisect_right

        index = bisect_right(self._spans, (start, len(self._text))) - 1
        left, right = self._spans[index] if index >= 0 else (start, end)
        return " ".join(self._text[min(left, start) : max(right, end)].split())
