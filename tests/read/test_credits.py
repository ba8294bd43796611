"""The words for authors, photographers and others in lines of credits."""

from __future__ import annotations

import re
import sys

import pytest

from storymap.read.credits import ROLES, any_word, credits_in, words_for, words_in

LINES = [
    *(f"{word.replace('*', 'er').replace('_', '  ')}: Ann Lee" for words in ROLES.values() for word in words.split()),
    "Text by Ann Lee and photographs by Bo Ek",
    "FOTO’S: BO EK",
    "Edıtör: Bo Ek, EDİTÖR",
    "文・写真　佐藤健一",
    "Nothing about anybody's role",
]


def test_pattern_of_words_in_line_finds_the_same_as_pattern_of_all_words() -> None:
    every = re.compile("(?i)" + words_for(*ROLES))
    for line in (*LINES, *map(str.upper, LINES)):
        expected = [match.span() for match in every.finditer(line)]
        words = words_in(line, *ROLES)
        found = [match.span() for match in re.finditer("(?i)" + any_word(words), line)] if words else []
        assert found == expected, line


def test_words_are_found_in_every_case_that_the_flag_for_case_accepts() -> None:
    """The flag re.I treats more letters as equal than `str.lower` does: "ı" and "İ" as "i", "ſ" as "s"."""
    words = [word for words in ROLES.values() for word in words.split()]
    letters = sorted({letter for word in words for letter in word if letter not in "*_"})
    unicode = "".join(chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)
    alike = re.findall("(?i)[" + re.escape("".join(letters)) + "]", unicode)
    pairs = [(a, b) for a in letters for b in alike if re.fullmatch(a, b, re.I)]
    assert ("i", "İ") in pairs
    for letter, other in pairs:
        word = next(word for word in words if letter in word)
        line = word.rstrip("*").replace("_", " ").replace(letter, other)
        assert word in words_in(line, *ROLES), line


@pytest.mark.parametrize("line", ["The harbour lies below the hill.", ""])
def test_line_without_words_for_roles_has_no_credits(line: str) -> None:
    assert not any(credit.role for credit in credits_in(line))
