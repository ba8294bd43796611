"""The article that `read` returns: text, passages, markup and images."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from storymap.model.geometry import Position


class PassageKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    LIST_ITEM = "list item"
    BOILERPLATE = "boilerplate"
    BYLINE = "byline"  # only shown in the head of the page
    TABLE_ROW = "table row"  # level 1: the cells are headings
    PREFORMATTED = "preformatted"  # code or verse, in which line breaks and spaces are significant


class MarkupKind(StrEnum):
    LINK = "link"
    EMPHASIS = "emphasis"
    STRONG = "strong"
    DELETED = "deleted"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    CODE = "code"
    CELL = "cell"  # a cell of a table row; cells are separated by " · "


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading or other block of the article.

    Passages cover the whole text; white space after a passage belongs to it.
    """

    id: str  # "p1", "p2"…: also the anchor in the page
    start: int
    end: int
    kind: PassageKind
    level: int = 0  # headings: 1-6; list items: depth
    number: int = 0  # number of an item of a numbered list, or 0
    seconds: float | None = None  # start time in the recording, for subtitles and transcripts


@dataclass(frozen=True, slots=True)
class Markup:
    """A marked-up span of the text, such as emphasis; `target` is the address of a link ("#p7" for a passage)."""

    start: int
    end: int
    kind: MarkupKind
    target: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """An image of the article. `source` is a path or address as written; `after` is the text offset before the image.

    `content` is the file of an image embedded in the document; `source` is then only a name, unique in the article.
    """

    source: str
    after: int
    alt: str = ""
    caption: str = ""
    credit: str = ""
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Omitted:
    """A part of the file that the article does not show.

    `kind` is "shortcode", "video" …, and `what` is the source text.
    """

    kind: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """A place with coordinates in the article's front matter; `name` may be empty."""

    position: Position
    name: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """The base of the article's publisher: a name to look up, or a position."""

    name: str = ""
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """An article. Text offsets count code points of `text`."""

    title: str
    text: str
    passages: tuple[Passage, ...]
    byline: str = ""
    published: str = ""  # ISO 8601 date, or empty
    language: str = "en"  # BCP 47
    home: Home | None = None
    source: str = ""  # file name or address of the source, for display
    markup: tuple[Markup, ...] = ()
    figures: tuple[Figure, ...] = ()
    untitled: bool = False  # whether the title was made from the file name or the first sentence
    description: str = ""  # one or two sentences, from the front matter or the head of the page
    draft: bool = False  # whether the front matter marks the article as a draft
    locations: tuple[Location, ...] = ()  # places in the front matter
    omitted: tuple[Omitted, ...] = ()
