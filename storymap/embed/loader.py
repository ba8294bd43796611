"""The loader: the script that connects a guided post (a post whose text drives the map) with its map.

The source is assets/companion.js. It is minified so that it can be pasted into a post.
"""

from __future__ import annotations

import re
from functools import cache
from string import ascii_letters

from storymap import resources
from storymap.lazy_pattern import lazy_pattern

FILE = "companion.js"
_NOTICE = "/* storymap, MIT */"
_STRINGS = lazy_pattern(r"('[^'\n]*'|`[^`]*`)")
_DECLARED = lazy_pattern(r"\b(?:const|let|function) (\w{3,})|,(\w{3,})=(?!=)|\b(\w{3,})=>")
_FILLED = lazy_pattern(r"\$\{[^}]*\}")


@cache
def loader() -> str:
    """Return the loader, minified and with shortened local names. The code can be put into a script element."""
    return f"{_NOTICE}\n{_renamed(resources.minified(FILE).replace(';}', '}').strip())}\n"


def _renamed(code: str) -> str:
    """Return the code with local names shortened to one letter.

    Names of properties, and names that occur in strings, are kept.
    """
    declared = {name for found in _DECLARED.findall(code) for name in found if name}
    kept = {name for found in re.findall(r"\.(\w+)|(\w+):|[{,](\w+)(?=[},])", code) for name in found}
    kept.update(*(re.findall(r"\w+", _FILLED.sub(" ", words)) for words in _STRINGS.findall(code)))
    names = sorted(declared - kept, key=lambda name: (-code.count(name) * len(name), name))
    free = [letter for letter in ascii_letters if not re.search(rf"\b{letter}\b", code)]
    for name, letter in zip(names, free, strict=False):
        code = re.sub(rf"(?<![.\w]){name}\b", letter, code)
    return code
