"""Find names of persons in a short text by their form: capitalised words, perhaps with a label before them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from storymap.lazy_pattern import lazy_pattern
from storymap.read.credits import BY, OTHERS, plain_colons, words_for
from storymap.read.dates import SIGNS
from storymap.read.page.head_lines import AUTHOR_PAGE, Part
from storymap.read.persons import (
    PARTICLES,
    is_account,
    is_capital,
    is_cased,
    is_outlet,
    is_role,
    without_by,
    without_degree,
)

_LONGEST_LABEL = 4  # a label has at most this many words
_MOST_WORDS = 5  # a name has at most this many words
_MOST_TEXT = 60_000  # this many code points of the page are searched for words in lower case
_LONGEST_FUNCTION_WORD = 5  # a word such as "by" has at most this many letters
_PIECES = lazy_pattern(r"\s*[,،、;/&+]\s+|\s+[/&+]\s*")
_FROM_DIGIT = lazy_pattern(r"\s+\d.*$", re.S)
_LONGEST_AND = 4  # a word such as "and" has at most this many letters
_NETWORKS = frozenset(
    ["google", "facebook", "instagram", "telegram", "whatsapp", "viber", "youtube", "twitter", "tiktok", "linkedin"]
)
_AND = lazy_pattern(r"\s*[/&+]\s*")
_ABBREVIATION = lazy_pattern(r"^\s*[^\W\d_]{1,3}\.?/[^\W\d_]{1,3}\.?\s*:")  # matches a label such as "W/Q:"
_REMARK = lazy_pattern(r"\s*[(（\[](?P<remark>[^()（）\[\]\d]{2,30})[)）\]]$")
_WORD = lazy_pattern(rf"[^\W\d_][\w{SIGNS}'’‘ʻʼ.·-]*")
_INITIAL = lazy_pattern(r"[^\W\d_]\.?")
_PARTICLES = (PARTICLES - {"und", "y", "e", "i"}) | {"binti", "abu", "san", "ben"}
_CJK = lazy_pattern(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


class NameForms:
    """Finds names in parts of lines. `text`: all words of the page. `titles`: the parts of the title of the page."""

    def __init__(self, text: str, titles: frozenset[str], sites: frozenset[str]) -> None:
        self._text, self._titles, self._sites = text, titles, sites
        self._lower: frozenset[str] | None = None

    def pieces(self, part: Part, *, alone: bool) -> Iterator[tuple[str, list[str], bool]]:
        """Yield (label, names, whether linked) for each piece of a part of a line."""
        listed = _ABBREVIATION.sub("", plain_colons(part.text))
        if _AND.search(listed) and not all(self._names(p, alone=True, labelled=False)[1] for p in _AND.split(listed)):
            return  # this is a list of topics
        for written in map(without_degree, _PIECES.split(part.text)):
            piece = _FROM_DIGIT.sub("", written)
            remark = _REMARK.search(piece)
            words = piece[: remark.start()] if remark else piece
            label, colon, rest = plain_colons(words).partition(":")
            if colon and len(label.split()) <= _LONGEST_LABEL and rest.strip():
                before, names = self._names(rest, alone=True, labelled=True)
                label = label if names and not before else ""
            else:
                label, names = self._names(
                    words, alone=alone or bool(part.target), labelled=False, linked=bool(part.target)
                )
            names = [name for name in names if not self._is_no_person(name)]
            linked = AUTHOR_PAGE.search(part.target) is not None
            linked = linked or any(name in self._titles for name in names)
            label = label or (remark["remark"] if remark else "")
            if names and (label or linked or piece == written):
                yield label, names, linked

    def _is_no_person(self, name: str) -> bool:
        network = any(word.casefold().split("'")[0] in _NETWORKS for word in name.split())
        rest = without_by(name)
        return network or not rest or is_role(rest) or is_account(name) or is_outlet(name, self._sites)

    def _names(self, text: str, *, alone: bool, labelled: bool, linked: bool = False) -> tuple[str, list[str]]:
        """Return (label, names) of a text such as "Deur Ann Lee", or ("", []) if it has no full name."""
        words = text.strip(" .:-–—").split()
        if not words or len(words) > _LONGEST_LABEL + 2 * _MOST_WORDS or not all(map(_WORD.fullmatch, words)):
            return "", []
        if all(char.lower() == char.upper() or not is_cased(char) for char in text):
            role = words[0] if len(words) > 2 and not labelled and role_words().any.fullmatch(words[0]) else ""
            bare = words[1:] if role else words
            found = self._is_uncased_name(bare, alone=alone or bool(role), labelled=labelled)
            return (role, [" ".join(bare)]) if found else ("", [])
        for index in range(len(words) - 2, 1, -1):
            joint = words[index]
            if is_joint(joint):
                before, first = self._names(" ".join(words[:index]), alone=alone, labelled=labelled, linked=linked)
                rest, second = self._names(" ".join(words[index + 1 :]), alone=alone, labelled=labelled, linked=True)
                if first and second and not rest:
                    return before, [*first, *second]
        start = len(words)
        while start and (is_capitalized(words[start - 1]) or words[start - 1].lower() in _PARTICLES):
            start -= 1
        name = words[start:]
        while name and not is_capitalized(name[0]):
            name = name[1:]
        label = words[: len(words) - len(name)]
        if sum(map(is_capitalized, name)) > 2 and not label and not linked and self._is_label(name[0]):
            label, name = name[:1], name[1:]
            while name and not is_capitalized(name[0]):
                label, name = [*label, name[0]], name[1:]
        if sum(map(is_capitalized, name)) < 2 or len(name) > _MOST_WORDS or len(label) > _LONGEST_LABEL:
            return "", []
        if any(is_capitalized(word) for word in label[1:]):
            return "", []
        initial = "." if len(name[-1]) == 1 and f" {name[-1]}." in text else ""
        return " ".join(label), [" ".join(name) + initial]

    def _is_label(self, word: str) -> bool:
        """Return whether a capitalised word before a name is a label: the text has it in lower case, or it is a role."""
        if self._lower is None:
            written = self._text[:_MOST_TEXT].split()
            self._lower = frozenset(w.strip('.,;:!?«»“”"()') for w in written if w[:1].islower())
        word = word.lower()
        return (len(word) <= _LONGEST_FUNCTION_WORD and word in self._lower) or bool(role_words().any.fullmatch(word))

    def _is_uncased_name(self, words: list[str], *, alone: bool, labelled: bool) -> bool:
        """Return whether words in a script without capitals may be a name. In Chinese, Japanese and Korean, these are
        one or two words with a label or from the page's title; otherwise, they are two to four words apart from other
        words."""
        if _CJK.search(words[0]):
            titled = " ".join(words) in self._titles
            return (labelled or titled) and len(words) <= 2 and 2 <= len("".join(words)) <= 8
        return alone and 2 <= len(words) <= 4


class Roles(NamedTuple):
    """Patterns of the known words for roles: any role, an author, and people who did not write the text."""

    any: re.Pattern[str]
    author: re.Pattern[str]
    others: re.Pattern[str]


@cache
def role_words() -> Roles:
    """Return the patterns of the known words for roles."""
    end = r"(?:\s+" + BY + r")?\W*"
    return Roles(
        re.compile(rf"(?i){words_for('author', *OTHERS)}|{BY}"),
        re.compile(rf"(?i)(?:{words_for('author')}|{BY}){end}"),
        re.compile(rf"(?i){words_for(*OTHERS)}{end}"),
    )


def is_capitalized(word: str) -> bool:
    """Return whether a word begins with a capital letter, in a script that has capitals."""
    return is_capital(word[0]) and word[0] != word[0].lower() and (len(word) > 1 or bool(_INITIAL.fullmatch(word)))


def is_joint(word: str) -> bool:
    """Return whether a word between two names may mean "and": it is short and in lower case."""
    return len(word) <= _LONGEST_AND and word.islower() and word not in _PARTICLES
