"""Find places by spellings of their names that are no longer used: "Shiffnal", "Bridge Town", "Futtehpore".

Only unknown names are looked up in this way, and only places near other names of the article are found. The spelling
counts as an alternate name (`Match.ALTERNATE`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import combinations

from storymap.gazetteer.fold import fold
from storymap.lazy_pattern import lazy_pattern
from storymap.ports import Entry, Gazetteer, Match
from storymap.sphere import distance_km

_SHORTEST = 5  # letters
_MOST_WORDS = 3
_NEAR_KM = 250.0  # a place is only considered if a place with another name of the article is at most this far away
_BEARERS = 6  # for each spelling, at most this many places are compared
_NO_POINTS = frozenset({"country", "sea", "historical", "dispute"})

_COURT_HOUSE = lazy_pattern(r"[\s,]+(?:c\s?h|court house|courthouse|station|depot|landing|ferry)$")
# Changes that turn an old spelling of an English name into that of today. One of these changes gives the spelling that
# is used today.
_CHANGES = tuple(
    (lazy_pattern(old), new)
    for old, new in (
        (r"([bcdfglmnprst])\1", r"\1"), (r"([cdflmnprst])(?=[aeiouy])", r"\1\1"), ("y", "i"), ("i", "y"), ("burgh$", "burg"), ("burg$", "burgh"),
        ("boro$", "borough"), ("boro$", "boro"), ("borough$", "boro"), ("ough$", "o"), ("e$", ""), ("$", "e"), ("s$", ""), ("$", "s"), ("ck", "k"), ("k", "ck"),
        ("c", "k"), ("k", "c"), ("ph", "f"), ("ou", "o"), ("o", "ou"), ("ey$", "y"), ("y$", "ey"), ("ie", "y"), ("z", "s"), ("u", "o"), ("o", "u"), ("e", "a"), ("i", "e"), ("e", "i"), ("ui", "iu"),
        ("a", "e"), ("th", "t"), ("h", ""), ("wick$", "wich"), ("with$", "wyth"), ("welch", "welsh"), ("w", "u"), ("ae", "e"), ("ei", "i"), ("ow", "ou"), (" ", ""),
    )
)  # fmt: skip
# British spellings of names in India and its neighbours. Several of these changes together give the spelling that is
# used today.
_INDIAN = tuple(
    (lazy_pattern(old), new)
    for old, new in (
        (r"([bcdfglmnprst])\1", r"\1"), ("p(?:ore|oor)$", "pur"), ("oo", "u"), ("ee", "i"), ("ie$", "i"), ("c", "k"), (r"(?:(?<=[^aeiou])|^)u(?!r$)(?=[bcdfgjklmnprst])", "a"),
        ("y(?=[^aeiou])", "ai"), ("w", "v"), ("ah$", "a"), ("au", "a"),
    )
)  # fmt: skip
_TOGETHER = 5  # maximum number of changes of spelling in one name


class Spellings:
    """The places that unknown names of an article may mean."""

    def __init__(self, names: Iterable[str], gazetteer: Gazetteer) -> None:
        self._names = list(dict.fromkeys(names))
        self._gazetteer = gazetteer

    def of(self, name: str) -> list[Entry]:
        """Return the places that an unknown name may be a spelling of, if other names of the article are near them."""
        plain = name[:1].isupper() and name.isascii() and len(name.split()) <= _MOST_WORDS
        if not plain or len(name) < _SHORTEST or not self.others:
            return []
        found: dict[int, Entry] = {}
        for spelling in variants(name):
            if self._gazetteer.best(spelling) is None:
                continue
            for entry in self._gazetteer.find(spelling)[:_BEARERS]:
                if entry.match <= Match.OFFICIAL and entry.kind not in _NO_POINTS and self._is_near(entry):
                    found.setdefault(entry.number, entry._replace(match=Match.ALTERNATE))
        return list(found.values())

    def _is_near(self, entry: Entry) -> bool:
        return any(
            entry.number != other.number
            and abs(entry.lat - other.lat) * 110 <= _NEAR_KM
            and distance_km(entry.lat, entry.lon, other.lat, other.lon) <= _NEAR_KM
            for other in self.others
        )

    @cached_property
    def others(self) -> list[Entry]:
        """Return the best-known places of the other names."""
        best = (self._gazetteer.find(name)[:1] for name in self._names)
        return [e for entries in best for e in entries if e.match <= Match.OFFICIAL and e.kind not in _NO_POINTS]


def variants(name: str) -> Iterator[str]:
    """Yield other spellings of a name, in lower case, without repetitions."""
    seen = {(folded := fold(name))}
    bare = _COURT_HOUSE.sub("", folded)
    for base in dict.fromkeys((bare, folded, bare.replace(" ", ""))):
        for spelling in (base, *_with_one_change(base), *_with_indian_changes(base)):
            if spelling not in seen:
                seen.add(spelling)
                yield spelling


def _with_one_change(name: str) -> Iterator[str]:
    for old, new in _CHANGES:
        for match in old.finditer(name):
            yield name[: match.start()] + match.expand(new) + name[match.end() :]


def _with_indian_changes(name: str) -> Iterator[str]:
    fitting = [change for change in _INDIAN if change[0].search(name)]
    for size in range(1, min(_TOGETHER, len(fitting)) + 1):
        for chosen in combinations(fitting, size):
            spelling = name
            for old, new in chosen:
                spelling = old.sub(new, spelling)
            yield spelling
