"""Given names: those that are frequent in several languages (`common.txt`), and those of a language (`ru.txt`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def given_names(language: str = "") -> frozenset[str]:
    """Return the common given names and those of a language (ISO 639 code), in lower case."""
    folder = Path(__file__).parent
    own = folder / f"{language}.txt"
    files = (folder / "common.txt", own) if language.isalpha() and own.is_file() else (folder / "common.txt",)
    return frozenset(name for file in files for name in file.read_text(encoding="utf-8").lower().split())
