"""Find the primary language and the writing direction of language tags (BCP 47), and compare tags."""

from __future__ import annotations

# BCP 47 subtags: languages that are usually written from right to left, and scripts that always are.
_RIGHT_TO_LEFT = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"])
_RIGHT_TO_LEFT_SCRIPTS = frozenset(["adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"])


_FIRST_EAST_ASIAN = "\u2e80"  # no Chinese or Japanese character and no Korean syllable is before this one


def may_be_east_asian(text: str) -> bool:
    """Return whether a text may contain a Chinese or Japanese character or a Korean syllable.

    Patterns with the ranges of these characters are slow to compile, and most texts do not need them.
    """
    return not text.isascii() and max(text) >= _FIRST_EAST_ASIAN


def primary_language(tag: str) -> str:
    """Return the primary language of a tag in lower case: "en" for "en-GB", and "" for ""."""
    return tag.split("-", maxsplit=1)[0].lower()


def is_language(tag: str, code: str) -> bool:
    """Return whether a tag names a language, in any region or script. For example, "EN-gb" names "en"."""
    return primary_language(tag) == code


def direction(tag: str) -> str:
    """Return the writing direction of a language: "rtl" or "ltr".

    If the tag names a script, the direction is that of the script.
    """
    primary, *rest = tag.lower().split("-")
    scripts = [part for part in rest if len(part) == 4 and part.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if primary in _RIGHT_TO_LEFT else "ltr"
