"""The loader that a blog post includes to lead its map: assets/companion.js as it is delivered, small enough to be pasted."""

from __future__ import annotations

import re
from functools import cache
from string import ascii_letters

from storymap import resources
from storymap.render.bundle import lean

FILE = "companion.js"
_NOTICE = "/* storymap, MIT */"
_STRINGS = re.compile(r"('[^'\n]*'|`[^`]*`)")
_SPACES = re.compile(r"\s*([{}()\[\];,:?=<>+*/&|!-])\s*")
_DECLARED = re.compile(r"\b(?:const|let|function) (\w{3,})|,(\w{3,})=(?!=)|\b(\w{3,})=>")
_FILLED = re.compile(r"\$\{[^}]*\}")


@cache
def loader() -> str:
    """The loader without needless spaces and with short names. It can stand in a script element."""
    return f"{_NOTICE}\n{_renamed(_tight(lean(resources.asset(FILE))))}\n"


def _tight(source: str) -> str:
    """The same code without spaces that part nothing. Every statement of it ends with a semicolon or a brace."""
    parts = _STRINGS.split(source)
    parts[::2] = [_SPACES.sub(r"\1", part.replace("\n", " ")) for part in parts[::2]]
    return "".join(parts).replace(";}", "}").strip()


def _renamed(code: str) -> str:
    """The same code with letters for local names; a name that is anywhere a property or in a string, too, is left alone."""
    declared = {name for found in _DECLARED.findall(code) for name in found if name}
    kept = {name for found in re.findall(r"\.(\w+)|(\w+):|[{,](\w+)(?=[},])", code) for name in found}
    kept.update(*(re.findall(r"\w+", _FILLED.sub(" ", words)) for words in _STRINGS.findall(code)))
    names = sorted(declared - kept, key=lambda name: (-code.count(name) * len(name), name))
    free = [letter for letter in ascii_letters if not re.search(rf"\b{letter}\b", code)]
    for name, letter in zip(names, free, strict=False):
        code = re.sub(rf"(?<![.\w]){name}\b", letter, code)
    return code
