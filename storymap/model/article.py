"""The article that `read` returns: its text, passages, markup and images."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from storymap.model.geometry import Position


class PassageKind(StrEnum):
    """What a passage is in the article."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    LIST_ITEM = "list item"
    BOILERPLATE = "boilerplate"
    BYLINE = "byline"  # shown in the head of the page only
    TABLE_ROW = "table row"  # if the passage has level 1, its cells are headings
    PREFORMATTED = "preformatted"  # line breaks and spaces are kept; level 1: code, level 0: verse


class MarkupKind(StrEnum):
    """How words are marked up in the article."""

    LINK = "link"
    EMPHASIS = "emphasis"
    STRONG = "strong"
    DELETED = "deleted"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    CODE = "code"
    CELL = "cell"  # a cell of a table row; the text between two cells is " · "


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading or similar. Passages cover the whole text; the white space after a passage belongs to it."""

    id: str  # "p1", "p2"…; also the anchor in the page
    start: int
    end: int
    kind: PassageKind
    level: int = 0  # headings: 1-6; list items: depth
    number: int = 0  # the number of an item in a numbered list; otherwise 0
    seconds: float | None = None  # in subtitles and transcripts: time since the start of the recording


@dataclass(frozen=True, slots=True)
class Markup:
    """A marked-up span of the text, such as emphasis; `target` is the URL of a link ("#p7" for a passage)."""

    start: int
    end: int
    kind: MarkupKind
    target: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """An image of the article. `source` is a path or URL as written; the image follows the text offset `after`.

    If the document itself contains the image, `content` holds the bytes of its file. Then `source` is only a name,
    unique in the article.
    """

    source: str
    after: int
    alt: str = ""
    caption: str = ""
    credit: str = ""
    content: bytes = field(default=b"", repr=False)
    where: str = ""  # file and line of the entry in places.yaml; "" for an image of the article
    medium: str = ""  # "audio" or "video" if the image is the poster of a recording; "" for a picture
    link: str = ""  # URL of the recording


@dataclass(frozen=True, slots=True)
class Omitted:
    """Something in the file that is not in the Article. `kind`: "shortcode", "video" …; `what`: how it was written."""

    kind: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """A place with a position, from the article's front matter. `name` may be empty."""

    position: Position
    name: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """Where the article's publisher is based: either a name to look up, or a position."""

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
    source: str = ""  # file name or URL from which it was read, for display
    markup: tuple[Markup, ...] = ()
    figures: tuple[Figure, ...] = ()
    untitled: bool = False  # whether the title was made from the file name or the first sentence
    description: str = ""  # one or two sentences about the article, from its front matter or HTML head
    draft: bool = False  # whether its front matter marks it as a draft, which is not published yet
    locations: tuple[Location, ...] = ()  # places with positions from its front matter
    omitted: tuple[Omitted, ...] = ()
    remarks: tuple[
        str, ...
    ] = ()  # messages about errors in the file that do not prevent reading it, with file and line
