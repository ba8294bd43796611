"""Place names in languages other than English: a data file for each language, and finders for scripts with and without capitals."""

from __future__ import annotations

from storymap.recognize.languages.data import Language, language_data

__all__ = ["Language", "language_data"]
