"""Read word lists from the TOML files next to this module, and make regular expressions from them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any


@cache
def word_lists(name: str) -> Mapping[str, Any]:
    """Return the tables of a file such as "people.toml"."""
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
