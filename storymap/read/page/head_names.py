"""Find authors near the title by the form and the place of names, without knowing the words of the language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from storymap.lazy_pattern import lazy_pattern
from storymap.read.credits import plain_colons
from storymap.read.html.tree import HEADINGS, lines_of, words_of
from storymap.read.page.clutter import STANDFIRST, Clutter
from storymap.read.page.head_lines import Part, around, is_emphasised, is_note, is_on_right, parts_in
from storymap.read.page.locate import Location
from storymap.read.page.measure import Measured, Node
from storymap.read.page.name_forms import NameForms, is_capitalized, is_joint, role_words
from storymap.read.page.stamps import has_date
from storymap.read.persons import cased, name_key

_LONGEST = 30  # a line with names has at most this many words
_MOST_LINES = 60  # this many lines near the title are checked
_MOST_PARTS = 12  # a line with names has at most this many parts
_LONGEST_BELOW_TITLE = 8  # a line directly below the title that needs no date has at most this many words
_LONGEST_BESIDE_PORTRAIT = 15  # the box with the portrait of an author and the name has at most this many words
_LARGEST_HEAD = 60  # the box around the lines near the title has at most this many words
_LONGEST_LABEL_BESIDE = 2  # a label in an element of its own has at most this many words
_LAST_LINES = 8  # this many lines at the end of the article are checked
_NO_HEAD = ("table", "nav", "aside", "figure")
_NO_LINES = ("h1", "nav", "figcaption", "figure", "form", "table", "aside")
_CJK_PAIR = lazy_pattern(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3·]{1,4}\s[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,5}"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name near the title: the words before or after it, and whether its link leads to a page about the person."""

    name: str
    label: str
    linked: bool
    dated: bool

    @property
    def score(self) -> int:
        """Return how likely the name is that of an author."""
        return 3 * self.linked + 2 * bool(self.label) + self.dated


class HeadNames:
    """The names in the lines between the title and the text.

    `authors` are the likely authors; `others` are people with another label, such as photographers.
    """

    def __init__(self, measured: Measured, place: Location, first: int, sites: frozenset[str], page_title: str) -> None:
        self._measured, self._place, self._sites = measured, place, sites
        titles = frozenset(part.strip() for part in re.split(r"[|｜–—·:：-]", page_title))
        self._forms = NameForms(measured.root.text, titles, sites)
        headings = [n for n in measured.nodes[place.root.index : place.root.end] if n.element.tag == "h1"]
        self._title = " ".join(n.text for n in headings)
        self._start = headings[0].index if headings else 0
        self._first = first
        found = [named for node in islice(self._lines(first), _MOST_LINES) for named in self._names_in(node)]
        author = role_words().author
        found = [n for n in found if n.name not in self._title and (n.dated or n.linked or author.fullmatch(n.label))]
        found = found or self._names_at_end()
        self.authors, self.others = self._chosen(found)
        labels = [n.label for n in found if n.name in self.authors and n.label and n.dated]
        self.is_sure = bool(labels)
        self.is_certain = any(map(author.fullmatch, labels))  # the label is a known word for "by" or "author"

    def _chosen(self, found: list[Named]) -> tuple[list[str], list[str]]:
        """Return the names of the authors, and the names of people in other roles. The authors have the best score, and
        the same label as the first name with this score."""
        words = role_words()
        known = [n for n in found if n.label and words.others.fullmatch(n.label)]
        first = next((n for n in found if n not in known), None)
        others = [
            n
            for n in found
            if n in known
            or (first is not None and n.label and n.label != first.label and not words.author.search(n.label))
        ]
        left = [n for n in found if n not in others]
        best = max((n.score for n in left), default=0)
        chosen = [n for n in left if n.score == best]
        label = chosen[0].label if chosen else ""
        names = dict.fromkeys(n.name for n in chosen if n.label == label)
        return list(names), list(dict.fromkeys(n.name for n in others if n.name not in names))

    def _lines(self, first: int) -> Iterator[Node]:
        nodes = self._measured.nodes[self._place.root.index : min(first, self._place.root.end)]
        for node in nodes:
            if any(n.element.tag in _NO_HEAD or is_note(n) for n in (*around(node, self._place), node)):
                continue
            if (
                node.block
                and 0 < node.words <= min(_LONGEST, node.own_words + 1)
                and node.clutter < Clutter.STRONG
                and not node.excluded
                and node.element.tag not in (*_NO_LINES, *HEADINGS)
                and not any(map(STANDFIRST.search, node.names))
                and not node.text.endswith(("!", "?", "…"))
            ):
                yield node

    def _names_in(self, node: Node) -> list[Named]:
        parts = list(islice(parts_in(node.element), _MOST_PARTS + 1))
        if not parts or len(parts) > _MOST_PARTS:
            return []
        dated, before = self._is_dated(node), node.element.getprevious()
        below_title = before is not None and before.tag == "h1" and node.words <= _LONGEST_BELOW_TITLE
        alone = len(parts) > 1 or self._is_beside_portrait(node)
        read = [list(self._forms.pieces(part, alone=alone)) for part in parts]
        read = [
            [] if (i and part.text.startswith("/")) or _is_anchor(part) else pieces
            for i, (part, pieces) in enumerate(zip(parts, read, strict=True))
        ]
        words = [self._label_of(part) if not pieces else None for part, pieces in zip(parts, read, strict=True)]
        topics = node.index < self._start or any(text == "" for text in words)
        labels = _labels_beside(words, [bool(pieces) for pieces in read])
        if node.element.tag == "dd" and before is not None and before.tag == "dt":
            labels = [words_of(before)] * len(parts)
        flat = [piece for pieces in read for piece in pieces]
        if paired := self._with_pairs(flat) or list(_cjk_pairs(parts, named="name" in node.names)):
            return [Named(cased(n), label.casefold(), linked, dated) for label, names, linked in paired for n in names]
        found = []
        for pieces, beside in zip(read, labels, strict=True):
            for label, names, linked in pieces:
                if topics and not (label or linked):
                    continue  # this is a list of topics or a menu
                role = (label or beside).casefold()
                found += [Named(cased(n), role, linked, dated or (below_title and bool(role))) for n in names]
        return found

    def _is_beside_portrait(self, node: Node) -> bool:
        """Return whether a line directly follows an image in a small box, as the name of an author does."""
        before, around = node.element.getprevious(), node.parent
        small = around is not None and around.images == 1 and around.words <= _LONGEST_BESIDE_PORTRAIT
        if not small or before is None or words_of(before):
            return False
        return next(before.iter("img", "amp-img"), None) is not None

    def _names_at_end(self) -> list[Named]:
        """Return the names in those of the last lines that consist only of a label with a colon and names.

        There must be two such lines, or the line is emphasised or on the right. Each line has another label: in an
        interview, the same letter or name is before many answers.
        """
        nodes = self._measured.nodes[self._first : self._place.root.end]
        leaves = [n for n in nodes if n.block and 0 < n.own_words == n.words and not n.excluded]
        found: list[Named] = []
        lines, apart = 0, False
        before = [plain_colons(n.text).partition(":") for n in leaves]
        often = {label for label, count in Counter(label for label, colon, _ in before if colon).items() if count > 1}
        for node in (n for n in leaves[-_LAST_LINES:] if n.element.tag in ("p", "div") and n.words <= _LONGEST):
            read = [list(self._forms.pieces(Part(line, ""), alone=True)) for line in lines_of(node.element)]
            label, colon, _ = plain_colons(node.text).partition(":")
            if colon and label not in often and all(pieces and pieces[0][0] for pieces in read):
                lines += len(read)
                apart = apart or is_emphasised(node.element, node.text) or is_on_right(node.element)
                labels = [pieces[0][0].casefold() for pieces in read]
                named = zip(labels, read, strict=True)
                found += [Named(cased(n), label, False, True) for label, ps in named for piece in ps for n in piece[1]]
        return found if lines > 1 or apart else []

    def _label_of(self, part: Part) -> str | None:
        """Return the text of a part if it may be a label, "" if it is too long for one, or None for dates and numbers."""
        if part.text.startswith("/") or any(map(str.isdecimal, part.text)) or name_key(part.text) in self._sites:
            return None
        return part.text.strip(" :：") if len(part.text.split()) <= _LONGEST_LABEL_BESIDE else ""

    def _is_dated(self, node: Node) -> bool:
        """Return whether a line, the box around it or a line next to it has a date, or whether the line is emphasised
        and directly before the text."""
        if self._is_before_text(node):
            return True
        around = [node]
        while around[-1].parent is not None and around[-1].parent.words <= _LARGEST_HEAD and len(around) < 4:
            around.append(around[-1].parent)
        beside = [e for n in around[:2] for e in (n.element.getprevious(), n.element.getnext()) if e is not None]
        elements = [n.element for n in around] + [e for e in beside if isinstance(e.tag, str)]
        return any(
            next(e.iter("time"), None) is not None or any(has_date(part.text) for part in islice(parts_in(e), 40))
            for e in elements
            if e.tag not in ("h1", "figure") and len(words_of(e)) <= 400
        )

    def _is_before_text(self, node: Node) -> bool:
        """Return whether a line is emphasised and before the first paragraph, with at most pictures between them."""
        if not is_emphasised(node.element, node.text) or node.end > self._first:
            return False
        between = [n for n in self._measured.nodes[node.end : self._first] if n.own_words]
        return all(
            n.element.tag == "figcaption" or any(_holds_picture(a) for a in (n, *around(n, self._place)))
            for n in between
        )

    def _with_pairs(self, read: list[tuple[str, list[str], bool]]) -> list[tuple[str, list[str], bool]]:
        """If a later piece has a label ("Teksti A B, kuvat C D"), return the pieces with the first word as the label of
        the first piece; otherwise []."""
        later = [label for label, _, _ in read[1:] if label]
        if len(read) > 1 and not read[0][0] and later and not read[0][2]:
            name = read[0][1][0].split()
            if len(read[0][1]) == 1 and len(name) > 2 and all(map(is_capitalized, name[:3])):
                return [(name[0], [" ".join(name[1:])], False), *read[1:]]
        return []


def _is_anchor(part: Part) -> bool:
    """Return whether a part is a link to a place on the same page, as in a table of contents."""
    return part.target[:1] == "#" and part.target != "#"


def _holds_picture(node: Node) -> bool:
    """Return whether a node is a figure or a table that has a picture and a caption."""
    return node.element.tag in ("figure", "table") and node.images > 0 and node.words <= _LARGEST_HEAD


def _labels_beside(words: list[str | None], named: list[bool]) -> list[str]:
    """Return the label beside each part of a line: before the names if the line begins with one, otherwise after them.

    `words`: the text of each part that has no names, or None for other parts. `named`: whether a part has names. A label
    before several names belongs to all of them.
    """
    first = next((i for i, text in enumerate(words) if text), None)
    if first is None or True not in named or first > named.index(True):
        return [*(text or "" for text in words[1:]), ""]
    found, label = [], ""
    for text, has_names in zip(words, named, strict=True):
        if text and not has_names and not (label and is_joint(text)):
            label = text
        found.append(label if has_names else "")
    return found


def _cjk_pairs(parts: list[Part], *, named: bool) -> Iterator[tuple[str, list[str], bool]]:
    """Yield the names in a line of Chinese, Japanese or Korean that has two or more pairs of a label and a name.

    If the line has the class "name" (`named`), one pair is enough.
    """
    pairs = [part for part in parts if _CJK_PAIR.fullmatch(part.text)]
    if len({part.text.split()[0] for part in pairs}) > (0 if named else 1):
        for part in pairs:
            label, name = part.text.split()
            yield label, [name], False


def in_other_names(names: list[str], head: HeadNames, confirmed: frozenset[str]) -> list[str]:
    """Return names without the labels and the people that the lines near the title show to be no authors.

    Names that the metadata of the page give (`confirmed`) have no labels.
    """
    if not head.authors:
        return names
    found = []
    for name in names:
        ends = [n for n in (*head.authors, *head.others) if name.endswith(f" {n}") and "&" not in name]
        short = max(ends, key=len, default=name)
        if short not in head.others:
            found.append(name if name in confirmed else short)
    return found
