"""Split names of places at a particle: "Kirchberg am Wagram", "São Pedro do Sul", "Barton upon Humber"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from storymap.lazy_pattern import lazy_pattern

_GAP = r"(?:[^\S\n]|-)"
_LETTERS = r"[A-ZÀ-ÞĀ-Ž][^\W\d_]*(?:[’'](?!s\b)[^\W\d_]+)?"
_WORD = rf"(?:(?:St|Ste|Sta|Sto)\.|{_LETTERS})"
# Particles before which the name of a town ends, and after which a name of any kind begins.
_ROMANCE = (
    rf"(?:de|del|di|da|do|dos|das|du|des|della|delle|dello|dei|degli|sur|sous|lès|lez)(?:{_GAP}(?:la|las|los|le|les|el))?(?={_GAP})"
    rf"|(?:de{_GAP}l|dell|d)[’']"
)
# These particles say that the town is beside a river, a mountain or another place.
_BESIDE = rf"(?:am|bei|an{_GAP}der|ob{_GAP}der|aan{_GAP}de[nr]?|sur|upon)(?={_GAP})|on{_GAP}the(?={_GAP}(?:Cliff|Green|Heath|Hill|Hoe|Marsh|Moor|Sands|Water|Weald|Wolds?)\b)"
_ENGLISH = rf"(?:le|cum)(?={_GAP})|(?:by|next|in){_GAP}the(?={_GAP}(?:Bush|Elms|Marsh|Moor|Sea|Vale|Woods?)\b)"
_PARTICLE = rf"(?:{_BESIDE}|{_ROMANCE}|{_ENGLISH})"
_NAME = rf"{_WORD}(?:{_GAP}{_WORD}){{0,2}}"
_JOINED = lazy_pattern(
    rf"(?<![\w’'-])(?P<head>{_NAME}){_GAP}(?P<particle>{_PARTICLE}){_GAP}?(?P<tail>{_NAME}(?:{_GAP}{_PARTICLE}{_GAP}?{_NAME})?)"
)
_IS_BESIDE = lazy_pattern(rf"(?:{_BESIDE})")


class JoinedName(NamedTuple):
    """A name that consists of two names and a particle between them. `start`: its offset in the text."""

    start: int
    head: str
    particle: str
    tail: str
    whole: str

    @property
    def end(self) -> int:
        return self.start + len(self.whole)

    @property
    def is_beside(self) -> bool:
        """Return whether the particle says that the place is beside the one after the particle."""
        return _IS_BESIDE.match(f"{self.particle} {self.tail}") is not None


def joined_names(text: str) -> Iterator[JoinedName]:
    """Yield the capitalised names with a particle inside, in text order. They do not overlap."""
    return map(_joined, _JOINED.finditer(text))


def split_name(name: str) -> JoinedName | None:
    """Return the parts of a name, or None if it has no particle inside."""
    match = _JOINED.fullmatch(name)
    return _joined(match) if match else None


def _joined(match: re.Match[str]) -> JoinedName:
    return JoinedName(match.start(), match["head"], match["particle"], match["tail"], match.group())
