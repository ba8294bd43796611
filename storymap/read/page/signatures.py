"""Find authors in lines at the head and at the end of an article that have no classes or attributes for authors."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.read.credits import credits_in, with_colons
from storymap.read.dates import written_date
from storymap.read.html.tree import BLOCKS, HEADINGS, is_shown, words_of
from storymap.read.page.clutter import STANDFIRST, is_date_line, is_relative_date
from storymap.read.page.head_lines import is_note
from storymap.read.page.locate import Location
from storymap.read.page.measure import Measured, Node, is_prose
from storymap.read.page.stamps import is_stamp, without_stamps
from storymap.read.persons import guest_in, is_capital, is_role, persons

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_LINES = 100  # this many short lines are checked for a date or a byline
_MOST_PARTS = 4  # a line with author and date has at most this many blocks
_STAMP = lazy_pattern(r"(?i)\W*(?:url|datum|date|fecha|data|stand|source|quelle|printed)\s*:")
_LONGEST_ROLE = 2  # a role between "by" and the name has at most this many words
_LONGEST_DATE = 12  # a line with the date has at most this many words
_LONGEST_STANDFIRST = 40  # an introductory paragraph in bold has at most this many words


def first_prose(measured: Measured, place: Location) -> int:
    """Return the index of the first block with running text in the article's core (see `Location`).

    A standfirst, which is the introduction below the title, does not count.
    """
    prose = without_stamps([n for n in measured.nodes[place.core.index : place.core.end] if is_prose(n)])
    dated = prose[0] if is_before_date(measured, prose) else None
    return next((n.index for n in prose if n is not dated and not _is_standfirst(n)), place.core.end)


def is_before_date(measured: Measured, prose: list[Node]) -> bool:
    """Return whether a line with the date is between the first and the second paragraph.

    If so, the first paragraph is the standfirst (the introduction of the article).
    """
    if len(prose) < 3 or prose[0].words > _LONGEST_STANDFIRST:
        return False
    between = measured.nodes[prose[0].end : prose[1].index]
    around = prose[0].parent
    if around is not prose[1].parent:
        tags = ("h1", "h2") if around is not None and around.element.tag == "header" else ("h1",)
        titled = around is not None and next(around.element.iter(*tags), None) is not None
        return around is not None and (titled or around.holds(prose[1])) and any(map(is_stamp, between))
    lines = [n for n in between if n.block and 0 < n.words <= _LONGEST_DATE and not n.images]
    dated = any(written_date(n.text) and not n.excluded and n.text[-1] not in ".!?" for n in lines)
    return dated or any(is_stamp(n) and n.names and n.names != prose[1].names for n in between)


def _is_standfirst(node: Node) -> bool:
    """Return whether a block is a standfirst, or a line with the address and the date of the page."""
    if node.words > _LONGEST_STANDFIRST:
        return False
    if _STAMP.match(node.text):
        return True
    around = node.parent
    names = around.names + node.names if around is not None and around.words == node.words else node.names
    if any(STANDFIRST.search(name) for name in names):
        return True
    return any(
        e.tag in ("b", "strong") and words_of(e) == node.text for e in node.element.iterdescendants("b", "strong")
    )


def head_of(measured: Measured, place: Location) -> list[Node]:
    """Return the nodes of the article that may contain a byline and a date. Nodes outside the core come first."""
    root = place.root.parent or place.root
    nodes = measured.nodes[root.index : root.end]
    inside = [n for n in nodes if place.core.holds(n)]
    return [n for n in nodes if not place.core.holds(n) and not n.holds(place.core)] + inside


_LINE_BY = lazy_pattern(
    r"(?i)^(?P<before>.{0,80}?)(?:^|[\s(|·•,–—-])(?:posted\s+by|written\s+by|by|von|par|por|af|av|door|autor(?:ka|in)?:?|автор:?|(?:verfasst|geschrieben|erstellt)\s+von|(?:ingediend|geplaatst|geschreven)\s+door|(?:skrevet|tekst|skriven)\s+a[fv]|(?:rédigé|écrit|publié)\s+par|(?:publicado|escrito)\s+por|(?:scritto|pubblicato)\s+da|a\s+cura\s+di|yazan:?|γράφτηκε\s+από|מאת:?|(?:words|story|text\w{0,2}|testo|tekst|текст)(?:\s+(?:and|und|et|y|e|&)\s+(?:ph|f)otos?)?\s*:)\s+(?P<name>\S.{1,80})$"
)
# Matches a reporter and the local office of the newspaper, with or without brackets: "（高松総局　藤原さくら）".
_BUREAU = lazy_pattern(
    r"[（(]?[^\s・／/=＝:：（）()]{1,12}(?:支局|支社|総局|本社|編集部|報道部|社会部|文化部|地方部|特派員|通信員)[\s・／/]+[^\s（）()]{2,10}[）)]?"
)
_CJK = lazy_pattern(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_REPORTER = lazy_pattern(
    r"(?:记者|記者|作者|撰文)[\s:：/／]*(?P<after>[\u4e00-\u9fff·]{2,4})(?=[\s|)）]|$)|(?:^|[\s|(（])(?P<before>(?:[\uac00-\ud7a3]{2,4}\s?[·・,]\s?){0,3}[\uac00-\ud7a3]{2,4})\s?기자(?=[\s|)）]|$)"
)
# Matches the beginning of a Chinese report with the town, the day and the reporter: "本报敦煌9月14日电(记者马晓军)".
_DATELINE = lazy_pattern(
    r"\S{0,24}?[电電讯訊]\s*[（(]\S{0,6}?(?:记者|記者|通讯员|通訊員)\s*(?P<names>[\u4e00-\u9fff·、 ]{2,20})[)）]"
    r"|[〔（(【](?:本報)?記者\s*(?P<name>[\u4e00-\u9fff·、 ]{2,12})[／/][^）)〕】]{2,10}[）)〕】]"
)
_MONTH = lazy_pattern(r"[^\W\d_]{3,}\.?\s+\d{4}")
_PARTS = lazy_pattern(r"\s*[|·•–—]\s*|,\s+(?=[^\W\d_])|,\s+(?=\d{1,2}[. ])|\s{2,}")


def line_authors(measured: Measured, place: Location, sites: frozenset[str]) -> list[str]:
    """Return the authors in a short line near the title.

    Examples: "June 3rd, 2012 by Moira Gillies", "July 1, 2019 · Per Aas".
    """
    first = first_prose(measured, place)
    for node in _lines(measured, place, first):
        line = "|".join(parts_of(node.element))
        if found := _LINE_BY.match(line):
            before = found["before"].strip(" ,|·-–—(")
            opening = found["name"].split("|")[0]
            phrase = len(opening.split()) > _LONGEST_ROLE and not persons(opening, sites)
            names = [] if phrase else persons(found["name"], sites)
            if (
                names
                and (not before or is_date_line(before) or written_date(before))
                and all(" " in name or before or _CJK.match(name) for name in names)
            ):
                return names
        if names := _labelled(node, sites):
            return names
        if node.index > first:
            continue
        if names := _reporter(line, sites):
            return names
        parts = [part for shown in parts_of(node.element) for part in _PARTS.split(shown) if part]
        if not node.own_words and 1 < len(node.element) <= _MOST_PARTS:
            parts = parts_of(node.element) if _lines_in(node.element) else []
        parts = [part for part in parts if not is_role(part)] if len(parts) > 1 else parts
        dated = [
            is_date_line(f"1 {part}")
            or is_relative_date(part)
            or bool(written_date(part))
            or _is_month(part)
            or not any(c.isalpha() for c in part)
            for part in parts
        ]
        if any(dated) and not all(dated):
            named = [persons(part, sites) for part, is_date in zip(parts, dated, strict=True) if not is_date]
            if all(named) and all(" " in name for names in named for name in names):
                return [name for names in named for name in names]
    return []


def _reporter(line: str, sites: frozenset[str]) -> list[str]:
    """Return the reporter that a line of a Chinese or Korean newspaper names between its date and its source."""
    found = _REPORTER.search(line)
    names = (
        re.split(r"\s?[·・,]\s?", found["before"]) if found and found["before"] else [found["after"]] if found else []
    )
    return [name for written in names for name in persons(written, sites)]


def _is_month(part: str) -> bool:
    """Return whether a text is a month and a year in any of the languages."""
    return bool(_MONTH.fullmatch(part)) and bool(written_date(f"1 {part}"))


def _labelled(node: Node, sites: frozenset[str]) -> list[str]:
    """Return the authors after a label such as "Author" or "作者：".

    Without a label, return the reporter whom a Japanese newspaper names together with its local office.
    """
    parts = parts_of(node.element)
    labelled = [c.names for c in credits_in(with_colons("|".join(parts))) if c.role == "author"]
    if names := [p for written in labelled for p in persons(written, sites)]:
        return names if all(len(name) > 3 or not name.isascii() for name in names) else []
    return next((names for part in parts if _BUREAU.fullmatch(part) and (names := persons(part, sites))), [])


def _lines_in(element: HtmlElement) -> list[str]:
    """Return the texts of the blocks in an element, such as date and author.

    Return [] if not all children are blocks.
    """
    blocks = [child for child in element if isinstance(child.tag, str)]
    plain = all(
        block.tag in ("div", "p", "li", "time") and not any(e.tag in HEADINGS for e in block.iter()) for block in blocks
    )
    return [words for block in blocks if (words := words_of(block))] if plain else []


def _lines(measured: Measured, place: Location, first: int) -> Iterator[Node]:
    """Yield short blocks that contain no other blocks: first at the head of the article, then at its end."""
    nodes = [
        n
        for n in measured.nodes[place.root.index : place.root.end]
        if n.block and 0 < n.words <= 25 and not is_note(n) and next(n.element.iter("h1", "h2", "h3"), None) is None
    ]
    yield from (
        n
        for n in nodes[:MOST_LINES]
        if n.element.tag not in ("nav", "figcaption", "figure")
        and (n.index < first or (n.index == first and _is_credits(n)))
    )
    yield from (
        n for n in nodes[-12:] if n.index > first and (n.own_covered == 0 or _is_credits(n)) and not n.linked > 0.9
    )


def _is_credits(node: Node) -> bool:
    """Return whether a block only has credits with labels: "Text: Ann Lee, photos: Bo Ek"."""
    found = list(credits_in("|".join(parts_of(node.element))))
    return bool(found) and all(credit.role and is_capital(credit.names[:1]) for credit in found)


_LONGEST_GUEST = 40  # a note that names a guest author has at most this many words


def guests(measured: Measured, place: Location, sites: frozenset[str]) -> list[str]:
    """Return the authors in a note at the beginning or the end of the text, such as "This is a guest post by …".

    Also return the reporters in the first words of a Chinese report.
    """
    blocks = [n for n in measured.nodes[place.core.index : place.core.end] if n.block and 0 < n.own_words == n.words]
    for node in [*blocks[:4], *blocks[-4:]]:
        if node.words <= _LONGEST_GUEST and (names := guest_in(node.text)):
            return [name for name in names if name not in sites]
    first = next((n.text for n in blocks if _DATELINE.match(n.text)), "")
    if found := _DATELINE.match(first):
        return persons(found["names"] or found["name"], sites)
    return []


def parts_of(element: HtmlElement, skipped: Container[HtmlElement] = ()) -> list[str]:
    """Return the displayed text of an element in parts, without the inner elements in `skipped`.

    A part ends at a block or a line break. It also ends between two inline elements without white space between them,
    because style sheets show such elements apart, for example a name and a role.
    """
    pieces: list[str] = []
    _add_parts(element, pieces, skipped)
    text = re.sub(r"(?<=\w)\x01+(?=[^\W_])", "\0", "".join(pieces)).replace("\x01", "")
    return [words for part in text.split("\0") if (words := " ".join(part.split()))]


def _add_parts(element: HtmlElement, pieces: list[str], skipped: Container[HtmlElement]) -> None:
    pieces.append(element.text or "")
    for child in element:
        if is_shown(child) and child not in skipped:
            mark = "\0" if child.tag in BLOCKS or child.tag == "br" else "\x01"
            pieces.append(mark)
            _add_parts(child, pieces, skipped)
            pieces.append(mark)
        pieces.append(child.tail or "")
