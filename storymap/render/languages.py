"""Which way a language is written."""

from __future__ import annotations

# Languages usually written from right to left, and scripts that always are (BCP 47 subtags).
_LANGUAGES = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"])
_SCRIPTS = frozenset(["adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"])


def direction(language: str) -> str:
    """ "rtl" or "ltr" for a BCP 47 tag; a script named in it decides."""
    primary, *rest = language.lower().split("-")
    scripts = [part for part in rest if len(part) == 4 and part.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _SCRIPTS else "ltr"
    return "rtl" if primary in _LANGUAGES else "ltr"
