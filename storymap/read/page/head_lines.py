"""Find authors near the title or at the end of the text by structure, without knowing the words of the language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from storymap.lazy_pattern import lazy_pattern
from storymap.read.credits import COLON, OTHERS, credits_in, words_for
from storymap.read.dates import SIGNS, written_date
from storymap.read.html.tree import HEADINGS, is_shown, lines_of, words_of
from storymap.read.page.clutter import STANDFIRST, Clutter, is_date_line, is_relative_date
from storymap.read.page.locate import Location
from storymap.read.page.measure import Measured, Node, is_prose
from storymap.read.persons import begins_with_by, is_cased, is_role, persons

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONGEST = 18  # maximum number of words in a line with an author
_MOST_LINES = 60  # authors are searched for in this many lines near the title
_MOST_PARTS = 8  # a line with an author has at most this many parts
_LABELLED = lazy_pattern(
    rf"\W*(?P<label>[^\W\d_][\w{SIGNS}]{{1,14}}(?:\s[\w{SIGNS}]{{2,12}})?)\s*{COLON}\s*(?P<names>\S.{{2,60}})"
)
_LAST_LINES = 4  # the author is searched for in this many lines after the text, and at the end of its element
_LONGEST_SIGNATURE = 6  # a line with the author at the end of the text has at most this many words
_MOST_SIGNATURE_LINES = 4  # a signature with a town, a date and an address has at most this many lines
_LONGEST_TOWN = 3  # a town after the author has at most this many words
# A last line that is neither emphasised nor on the right counts as a name if it has at most this many words.
_LONGEST_NAME = 3
_SPLIT = lazy_pattern(r"\s*[|·•–—]\s*")
_OTHERS = lazy_pattern(rf"(?i)\W*{words_for(*OTHERS)}")
_LABEL = lazy_pattern(rf"{COLON}\s*$")
_MAIL = lazy_pattern(r"(?P<before>[^@:：]{2,40}?)[\s(（<,|/]+[\w.+-]+@[\w-]+(?:\.[\w-]+)+[)）>.\s]*")
# Matches a role and a name of two to four characters, in either order.
_EAST_ASIAN = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
_ROLE_AND_NAME = lazy_pattern(
    rf"(?P<first>{_EAST_ASIAN}{{2,4}})\s{_EAST_ASIAN}{{2,8}}|{_EAST_ASIAN}{{5,8}}\s(?P<last>{_EAST_ASIAN}{{2,4}})"
)
_RIGHT = lazy_pattern(r"text-align\s*:\s*(?:right|end)", re.I)
# Matches the folder of the pages about authors, in the address of a link: "/reporter/miyake.html".
AUTHOR_PAGE = lazy_pattern(
    r"(?i)[/=](?:[\w-]+-)?(?:authors?|firm[ae]s?|autor(?:as|en|es|e|a|i|zy)?|auteurs?|aut[oh]+re[si]?|profiles?|profil|people|staff|team|reporters?|journalists?|journalist(?:e|es|en)|writers?|columnists?|contributors?|redact(?:eur|or)\w*|redakteur\w*|verfasser|yazar\w*|muhabir\w*|penulis|tac-?gia|skribent\w*|forfatter\w*|medarbej?der\w*|egile\w*|av|toimittaj\w*|kirjoittaj\w*|szerzo\w*|avtor\w*|kisha|hissha|dziennikarz\w*|byline|users?)[/=?]"
)
_NOT_LINES = ("h1", "nav", "figcaption", "figure", "ol", "form", "table", "aside")


class Part(NamedTuple):
    """A part of a line: its text and, if it is a link, the target."""

    text: str
    target: str


_CATEGORY = lazy_pattern(r"\bcategor(?:y|ies)\b")  # matches the class of a line with the section of the site


def names_near_text(measured: Measured, place: Location, first: int, sites: frozenset[str]) -> list[str]:
    """Return the authors in a short line near the title, or in the last line of the text, or [].

    A name is an author if it is a link whose address ends with the name, if it is after a label with a colon, or if the
    same line also has a date, a role or the name of the site. A person who is named in the title is not the author, as
    in an obituary. `first`: index of the first paragraph.
    """
    title = " ".join(n.text for n in measured.nodes[place.root.index : place.root.end] if n.element.tag == "h1")[:500]
    nodes = measured.nodes[place.root.index : min(first, place.root.end)]
    blocks = (n for n in nodes if n.block and 0 < n.words <= _LONGEST and n.clutter < Clutter.STRONG and not n.excluded)
    lines = (n for n in blocks if not any(map(is_note, (n, *around(n, place)))) and not in_table_of_text(n, place))
    account: list[str] = []  # a single word is often the name of an account, so a full name is preferred
    for node in islice(lines, _MOST_LINES):
        if node.element.tag in (*_NOT_LINES, *HEADINGS) or any(map(STANDFIRST.search, node.names)):
            continue
        if any(map(_CATEGORY.search, node.names)) or next(node.element.iter("h1"), None) is not None:
            continue
        parts = list(islice(parts_in(node.element), _MOST_PARTS + 1))
        if len(parts) <= _MOST_PARTS and (names := _names(parts, sites)):
            if any(" " in name or not is_cased(name[0]) for name in names):
                return [] if any(name in title for name in names) else names
            account = account or names
    return _signature(measured, place, sites) or account


def around(node: Node, place: Location) -> Iterator[Node]:
    """Yield the nodes around a node, inside the article."""
    at = node.parent
    while at is not None and at is not place.root:
        yield at
        at = at.parent


def is_note(node: Node) -> bool:
    """Return whether a node is a note about the article, which may link to articles with similar titles."""
    return node.element.get("role") == "note" or "hatnote" in node.names


def in_table_of_text(node: Node, place: Location) -> bool:
    """Return whether a node is in a table inside the text with header cells: facts about the subject of the article."""
    tables = (n.element for n in (node, *around(node, place)) if n.element.tag == "table" and place.core.holds(n))
    return any(next(table.iter("th"), None) is not None for table in tables)


def parts_in(element: HtmlElement, target: str = "") -> Iterator[Part]:
    """Yield the parts of a line. A new part begins at each element, and after "|" and similar characters.

    The words of controls and of links to topics (`rel=tag`) are left out.
    """
    target = str(element.get("href") or "") if element.tag == "a" else target
    yield from _split(element.text, target)
    for child in element:
        if is_shown(child) and not is_control(child):
            yield from parts_in(child, target)
        yield from _split(child.tail, target)


def is_control(element: HtmlElement) -> bool:
    """Return whether an element is a button, or a link that runs a script or leads to a topic."""
    if element.tag != "a":
        return bool(element.tag == "button")
    address = str(element.get("href") or "").strip().lower()
    return address.startswith("javascript:") or "tag" in str(element.get("rel") or "").split()


def _split(text: str | None, target: str) -> Iterator[Part]:
    for part in _SPLIT.split(" ".join((text or "").split())):
        if any(char.isalnum() for char in part):
            yield Part(part.strip(" ,;()"), target)


def _names(parts: list[Part], sites: frozenset[str]) -> list[str]:
    """Return the authors in the parts of a line, or []."""
    if linked := names_in_links(parts, sites):
        return linked
    credited = [c.names for c in credits_in("|".join(part.text for part in parts)) if c.role == "author"]
    if names := [name for written in credited for name in _full(written, sites)]:
        return names
    for part in parts:
        found = _LABELLED.fullmatch(part.text)
        if found and not _OTHERS.match(found["label"]) and (names := _full(found["names"], sites)):
            return names
    line = " ".join(part.text for part in parts)
    if begins_with_by(line) and (names := _full(line, sites)) and not is_role(line):
        return names
    named = [part for part in parts if _full(part.text, sites)]
    others = [part.text for part in parts if part not in named]
    if any(map(_OTHERS.match, others)):
        return []  # this line names the editor or the photographer
    if len(named) == 1 and others and all(_is_about(text, sites) for text in others):
        return _full(named[0].text, sites)
    return []


def names_in_links(parts: list[Part], sites: frozenset[str]) -> list[str]:
    """Return the names in links to pages about authors, without those after the label of another role: "Photos: …"."""
    found: list[str] = []
    other = False
    for part in parts:
        if not part.target and _LABEL.search(part.text):
            other = bool(_OTHERS.match(part.text))
        if not other and AUTHOR_PAGE.search(part.target):
            found += [name for name in persons(part.text, sites) if " " in name or not name.isascii()]
    return found


def _full(text: str, sites: frozenset[str]) -> list[str]:
    """Return the names of persons in a text that only has full names."""
    names = persons(text, sites)
    words = len(re.findall(r"\w+", text))
    named = sum(len(re.findall(r"\w+", name)) for name in names)
    return names if names and all(" " in name for name in names) and words - named <= len(names) else []


def _is_about(text: str, sites: frozenset[str]) -> bool:
    """Return whether a part of a line is a date, a role or the name of the site."""
    key = re.sub(r"[\W_]+", "", text.casefold())
    return (
        key in sites or is_role(text) or bool(written_date(text)) or is_date_line(f"1 {text}") or is_relative_date(text)
    )


def _signature(measured: Measured, place: Location, sites: frozenset[str]) -> list[str]:
    """Return the author in one of the last lines of the text, if it is a full name in bold, in italics or on the right.

    A town may follow after a comma. The very last line needs no such markup.
    """
    blocks = [n for n in measured.nodes[place.core.index : place.core.end] if n.block and 0 < n.own_words == n.words]
    last = max((i for i, n in enumerate(blocks) if is_prose(n)), default=0)
    for node in {n.index: n for n in (*blocks[last + 1 : last + 1 + _LAST_LINES], *blocks[-_LAST_LINES:])}.values():
        element, words = node.element, node.text.strip(" .–—―-")
        if element.tag not in ("p", "div") or node.excluded:
            continue
        right = is_on_right(element)
        if names := _before_address(node.text, sites):
            return names
        if right and (names := _signed_names(lines_of(element), sites)):
            return names
        if node.words > _LONGEST_SIGNATURE:
            continue
        signed = right or is_emphasised(element, node.text)
        name, comma, town = words.partition(",")
        if signed and comma and " " in name and len(town.split()) <= _LONGEST_TOWN:
            words = name
        names = _full(words, sites)
        if not names or " ".join(names).casefold() != words.casefold():
            continue
        alone = node is blocks[-1] and not node.links and len(words.split()) <= _LONGEST_NAME
        if right or ((signed or alone) and words not in place.core.text[:-300]):
            return names
    return []


def _before_address(line: str, sites: frozenset[str]) -> list[str]:
    """Return the full name before an address for mail in a line that has nothing else, or [].

    In Korean, Chinese and Japanese, a role is before or after the name.
    """
    found = _MAIL.fullmatch(line)
    if found is None:
        return []
    if pair := _ROLE_AND_NAME.fullmatch(found["before"]):
        return persons(pair["first"] or pair["last"], sites)
    names = _full(found["before"], sites)
    return names if " ".join(names).casefold() == found["before"].casefold() else []


def _signed_names(lines: list[str], sites: frozenset[str]) -> list[str]:
    """Return the full names in the first line of a signature with several lines, or [].

    The other lines are a town, a date or an address.
    """
    if not 1 < len(lines) <= _MOST_SIGNATURE_LINES or any(len(line.split()) > _LONGEST_SIGNATURE for line in lines):
        return []
    if any(line[-1:] in "!?…:;" for line in lines):
        return []
    name = lines[0].strip(" .,–—―-")
    names = _full(name, sites)
    return names if " ".join(names).casefold() == name.casefold() else []


def is_on_right(element: HtmlElement) -> bool:
    """Return whether the text of an element is aligned to the right."""
    return bool(_RIGHT.search(str(element.get("style") or ""))) or str(element.get("align")).lower() == "right"


def is_emphasised(element: HtmlElement, words: str) -> bool:
    """Return whether all words of an element are in bold or italics."""
    return any(words_of(e) == words for e in element.iter("strong", "b", "em", "i"))
