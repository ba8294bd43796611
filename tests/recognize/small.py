"""A gazetteer with a few names and a tagger's result, for tests of single rules. They need no data files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from storymap.model import Place, Position
from storymap.ports import Entry
from storymap.recognize.tagger import Span, Tagging
from storymap.tokens import tokenize
from tests.resolve.small import entry
from tests.worlds import SmallWorld


def place(prominence: float = 5.0, kind: str = "city", **values: Any) -> Entry:
    """Return a place for `Names`: by default a town in Germany with 100,000 people."""
    return entry(0, kind=kind, prominence=prominence, **values)


class Names(SmallWorld):
    """A gazetteer with only these places, demonyms and names that are rarely places (name -> why).

    An entry with several names is one place; the first of these names is the name of the place.
    """

    def __init__(
        self,
        places: Mapping[str, Entry | Sequence[Entry]],
        negatives: Mapping[str, str] | None = None,
        demonyms: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        super().__init__(rows=(), special=())
        numbers: dict[int, int] = {}  # an object has the same number under all its names
        self._entries: dict[str, list[Entry]] = {}
        self._names: dict[int, str] = {}
        for name, found in places.items():
            for one in [found] if isinstance(found, Entry) else found:
                number = numbers.setdefault(id(one), len(numbers) + 1)
                self._entries.setdefault(name.casefold(), []).append(one._replace(number=number))
                self._names.setdefault(number, name)
        self._negatives, self._demonyms = negatives or {}, demonyms or {}

    def find(self, name: str) -> Sequence[Entry]:
        return sorted(self._entries.get(name.casefold(), []), key=lambda e: (e.match, -e.prominence))

    def place(self, entry: Entry | str) -> Place:
        assert isinstance(entry, Entry)
        return Place(
            f"test:{entry.number}",
            self._names[entry.number],
            Position(entry.lat, entry.lon),
            "P",
            entry.feature_code,
            country_codes=(entry.country,),
        )

    def negative(self, name: str) -> str | None:
        return self._negatives.get(name)

    def demonym(self, word: str) -> tuple[str, ...]:
        return self._demonyms.get(word, ())


def tagged(text: str, *names: tuple[str, str, float], elsewhere: float = 0.03) -> Tagging:
    """Return a result of the tagger with these names, as (text, label, probability).

    The words of a name with the label LOC have the probability of this name. All other words have the probability
    `elsewhere`.
    """
    spans = [Span(start := text.index(name), start + len(name), label, share) for name, label, share in names]
    tokens = tokenize(text)
    shares = np.full(len(tokens), elsewhere, np.float32)
    for span in spans:
        for i, token in enumerate(tokens):
            if span.label == "LOC" and span.start <= token.start < span.end:
                shares[i] = span.probability
    starts, ends = (np.array([getattr(t, side) for t in tokens], np.int64) for side in ("start", "end"))
    return Tagging(sorted(spans), starts, ends, shares)
