"""Markdown (CommonMark): the article with mentions as links to OpenStreetMap, then a rule and a list of the places.

A reader of the rendered document sees exactly the text of the article. To keep the text, Markdown syntax in it is
escaped, white space that Markdown would drop is written as character references, and control characters are replaced.
The title of a link contains the place and the confidence. If a mention is inside another mention, only the outer
mention is a link. The list contains the places of both mentions. Links of the article are kept unless they overlap a
mention. Emphasis is not kept, because it cannot be written safely for every text. Positions in the list are `geo:` URIs
(RFC 5870). Text of the article never becomes markup, HTML or a template of a site generator. The format drops areas,
scenes and distances.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from storymap.export.descriptions import description_lines, off_the_map, on_osm, percent
from storymap.export.gather import Gathered, PlaceRow, address, credits_of, gather, outermost, rounded, web_address
from storymap.export.xmltext import clean
from storymap.lazy_pattern import lazy_pattern
from storymap.model import MarkupKind, Passage, PassageKind, Story
from storymap.ports import About, Aspect, Lookups

ABOUT = About(
    "markdown",
    "Markdown with links",
    ".linked.md",
    frozenset(Aspect) - {Aspect.AREAS, Aspect.SCENES, Aspect.DISTANCES, Aspect.LAYERS, Aspect.PICTURES},
    "Obsidian, Hugo, Jekyll, MkDocs, GitHub, Pandoc, any editor",
    remark="links lead to OpenStreetMap, positions in the list are geo: URIs; emphasis is not kept",
)
RULE = "-----"
# These characters are always escaped. They are special in CommonMark or in common extensions (tables, strikethrough,
# mathematics, superscript).
_MARKS = frozenset("\\`*_[]<>&#|~^$")
# At the beginning of a line, these characters would start a block such as a list.
_BEGINS = lazy_pattern(r"\s*(?:[+\-=:]|\d{1,9}(?=[.)](?:\s|$)))")


class _Link(NamedTuple):
    start: int
    end: int
    target: str
    title: str = ""


def write(story: Story, lookups: Lookups) -> bytes:
    """Return the document: title, article, horizontal rule, places, unmapped names, sources."""
    gathered = gather(story, lookups)
    title = [] if opens_with_title(gathered) else [f"# {escaped(story.article.title)}"]
    writer = _Writer(gathered, deeper=len(title))
    blocks = [writer.passage(passage) for passage in gathered.passages if gathered.text(passage)]
    return ("\n\n".join([*title, *blocks, RULE, *_below(gathered)]) + "\n").encode()


def opens_with_title(gathered: Gathered) -> bool:
    """Return whether the text of the article begins with its title. Also return True if the article has no title."""
    title = gathered.story.article.title
    return not title.strip() or any(gathered.text(passage) == title for passage in gathered.passages[:1])


def escaped(text: str) -> str:
    """Return text on one line, escaped for Markdown."""
    return "".join(_characters(" ".join(text.split()), one_line=True))


class _Writer:
    """Writes the passages of an article. `deeper` is added to the level of each heading."""

    def __init__(self, gathered: Gathered, deeper: int) -> None:
        self._gathered, self._deeper = gathered, deeper
        self._rows = {row.slug: row for row in gathered.places}

    def passage(self, passage: Passage) -> str:
        heading = passage.kind is PassageKind.HEADING
        text = self._linked(passage, one_line=heading)
        if heading:
            return f"{'#' * min(6, max(1, passage.level) + self._deeper)} {text}"
        if passage.kind is PassageKind.LIST_ITEM:
            mark = f"{passage.number}. " if passage.number else "- "
            return mark + text.replace("\n", "\n" + " " * len(mark))
        if passage.kind is PassageKind.QUOTE:
            return "> " + text.replace("\n", "\n> ")
        return text

    def _linked(self, passage: Passage, *, one_line: bool) -> str:
        characters = _characters(self._gathered.text(passage), one_line=one_line)
        for link in self._links(passage):
            first, last = link.start - passage.start, link.end - passage.start - 1
            if first and characters[first - 1] == "!":
                characters[first - 1] = "\\!"  # without the backslash, "![" would begin an image
            title = f' "{link.title}"' if link.title else ""
            characters[first] = "[" + characters[first]
            characters[last] += f"](<{link.target}>{title})"
        return "".join(characters)

    def _links(self, passage: Passage) -> list[_Link]:
        """Return the links of a passage: its mentions, and those links of the article that do not overlap a mention."""
        end = passage.start + len(self._gathered.text(passage))
        links = []
        for m in outermost(self._gathered.mapped(passage)):
            row = self._rows[m.slug or ""]
            links.append(_Link(m.mention.start, m.mention.end, on_osm(row), _title(row, m.confidence)))
        for own in self._gathered.story.article.markup:
            if own.kind is MarkupKind.LINK and not any(own.start < k.end and k.start < own.end for k in links):
                links.append(_Link(own.start, own.end, web_address(own.target.strip()).replace("&", "&amp;")))
        return [link for link in links if link.target and passage.start <= link.start < link.end <= end]


def _characters(text: str, *, one_line: bool) -> list[str]:
    """Return each character of a text, escaped or as a character reference if necessary."""
    # In CommonMark, a control character cannot be written as a character reference.
    text = clean(text).replace("\x85", "\N{REPLACEMENT CHARACTER}")
    characters = [f"\\{c}" if c in _MARKS else "&#123;" if c == "{" else c for c in text]
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        for i in [*range(at, at + len(line) - len(line.lstrip())), *range(at + len(line.rstrip()), end)]:
            characters[i] = f"&#{ord(text[i])};"
        if begins := _BEGINS.match(line):
            mark = at + begins.end() - (0 if line[begins.end() - 1].isdigit() else 1)
            characters[mark] = f"\\{text[mark]}"
        if end < len(text) and (one_line or not line or text[end + 1 : end + 2] in ("", "\n")):
            characters[end] = "&#10;"  # a plain line break would end the block
        at = end + 1
    return [f"&#{ord(c)};" if c in "\r\u2028\u2029" else c for c in characters]


def _title(row: PlaceRow, confidence: float) -> str:
    """Return the title attribute of a link."""
    what = ", ".join(part for part in (row.place.name, row.kind, row.where, row.dispute) if part)
    return escaped(f"{what} ({percent(confidence)})").replace('"', '\\"')


def _below(gathered: Gathered) -> list[str]:
    words = gathered.words
    blocks = []
    if gathered.places:
        blocks += [f"## {escaped(words.text('places'))}", "\n".join(_place(row, gathered) for row in gathered.places)]
    if gathered.absent:
        blocks += [f"## {escaped(words.text('off'))}", _items(off_the_map(gathered))]
    if thanks := credits_of(gathered.story):
        blocks += [f"## {escaped(words.text('credits'))}", _items(thanks)]
    return blocks


def _place(row: PlaceRow, gathered: Gathered) -> str:
    words, place = gathered.words, row.place
    lat, lon = rounded(place.position.lat), rounded(place.position.lon)
    uncertain = f";u={round(place.radius_km * 1000)}" if place.approximate else ""
    position = f"[{escaped(words.coordinates(place.position))}](<geo:{lat},{lon}{uncertain}>)"
    quotes = dict.fromkeys(f"“{' '.join(m.quote.exact.split())}”" for m in row.mentions)
    lines = [*description_lines(row, words), ", ".join(quotes), words.source(place.source)]
    page = address(place.id)
    head = f"- [{escaped(row.label)}](<{on_osm(row)}>), {position}"
    linked = [f"[{escaped(place.name)}](<{page}>)"] if page.startswith("https:") else []
    return "\n".join([head, *(f"  - {line}" for line in [*map(escaped, filter(None, lines)), *linked])])


def _items(lines: Sequence[str]) -> str:
    return "\n".join(f"- {escaped(line)}" for line in lines)
