"""The article as HTML. Text is escaped, passages are steps of the story, and mentions link to the list of places.

Only this module and `figures` build markup from untrusted text. All text goes through `escape`. A link target is kept
only if its scheme is http, https or mailto.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise, zip_longest
from typing import Protocol, TypeVar

from markupsafe import Markup, escape

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article, Figure, MarkupKind, Passage, PassageKind
from storymap.model import Markup as Marked
from storymap.overlaps import Overlaps
from storymap.render.figures import figure_html, lead_html
from storymap.render.options import Picture
from storymap.urls import safe_address, split_url
from storymap.wording.phrases import Phrases

_MARK = lazy_pattern(r"\s*(?:[-*•‣–]|(?P<number>\d{1,3})[.)])\s+(?=\S)")
_TAGS = {
    MarkupKind.EMPHASIS: "em",
    MarkupKind.STRONG: "strong",
    MarkupKind.DELETED: "del",
    MarkupKind.SUPERSCRIPT: "sup",
    MarkupKind.SUBSCRIPT: "sub",
    MarkupKind.CODE: "code",
}


@dataclass(frozen=True, slots=True)
class Anchor:
    """A mention on the page, with its offsets, the slug of its place, its tooltip and its CSS classes."""

    start: int
    end: int
    slug: str
    title: str = ""
    classes: str = ""


@dataclass(frozen=True, slots=True)
class _Link:
    start: int
    end: int
    href: str


class _Span(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=_Span)


def article_html(
    article: Article,
    passages: Sequence[Passage],
    mentions: Sequence[Anchor],
    pictures: Mapping[str, Picture] | None = None,
    titles: Mapping[str, str] | None = None,
    maps: Mapping[str, Markup] | None = None,
    leads: Mapping[str, Sequence[Figure]] | None = None,
    words: Phrases | None = None,
) -> Markup:
    """Return the HTML of the passages in order. The figures of a passage follow it. List items are inside lists.

    `mentions` are in text order; a mention may be inside another mention. `titles`, `maps` and `leads` contain the
    titles, static maps and pictures of scenes by passage id.
    """
    more = {name: lead_html(name, figures, pictures or {}, words) for name, figures in (leads or {}).items()}
    more |= {name: more.get(name, Markup("")) + html for name, html in (maps or {}).items()}
    writer = _Writer(article, passages, mentions, pictures or {}, titles or {}, more)
    blocks = []
    for around, group in groupby(enumerate(passages, 1), key=lambda row: _around(row[1], article.text)):
        inside = Markup("\n").join(writer.passage(passage, number) for number, passage in group)
        blocks.append(_AROUND[around].format(inside))
    return writer.first_figures() + Markup("\n").join(blocks)


_AROUND = {
    "": Markup("{}"),
    "ol": Markup('<ol class="items">\n{}\n</ol>'),
    "ul": Markup('<ul class="items">\n{}\n</ul>'),
    "table": Markup('<div class="table" tabindex="0"><table>\n{}\n</table></div>'),
}


def _around(passage: Passage, text: str) -> str:
    """Return the kind of HTML element around a passage: "table", "ol", "ul", or "" if there is none."""
    if passage.kind is PassageKind.TABLE_ROW:
        return "table"
    if passage.kind is not PassageKind.LIST_ITEM:
        return ""
    return "ol" if _item(passage, text)[0] else "ul"


def _item(passage: Passage, text: str) -> tuple[int, int]:
    """Return the number of a list item (0 if it has no number), and the offset of its text.

    The text of the item begins after its bullet or number.
    """
    mark = _MARK.match(text, passage.start, passage.end)
    number = passage.number or int(mark["number"] or 0) if mark else passage.number
    return number, mark.end() if mark else passage.start


def heading_levels(passages: Sequence[Passage]) -> Mapping[str, int]:
    """Return the levels (2–6) of the headings by passage id. Level 1 is the title of the page. No level is skipped."""
    levels: dict[str, int] = {}
    open_levels: list[int] = []
    for passage in passages:
        if passage.kind is not PassageKind.HEADING:
            continue
        while open_levels and open_levels[-1] >= max(1, passage.level):
            open_levels.pop()
        open_levels.append(max(1, passage.level))
        levels[passage.id] = min(6, len(open_levels) + 1)
    return levels


def clock(seconds: float) -> str:
    """Return a time in a recording as text, such as 1:05 or 1:02:05."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


class _Writer:
    """Writes the passages of one article as HTML."""

    def __init__(
        self,
        article: Article,
        passages: Sequence[Passage],
        mentions: Sequence[Anchor],
        pictures: Mapping[str, Picture],
        titles: Mapping[str, str],
        maps: Mapping[str, Markup],
    ) -> None:
        self._pictures, self._titles, self._maps = pictures, titles, maps
        self._text = article.text
        self._mentions = mentions
        inside = {f"#{passage.id}" for passage in passages}  # targets of links to passages that are on the page
        links = [
            _Link(m.start, m.end, m.target if m.target in inside else safe_address(m.target))
            for m in article.markup
            if m.kind is MarkupKind.LINK
        ]
        self._links = Overlaps([link for link in links if link.href], _span)
        self._cells = sorted((m for m in article.markup if m.kind is MarkupKind.CELL), key=lambda cell: cell.start)
        self._styles = Overlaps([m for m in article.markup if m.kind in _TAGS], _span)
        self._levels = heading_levels(passages)
        self._figures = _figures_by_passage(article.figures, passages)

    def first_figures(self) -> Markup:
        """Return the figures before the first passage."""
        return Markup("").join(figure_html(f, self._pictures) + Markup("\n") for f in self._figures.get("", ()))

    def passage(self, passage: Passage, number: int) -> Markup:
        """Return a passage and the figures after it. `number` is the number of the passage on the page."""
        inside = self._cells_of(passage) if passage.kind is PassageKind.TABLE_ROW else self._inline(passage)
        figures = Markup("").join(figure_html(f, self._pictures) for f in self._figures.get(passage.id, ()))
        figures += self._maps.get(passage.id, Markup(""))
        item = _item(passage, self._text)[0] if passage.kind is PassageKind.LIST_ITEM else 0
        level = self._levels.get(passage.id, 0)
        return _step(passage, number, level, item, self._titles.get(passage.id, ""), inside, figures)

    def _cells_of(self, row: Passage) -> Markup:
        """Return the HTML of the cells of a table row. The last cell also contains the pictures that follow the row."""
        tag = Markup("th" if row.level else "td")
        end = row.start + len(self._text[row.start : row.end].rstrip("\n"))
        first = bisect_left(self._cells, row.start, key=lambda cell: cell.start)
        after = bisect_right(self._cells, end, key=lambda cell: cell.start)
        spans = self._cells[first:after] or [Marked(row.start, row.end, MarkupKind.CELL)]
        cells = [self._between(cell.start, cell.end) for cell in spans]
        cells[-1] += Markup("").join(figure_html(f, self._pictures) for f in self._figures.get(row.id, ()))
        return Markup("").join(Markup("<{0}>{1}</{0}>").format(tag, cell) for cell in cells)

    def _inline(self, passage: Passage) -> Markup:
        """Return the HTML of a passage's text."""
        first_word = _item(passage, self._text)[1] if passage.kind is PassageKind.LIST_ITEM else passage.start
        return self._between(*_stripped(self._text, first_word, passage.end))

    def _between(self, start: int, end: int) -> Markup:
        """Return the HTML of a span of text with its mentions, links and styles."""
        first, after = (bisect_left(self._mentions, edge, key=lambda a: a.start) for edge in (start, end))
        mentions = tuple(self._mentions[first:after])
        links, styles = self._links.of(start, end), self._styles.of(start, end)
        return _marked_up(self._text, start, end, mentions, tuple(links), tuple(styles))


@lru_cache(4096)  # when the editor builds an article again, most passages are the same
def _step(passage: Passage, number: int, level: int, item: int, title: str, inside: Markup, figures: Markup) -> Markup:
    """Return the element of a passage with the HTML of its text (`inside`), and the figures after it.

    `number` is the number of the passage on the page, `level` the level of a heading, and `item` the number of a list
    item (0 if it has none). `title` is the title of the scene that begins with the passage, or "".
    """
    if passage.seconds is not None:
        inside = Markup('<span class="said-at">{}</span> ').format(clock(passage.seconds)) + inside
    if title:
        inside = Markup('<strong class="scene-title">{}</strong> ').format(title) + inside
    attributes = Markup('id="{}" class="step" data-n="{}"').format(passage.id, number)
    match passage.kind:
        case PassageKind.HEADING:
            html = Markup("<h{0} {1}>{2}</h{0}>").format(level, attributes, inside)
        case PassageKind.QUOTE:
            html = Markup("<blockquote {}><p>{}</p></blockquote>").format(attributes, inside)
        case PassageKind.LIST_ITEM:
            value = Markup(' value="{}"').format(item) if item else Markup("")
            depth = min(4, passage.level)
            return Markup('<li {}{} data-depth="{}">{}{}</li>').format(attributes, value, depth, inside, figures)
        case PassageKind.TABLE_ROW:
            return Markup("<tr {}>{}</tr>").format(attributes, inside)
        case PassageKind.PREFORMATTED:
            html = Markup("<pre {}>{}</pre>").format(attributes, inside)
        case _:
            html = Markup("<p {}>{}</p>").format(attributes, inside)
    return html + figures


@lru_cache(4096)  # when the editor builds an article again, most passages are the same
def _marked_up(
    text: str,
    start: int,
    end: int,
    mentions: tuple[Anchor, ...],
    links: tuple[_Link, ...],
    styles: tuple[Marked, ...],
) -> Markup:
    """Return the HTML of a span of text with the mentions, links and styles that overlap it."""
    spans: list[_Span] = [*mentions, *links, *styles]
    edges = {start, end} | {min(end, max(start, edge)) for span in spans for edge in (span.start, span.end)}
    runs = pairwise(sorted(edges))
    names, anchors, marks = Overlaps(mentions, _span), Overlaps(links, _span), Overlaps(styles, _span)
    parts, seen = list[Markup](), set[Anchor]()
    groups = groupby(runs, key=lambda r: (_innermost(names, r[0]), _innermost(anchors, r[0])))
    pieces = [(key, Markup("").join(_styled(text[a:b], a, marks.of(a, b)) for a, b in group)) for key, group in groups]
    links_after = [link for (_, link), _ in pieces[1:]]
    for ((mention, link), inside), following in zip_longest(pieces, links_after):
        parts.append(
            _anchored(inside, mention, link.href if link else "", mention in seen, unfinished=link is following)
        )
        seen |= {mention} if mention else set()
    return Markup("").join(parts)


def _span(item: _Span) -> tuple[int, int]:
    return item.start, item.end


def _innermost(spans: Overlaps[S], at: int) -> S | None:
    return min(spans.of(at, at + 1), key=lambda s: s.end - s.start, default=None)


def _styled(text: str, at: int, styles: Sequence[Marked]) -> Markup:
    html = escape(text)
    for style in styles:
        if style.start <= at < style.end:
            html = Markup("<{0}>{1}</{0}>").format(_TAGS[style.kind], html)
    return html


def _anchored(text: Markup, mention: Anchor | None, href: str, continued: bool, *, unfinished: bool) -> Markup:
    """Return the text with the link that it has in the article, or else with a link to the place of its mention. Text
    with neither is returned unchanged.

    A link of the article that contains the name of a place is in several parts. `unfinished`: whether another part of
    the same link follows. The arrow of links to other pages is only after the last part.

    If a mention contains another mention, its text is in several parts. The first part is a link. The other parts
    (`continued`) are spans, so that the page has only one link for the mention.
    """
    if href:
        # The title shows that the link leaves the page. This is needed if the text of the link is the name of a place.
        title = split_url(href).netloc or href.removeprefix("mailto:")
        place = _attributes({"data-place": mention.slug, "class": mention.classes} if mention else {})
        titled = _attributes({"title": title} if not href.startswith("#") else {})
        titled += Markup(" data-unfinished") if unfinished else Markup("")
        return Markup('<a href="{}" rel="noopener"{}{}>{}</a>').format(href, place, titled, text)
    if mention is None:
        return text
    attributes = _attributes({"data-place": mention.slug, "class": mention.classes, "title": mention.title})
    if continued:
        return Markup("<span{}>{}</span>").format(attributes, text)
    return Markup('<a href="#place-{}"{}>{}</a>').format(mention.slug, attributes, text)


def _attributes(pairs: Mapping[str, str]) -> Markup:
    """Return attributes as HTML. Empty attributes are left out."""
    return Markup("").join(Markup(' {}="{}"').format(Markup(name), value) for name, value in pairs.items() if value)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    inside = text[start:end]
    first = start + len(inside) - len(inside.lstrip())
    return first, first + len(inside.strip())


def _figures_by_passage(figures: Sequence[Figure], passages: Sequence[Passage]) -> Mapping[str, list[Figure]]:
    """Group figures by passage id.

    The passage of a figure is the last shown passage that begins before it. A figure before the first passage has the
    id "".
    """
    by_passage: dict[str, list[Figure]] = {}
    for figure in figures:
        number = bisect_left(passages, figure.after, key=lambda p: p.start)
        by_passage.setdefault(passages[number - 1].id if number else "", []).append(figure)
    return by_passage
