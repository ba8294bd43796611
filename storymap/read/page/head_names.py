"""Find authors near the title by the form and the place of names, without knowing the words of the language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import NamedTuple

from storymap.read.credits import BY, OTHERS, words_for
from storymap.read.dates import SIGNS
from storymap.read.html.tree import HEADINGS, words_of
from storymap.read.page.clutter import STANDFIRST, Clutter
from storymap.read.page.head_lines import AUTHOR_PAGE, Part, ends_with_name, parts_in
from storymap.read.page.locate import Location
from storymap.read.page.measure import Measured, Node
from storymap.read.page.stamps import has_date
from storymap.read.persons import cased, is_account, is_capital, is_outlet, is_role

_LONGEST = 30  # a line with names has at most this many words
_MOST_LINES = 60  # this many lines are checked
_MOST_PARTS = 12  # a line with names has at most this many parts
_LARGEST_HEAD = 60  # the box around the lines near the title has at most this many words
_LONGEST_LABEL = 4  # a label has at most this many words
_MOST_WORDS = 5  # a name has at most this many words
_MOST_TEXT = 60_000  # this many code points of the page are searched for words in lower case
_LONGEST_FUNCTION_WORD = 5  # a word such as "by" has at most this many letters
_PIECES = re.compile(r"\s*[,،、;/&+]\s+|\s+[/&+]\s*")
_AND = re.compile(r"\s*[/&+]\s*")
_REMARK = re.compile(r"\s*[(（\[](?P<remark>[^()（）\[\]\d]{2,30})[)）\]]$")
_WORD = re.compile(rf"[^\W\d_][\w{SIGNS}'’‘ʻʼ.·-]*")
_INITIAL = re.compile(r"[^\W\d_]\.?")
_PARTICLES = frozenset(
    [
        "von",
        "van",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "binti",
        "ibn",
        "abu",
        "zu",
        "zur",
        "ter",
        "ten",
        "af",
        "av",
        "y",
        "do",
        "das",
        "st",
        "san",
        "ben",
        "e",
        "i",
    ]
)
_NO_LINES = ("h1", "nav", "figcaption", "figure", "form", "table", "aside")
_CJK_PAIR = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3·]{1,4}\s[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2,5}"
)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


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
        self._titles = frozenset(part.strip() for part in re.split(r"[|｜–—·:：-]", page_title))
        headings = [n for n in measured.nodes[place.root.index : place.root.end] if n.element.tag == "h1"]
        self._title = " ".join(n.text for n in headings)
        self._start = headings[0].index if headings else 0
        self._first = first
        self._lower: frozenset[str] | None = None
        found = [named for node in islice(self._lines(first), _MOST_LINES) for named in self._names_in(node)]
        author = _role_words().author
        found = [n for n in found if n.name not in self._title and (n.dated or n.linked or author.fullmatch(n.label))]
        self.authors, self.others = self._chosen(found)
        self.is_sure = any(n.name in self.authors and n.label and n.dated for n in found)

    def _chosen(self, found: list[Named]) -> tuple[list[str], list[str]]:
        """Return the names with the best score and the same label as the first of them, and the names of others."""
        words = _role_words()
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
            if any(n.element.tag in ("table", "nav", "aside", "figure") for n in self._around(node)):
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

    def _around(self, node: Node) -> Iterator[Node]:
        """Yield the nodes around a node, inside the article."""
        at = node.parent
        while at is not None and at is not self._place.root:
            yield at
            at = at.parent

    def _names_in(self, node: Node) -> list[Named]:
        parts = list(islice(parts_in(node.element), _MOST_PARTS + 1))
        if len(parts) > _MOST_PARTS:
            return []
        dated = self._is_dated(node)
        read = [pieces for part in parts for pieces in self._pieces(part, alone=len(parts) > 1)]
        read = self._with_pairs(read) or list(_cjk_pairs(parts))
        apart = [
            part.text for part in parts if len(part.text.split()) <= 2 and not any(part.text == r[2] for r in read)
        ]
        words = [text for text in apart if not any(map(str.isdecimal, text))]
        plain = [part.text for part in parts if not any(part.text == r[2] for r in read)]
        menu = any(len(text.split()) > 2 and not any(map(str.isdecimal, text)) for text in plain)
        if menu or node.index < self._start:
            read = [r for r in read if r[0] or r[3]]  # a menu or a list of topics
        found = []
        beside = words[0] if len(words) == len(read) == 1 else ""
        before = node.element.getprevious()
        if node.element.tag == "dd" and before is not None and before.tag == "dt":
            beside = words_of(before)
        for label, names, _, linked in read:
            found += [Named(cased(name), (label or beside).casefold(), linked, dated) for name in names]
        return found

    def _is_dated(self, node: Node) -> bool:
        """Return whether a line, the box around it or a line next to it has a date."""
        if self._is_before_text(node):
            return True
        around = [node]
        while around[-1].parent is not None and around[-1].parent.words <= _LARGEST_HEAD and len(around) < 4:
            around.append(around[-1].parent)
        beside = [e for n in around[:2] for e in (n.element.getprevious(), n.element.getnext()) if e is not None]
        elements = [n.element for n in around] + [e for e in beside if isinstance(e.tag, str)]
        return any(
            e.tag == "time" or any(has_date(part.text) for part in islice(parts_in(e), 40))
            for e in elements
            if e.tag not in ("h1", "figure") and len(words_of(e)) <= 400
        )

    def _is_before_text(self, node: Node) -> bool:
        """Return whether a line is emphasised and directly before the first paragraph."""
        if not any(words_of(e) == node.text for e in node.element.iter("strong", "b", "em", "i")):
            return False
        return node.end <= self._first and not any(n.own_words for n in self._measured.nodes[node.end : self._first])

    def _pieces(self, part: Part, *, alone: bool) -> Iterator[tuple[str, list[str], str, bool]]:
        """Yield (label, names, text, whether linked) for each piece of a part of a line."""
        if _AND.search(part.text) and not all(
            self._names(p, alone=True, labelled=False)[1] for p in _AND.split(part.text)
        ):
            return  # a list of topics
        for piece in _PIECES.split(part.text):
            remark = _REMARK.search(piece)
            words = piece[: remark.start()] if remark else piece
            label, colon, rest = words.replace("：", ":").partition(":")
            if colon and len(label.split()) <= _LONGEST_LABEL and rest.strip():
                before, names = self._names(rest, alone=True, labelled=True)
                label = label if names and not before else ""
            else:
                label, names = self._names(
                    words, alone=alone or bool(part.target), labelled=False, linked=bool(part.target)
                )
            names = [name for name in names if not self._is_no_person(name)]
            linked = bool(part.target) and any(
                AUTHOR_PAGE.search(part.target) or ends_with_name(part.target, name) for name in names
            )
            linked = linked or any(name in self._titles for name in names)
            if names:
                yield label or (remark["remark"] if remark else ""), names, part.text, linked

    def _is_no_person(self, name: str) -> bool:
        return is_role(name) or is_account(name) or is_outlet(name, self._sites)

    def _names(self, text: str, *, alone: bool, labelled: bool, linked: bool = False) -> tuple[str, list[str]]:
        """Return (label, names) of a text such as "Deur Ann Lee", or ("", []) if it has no full name."""
        words = text.strip(" .:-–—").split()
        if not words or len(words) > _LONGEST_LABEL + 2 * _MOST_WORDS or not all(map(_WORD.fullmatch, words)):
            return "", []
        if all(char.lower() == char.upper() for char in text):
            return ("", [" ".join(words)]) if self._is_uncased_name(words, alone=alone, labelled=labelled) else ("", [])
        start = len(words)
        while start and (_is_capitalized(words[start - 1]) or words[start - 1].lower() in _PARTICLES):
            start -= 1
        name = words[start:]
        while name and not _is_capitalized(name[0]):
            name = name[1:]
        label = words[: len(words) - len(name)]
        if sum(map(_is_capitalized, name)) > 2 and not label and not linked and self._is_label(name[0]):
            label, name = name[:1], name[1:]
            while name and not _is_capitalized(name[0]):
                label, name = [*label, name[0]], name[1:]
        if sum(map(_is_capitalized, name)) < 2 or len(name) > _MOST_WORDS or len(label) > _LONGEST_LABEL:
            return "", []
        if any(_is_capitalized(word) for word in label[1:]):
            return "", []
        initial = "." if len(name[-1]) == 1 and f" {name[-1]}." in text else ""
        return " ".join(label), [" ".join(name) + initial]

    def _is_label(self, word: str) -> bool:
        """Return whether a capitalised word before a name is a label: the text has it in lower case, or it is a role."""
        if self._lower is None:
            written = self._measured.root.text[:_MOST_TEXT].split()
            self._lower = frozenset(w.strip('.,;:!?«»“”"()') for w in written if w[:1].islower())
        word = word.lower()
        return (len(word) <= _LONGEST_FUNCTION_WORD and word in self._lower) or bool(_role_words().any.fullmatch(word))

    def _is_uncased_name(self, words: list[str], *, alone: bool, labelled: bool) -> bool:
        """Return whether words in a script without capitals may be a name: two to four words, apart from other words."""
        if _CJK.search(words[0]):
            titled = " ".join(words) in self._titles
            return (labelled or titled) and len(words) <= 2 and 2 <= len("".join(words)) <= 8
        return alone and 2 <= len(words) <= 4

    def _with_pairs(self, read: list[tuple[str, list[str], str, bool]]) -> list[tuple[str, list[str], str, bool]]:
        """Return the pieces with their first words as labels if a later piece has a label: "Teksti A B, kuvat C D"."""
        later = [label for label, _, _, _ in read[1:] if label]
        if len(read) > 1 and not read[0][0] and later and not read[0][3]:
            name = read[0][1][0].split()
            if len(read[0][1]) == 1 and len(name) > 2 and all(map(_is_capitalized, name[:3])):
                return [(name[0], [" ".join(name[1:])], read[0][2], False), *read[1:]]
        return read


class _Roles(NamedTuple):
    """Patterns of the known words for roles: any role, an author, and people who did not write the text."""

    any: re.Pattern[str]
    author: re.Pattern[str]
    others: re.Pattern[str]


@cache
def _role_words() -> _Roles:
    end = r"(?:\s+" + BY + r")?\W*"
    return _Roles(
        re.compile(rf"(?i){words_for('author', *OTHERS)}|{BY}"),
        re.compile(rf"(?i)(?:{words_for('author')}|{BY}){end}"),
        re.compile(rf"(?i){words_for(*OTHERS)}{end}"),
    )


def _cjk_pairs(parts: list[Part]) -> Iterator[tuple[str, list[str], str, bool]]:
    """Yield the names in a line of Chinese, Japanese or Korean that has two or more pairs of a label and a name."""
    pairs = [part for part in parts if _CJK_PAIR.fullmatch(part.text)]
    if len({part.text.split()[0] for part in pairs}) > 1:
        for part in pairs:
            label, name = part.text.split()
            yield label, [name], part.text, False


def _is_capitalized(word: str) -> bool:
    return is_capital(word[0]) and word[0] != word[0].lower() and (len(word) > 1 or bool(_INITIAL.fullmatch(word)))


def in_other_names(names: list[str], head: HeadNames) -> list[str]:
    """Return names without the labels and the people that the lines near the title show to be no authors."""
    if not head.authors:
        return names
    found = []
    for name in names:
        ends = [n for n in (*head.authors, *head.others) if name.endswith(f" {n}") and "&" not in name]
        short = max(ends, key=len, default=name)
        if short not in head.others:
            found.append(short)
    return found
