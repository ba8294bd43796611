"""The article as `read` returns it: its text, its passages, its markup and its images."""

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
    BYLINE = "byline"  # shown in the head of the page only
    TABLE_ROW = "table row"  # level 1: its cells are headings
    PREFORMATTED = "preformatted"  # line breaks and spaces count; level 1: code, 0: verse


class MarkupKind(StrEnum):
    LINK = "link"
    EMPHASIS = "emphasis"
    STRONG = "strong"
    DELETED = "deleted"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    CODE = "code"
    CELL = "cell"  # of a table row; between two cells stands " · "


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading… of the article. Passages cover the whole text; white space after one belongs to it."""

    id: str  # "p1", "p2"…: also the anchor in the page
    start: int
    end: int
    kind: PassageKind
    level: int = 0  # headings: 1-6; list items: depth
    number: int = 0  # of an item of a numbered list; 0: none
    seconds: float | None = None  # in subtitles and transcripts: when it is said, from the beginning of the recording


@dataclass(frozen=True, slots=True)
class Markup:
    """A marked-up span of the text, such as emphasis; `target` is the address of a link ("#p7": a passage)."""

    start: int
    end: int
    kind: MarkupKind
    target: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """An image of the article. `source` is a path or address as written; `after` is the text offset it follows.

    `content` holds the file of an image that the document itself contains; `source` is then only a name, unique in the article.
    """

    source: str
    after: int
    alt: str = ""
    caption: str = ""
    credit: str = ""
    content: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Omitted:
    """Something in the file that the article does not show: `kind` is "shortcode", "video" …, `what` how it was written."""

    kind: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """A place that the article's front matter gives by its position; `name` may be empty."""

    position: Position
    name: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """Where the article's publisher is based: a name to look up, or a position."""

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
    source: str = ""  # file name or address it was read from, for display
    markup: tuple[Markup, ...] = ()
    figures: tuple[Figure, ...] = ()
    untitled: bool = False  # the title was made from the file name or the first sentence
    description: str = ""  # one or two sentences about it, from its front matter or head
    draft: bool = False  # its front matter says that it is not to be published yet
    locations: tuple[Location, ...] = ()  # from its front matter
    omitted: tuple[Omitted, ...] = ()
