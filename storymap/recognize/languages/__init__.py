"""Find place names in languages other than English.

Each language has a data file, and each kind of script has a finder.

`capitalized` is for scripts with capitals, `unspaced` for Chinese and Japanese, `caseless` for other scripts without capitals.
"""

from __future__ import annotations

from storymap.recognize.languages.capitalized import find_capitalized
from storymap.recognize.languages.caseless import find_caseless
from storymap.recognize.languages.data import Language, language_data
from storymap.recognize.languages.rivers import read_rivers
from storymap.recognize.languages.unspaced import find_unspaced

__all__ = ["Language", "find_capitalized", "find_caseless", "find_unspaced", "language_data", "read_rivers"]
