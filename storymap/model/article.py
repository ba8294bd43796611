"""The article that `read` returns: its text, passages, markup and images."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from storymap.model.geometry import Position


class PassageKind(StrEnum):
    """The kind of a passage: what it is in the article."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    LIST_ITEM = "list item"
    BOILERPLATE = "boilerplate"
    BYLINE = "byline"  # a byline is shown only in the head of the page
    TABLE_ROW = "table row"  # the cells of a row with level 1 are headings
    # line breaks and spaces are kept; the passage is code if its level is 1, and verse if it is 0
    PREFORMATTED = "preformatted"


class MarkupKind(StrEnum):
    """The kind of a markup: how the article marks up a span of its text."""

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
    """A paragraph, a heading or a similar part of the text.

    Passages cover the whole text: a passage includes the white space that follows.
    """

    id: str  # "p1", "p2"…; also the anchor in the page
    start: int
    end: int
    kind: PassageKind
    level: int = 0  # the level of a heading (1 to 6) or the depth of a list item
    number: int = 0  # the number of an item in a numbered list; otherwise 0
    seconds: float | None = None  # for subtitles and transcripts, the time since the start of the recording


@dataclass(frozen=True, slots=True)
class Markup:
    """A marked-up span of the text, such as emphasis.

    If the span is a link, `target` is the URL, or "#p7" for a link to a passage.
    """

    start: int
    end: int
    kind: MarkupKind
    target: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """An image of the article. `source` is a path or URL as the article has it.

    `after` is the text offset after which the image comes. If the document itself contains the image, `content` is the
    content of the image file, and `source` is a name that is unique in the article.
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
    """A part of the file that the Article does not contain.

    `kind` is, for example, "shortcode" or "video"; `what` is the text or the address of the part.
    """

    kind: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """A place with its position, which the front matter of the article names. `name` may be empty."""

    position: Position
    name: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """The place where the publisher of the article is based: either a name to look up, or a position."""

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
    source: str = ""  # file name or URL of the article, for display
    markup: tuple[Markup, ...] = ()
    figures: tuple[Figure, ...] = ()
    untitled: bool = False  # whether the title was made from the file name or from the first sentence
    description: str = ""  # one or two sentences about the article, from its front matter or HTML head
    draft: bool = False  # whether the front matter marks the article as a draft, which is not published yet
    locations: tuple[Location, ...] = ()  # places that the front matter gives with positions
    omitted: tuple[Omitted, ...] = ()
    # Messages, with file and line, about errors in the file that do not prevent reading it.
    remarks: tuple[str, ...] = ()
