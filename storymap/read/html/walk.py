"""Convert HTML elements to passages. Of the HTML, only text, link addresses and image sources are kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Figure, Markup, MarkupKind, PassageKind
from storymap.read.html.media import (
    Image,
    caption_of,
    emoji_of,
    image_of,
    is_image_file,
    is_shown_format,
    video_address,
)
from storymap.read.html.notes import is_back_link, is_note_number
from storymap.read.html.passages import PassageWriter
from storymap.read.html.tree import BLOCKS, HEADINGS, classes, is_shown, words_of
from storymap.urls import join_url, split_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SPANS = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), MarkupKind.EMPHASIS),
    **dict.fromkeys(("strong", "b", "mark"), MarkupKind.STRONG),
    **dict.fromkeys(("del", "s", "strike"), MarkupKind.DELETED),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), MarkupKind.CODE),
    "sup": MarkupKind.SUPERSCRIPT,
    "sub": MarkupKind.SUBSCRIPT,
    "a": MarkupKind.LINK,
}
_FRAMES = {"iframe": "iframe", "embed": "widget", "object": "widget", "amp-iframe": "iframe"}
_PLAYERS = {"video": "video", "audio": "audio", "amp-video": "video", "amp-youtube": "video", "amp-vimeo": "video"}
_LISTS = frozenset(["ul", "ol", "dl", "menu", "dir"])
_LONGEST_FORM = 50  # maximum number of words in a form that is removed; a longer form contains the whole page
_VIDEO_HOSTS = lazy_pattern(r"youtu\.?be|vimeo|dailymotion|tiktok|peertube|twitch|wistia|loom\.com", re.I)

Skip = Callable[["HtmlElement"], bool]


class Walk(PassageWriter):
    """Writes elements into a Draft. Text becomes a passage whose kind depends on the nearest block element.

    `address` is the base of relative links and sources. `skip` returns whether to leave out an element and its content.
    """

    def __init__(self, address: str = "", skip: Skip | None = None) -> None:
        super().__init__()
        self.address = address
        self._skip = skip or (lambda element: False)
        self._captioned = -1  # index of the last figure that has a caption of its own
        self._by_tag: dict[str, Callable[[HtmlElement], None]] = {
            **dict.fromkeys(("img", "amp-img"), self._image),
            **dict.fromkeys((*_FRAMES, *_PLAYERS), self._player),
            **dict.fromkeys(("svg", "math"), self._drawing),
            "br": self._break,
            "figure": self._figure,
            "form": self._form,
            "input": self._checkbox,
            "noscript": self._without_scripts,
            "tr": self._table_row,
        }
        self._lists: list[int | None] = []  # last item number of each enclosing list, or None for lists without numbers

    def element(self, element: HtmlElement) -> None:
        """Write an element with its content, but not the text after it."""
        if not is_shown(element) or self._skip(element):
            return
        if name := element.get("id") or (element.get("name") if element.tag == "a" else None):
            self._ids.append(str(name))
        self._handler(element)(element)

    def _handler(self, element: HtmlElement) -> Callable[[HtmlElement], None]:
        """Return the method that writes an element.

        The method is selected by the class, else by the tag, else by whether the element is a block.
        """
        tag, names = element.tag, classes(element)
        if "math" in names and tag in ("span", "div"):
            return self._formula
        if "wp-caption" in names:
            return self._figure
        if tag == "form" and len(words_of(element).split()) > _LONGEST_FORM:
            return self._block
        return self._by_tag.get(tag) or (self._block if tag in BLOCKS else self._inline)

    def content(self, element: HtmlElement) -> None:
        """Write the content of an element in order."""
        self.words(element.text)
        for child in element:
            self.element(child)
            if tail := child.tail:
                self.words(tail)

    def _block(self, element: HtmlElement) -> None:
        self.close()
        outer = self._kind, self._level, self._number, self._verbatim
        self._kind, self._level, self._number = self._kind_of(element)
        self._verbatim = self._verbatim or element.tag == "pre"
        if element.tag in _LISTS:
            self._lists.append(_integer(element.get("start"), 1) - 1 if element.tag == "ol" else None)
        strong = element.tag in ("summary", "dt", "caption")
        if strong:
            self._begin_span(MarkupKind.STRONG)
        self.content(element)
        if strong:
            self._end_span()
        self.close()
        if element.tag in _LISTS:
            self._lists.pop()
        self._kind, self._level, self._number, self._verbatim = outer

    def _kind_of(self, element: HtmlElement) -> tuple[PassageKind, int, int]:
        """Return kind, level and number of the passage for the text of a block. They may depend on enclosing blocks."""
        tag, kind, level = element.tag, self._kind, self._level
        if tag in HEADINGS:
            return PassageKind.HEADING, HEADINGS[tag], 0
        if tag == "pre":
            return PassageKind.PREFORMATTED, int(_is_code(element)), 0
        if tag == "blockquote":
            return PassageKind.QUOTE, 0, 0
        if tag in ("li", "dd"):
            return PassageKind.LIST_ITEM, max(1, len(self._lists)), self._next_number(element) if tag == "li" else 0
        if kind is PassageKind.LIST_ITEM and self._is_continuation(element):
            return PassageKind.PARAGRAPH, 0, 0
        return kind, level, self._number

    def _next_number(self, item: HtmlElement) -> int:
        """Return the number of an item in a numbered list, or 0 in other lists."""
        if not self._lists or self._lists[-1] is None:
            return 0
        self._lists[-1] = _integer(item.get("value"), self._lists[-1] + 1)
        return max(0, self._lists[-1])

    def _is_continuation(self, element: HtmlElement) -> bool:
        """Return whether a block is not the first block of its list item."""
        around = element.getparent()
        if around is None or around.tag not in ("li", "dd"):
            return False
        before = element.itersiblings(preceding=True)
        return bool((around.text or "").strip()) or any(words_of(e) for e in before if isinstance(e.tag, str))

    def _inline(self, element: HtmlElement) -> None:
        kind = _SPANS.get(element.tag)
        if kind is None:
            quotes = ("“", "”") if element.tag == "q" else ("", "")
            self.words(quotes[0])
            self.content(element)
            self.words(quotes[1])
            return
        target = ""
        if kind is MarkupKind.LINK:
            target = self._target(element)
            if is_back_link(element):
                return
        self._begin_span(kind, target)
        if target.startswith("#") and is_note_number(element):
            self.words(f"[{words_of(element)}]")  # in brackets, the number does not join the word before it
        else:
            self.content(element)
        self._end_span()

    def _target(self, element: HtmlElement) -> str:
        written = str(element.get("href") or "").strip()
        return written if written.startswith("#") else join_url(self.address, written)

    def _break(self, element: HtmlElement) -> None:
        """Write a line break. Two consecutive line breaks end the passage, because they look like a new paragraph."""
        del element
        if self._open is None:
            return
        if self._broken():
            self.close()
        else:
            self.draft.trim_spaces()
            self.draft.put("\n")
            self._space = True

    def _broken(self) -> bool:
        return self._space and self.draft.ends_with("\n") and not self._verbatim

    def _table_row(self, row: HtmlElement) -> None:
        """Write a row as one passage, with cells separated by " · " and marked as spans.

        A table with several paragraphs in a cell is used for layout, so it is not treated as a table.
        """
        cells = [cell for cell in row if cell.tag in ("td", "th") and is_shown(cell) and not self._skip(cell)]
        if self._row or (len(cells) < 2 and not _spans_columns(cells)) or any(_is_layout(cell) for cell in cells):
            self._block(row)
            return
        self.close()
        outer = self._kind, self._level
        self._kind, self._level = PassageKind.TABLE_ROW, int(all(cell.tag == "th" for cell in cells))
        self._row = True
        written = any(cell.text and not cell.text.isspace() for cell in cells) or words_of(row)
        if written and next(row.iter("figcaption"), None) is None:
            self._begin()
        for index, cell in enumerate(cells):
            if index and self._open is not None:
                self.draft.trim_spaces()
                self.draft.put(" · ")
            start, self._space = self.draft.length, True
            self.content(cell)
            if self._open is not None:
                self.draft.trim_spaces()
                self.draft.markup.append(Markup(start, max(start, self.draft.length), MarkupKind.CELL))
        self._row = False
        self.close()
        self._kind, self._level = outer

    def _figure(self, figure: HtmlElement) -> None:
        """Write the images of a figure. Its caption is added to the last image.

        If the figure has no images, write its content as a passage.
        """
        if "storymap" in classes(figure):  # `storymap embed` wrote it; its caption is only a link to the story map
            for frame in figure.iter("iframe"):
                self._player(frame)
            return
        caption = next((e for e in figure.iter() if _is_caption(e) and _figure_around(e) is figure), None)
        before = len(self.draft.figures)
        outer = self._skip
        self._skip = lambda e: e is caption or outer(e)
        self._block(figure)
        self._skip = outer
        if caption is None:
            return
        last = len(self.draft.figures) - 1
        if last >= before and last != self._captioned:
            words, credit = caption_of(caption)
            self.draft.figures[last] = replace(self.draft.figures[last], caption=words, credit=credit)
            self._captioned = last
        elif is_shown(caption) and not outer(caption):
            self._block(caption)

    def _image(self, element: HtmlElement) -> None:
        if emoji := emoji_of(element):
            self.words(emoji)
            return
        image = image_of(element, self.address)
        if image is not None:
            self._put_figure(image)

    def _without_scripts(self, element: HtmlElement) -> None:
        """Write the images of a `noscript` element, unless the image in the element before it has just been written."""
        before = element.getprevious()
        lazy = (
            before is not None and isinstance(before.tag, str) and next(before.iter("img", "amp-img"), None) is not None
        )
        if lazy and self.draft.figures and self.draft.figures[-1].after == self.draft.length:
            return
        for image in element.iter("img"):
            self._image(image)

    def _checkbox(self, element: HtmlElement) -> None:
        """Write the checkbox of an item in a task list."""
        if str(element.get("type")).lower() == "checkbox":
            self.words("☑ " if element.get("checked") is not None else "☐ ")

    def _put_figure(self, image: Image) -> None:
        source = image.source or f"image {len(self.draft.figures) + 1}"
        last = self.draft.figures[-1] if self.draft.figures else None
        if last is not None and image.source and last.source == source and last.after == self.draft.length:
            return  # this image is a copy of one that is loaded by a script, for browsers without scripts
        drawn = bool(image.content) and not is_shown_format(image.content)
        if drawn or image.source.lower().split("?")[0].endswith(".svg"):
            self.draft.omit("image", source)
            return
        self.draft.figures.append(Figure(source, self.draft.length, image.alt, image.title, "", image.content))

    def _player(self, element: HtmlElement) -> None:
        """Record a player or frame as omitted, and write a link with its title if it is a video or a recording. The
        content of the element is used only if it has no address."""
        source = str(element.get("src") or element.get("data-src") or element.get("data") or "")
        inner = next((str(s.get("src")) for s in element.iter("source") if s.get("src")), "")
        if element.tag == "amp-youtube":
            source = f"https://www.youtube.com/watch?v={element.get('data-videoid') or ''}"
        address = join_url(self.address, video_address(source or inner) or source or inner)
        if is_image_file(address):
            self._put_figure(Image(address, words_of(element)))
            return
        kind = _PLAYERS.get(element.tag) or ("video" if _VIDEO_HOSTS.search(address) else _FRAMES[element.tag])
        self.draft.omit(kind, address)
        title = " ".join(str(element.get("title") or element.get("aria-label") or "").split())
        if kind in ("video", "audio") and address.startswith("http"):
            # the address of the video contains only a number, so the name of the host is added
            hosted = kind == "video" and _VIDEO_HOSTS.search(address)
            self.link(address, title or (split_url(address).netloc.removeprefix("www.") if hosted else ""))
        elif not address:
            self.content(element)

    def _form(self, element: HtmlElement) -> None:
        self.draft.omit("form", words_of(element))

    def _formula(self, element: HtmlElement) -> None:
        self.draft.omit("math", words_of(element))

    def _drawing(self, element: HtmlElement) -> None:
        """Write the TeX source of a drawing or formula, if it has one. Icons are ignored."""
        source = next(
            (e.text for e in element.iter() if isinstance(e.tag, str) and e.tag == "annotation" and e.text), None
        )
        if element.tag == "math":
            self.words(source or words_of(element))
            self.draft.omit("math", source or words_of(element))


def _is_caption(element: HtmlElement) -> bool:
    return element.tag == "figcaption" or (isinstance(element.tag, str) and "wp-caption-text" in classes(element))


def _figure_around(caption: HtmlElement) -> HtmlElement | None:
    """Return the nearest figure around a caption. In a gallery, each image has a figure of its own."""
    return next((e for e in caption.iterancestors() if e.tag == "figure" or "wp-caption" in classes(e)), None)


def _integer(written: str | None, otherwise: int) -> int:
    try:
        return int(written) if written is not None and len(written) < 9 else otherwise
    except ValueError:
        return otherwise


def _spans_columns(cells: list[HtmlElement]) -> bool:
    """Return whether the only cell of a row spans several columns of its table."""
    return bool(cells) and _integer(cells[0].get("colspan"), 1) > 1


def _is_layout(cell: HtmlElement) -> bool:
    """Return whether a cell contains layout: headings, lists, another table or several paragraphs."""
    paragraphs = 0
    for element in cell.iter() if len(cell) else ():
        if element.tag in HEADINGS or element.tag in ("table", "blockquote", "article", "section"):
            return True
        paragraphs += element.tag == "p"
    return paragraphs > 1


def _is_code(pre: HtmlElement) -> bool:
    """Return whether preformatted text is code, not verse."""
    return next(pre.iter("code", "samp", "kbd"), None) is not None or bool(
        re.search(r"\b(?:highlight|language-|lang-|code|brush:)", str(pre.get("class") or ""))
    )
