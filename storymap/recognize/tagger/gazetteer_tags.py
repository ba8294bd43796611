"""Tag the words of a text that are names in the gazetteer. The tags are features for the tagger."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from storymap.recognize.tagger.vocabulary import CAPITAL, FIGURE, Growing, hashes
from storymap.tokens import Token

Best = Callable[[str], tuple[str, float] | None]  # a function like `Gazetteer.best`

Match = tuple[int, int, str]  # index of the first token, index after the last token, "kind prominence"

FULL, KIND, FAME = range(3)  # columns of a tag's values
_LONGEST = 7  # maximum number of tokens in a name: "Saint Vincent and the Grenadines", "Stratford-upon-Avon"
# Maximum number of stored names; if it is reached, they are deleted, so that memory use does not grow
_REMEMBERED = 50_000


class Tags:
    """Gives a number to each tag, and stores the values of the tags.

    A tag says which part of a gazetteer name a word is, and the kind and prominence of the place: "B city 4" is the
    whole name of a city with at least 10,000 people.
    """

    def __init__(self, best: Best) -> None:
        self._best = best
        self._names: dict[str, str] = {}
        self._ids = {"": 0}
        self.values = Growing(3, np.uint32)
        self.values.extend([[0, 0, 0]])

    def matches(
        self, text: str, tokens: Sequence[Token], kinds: Sequence[int], ranges: Sequence[tuple[int, int]]
    ) -> list[Match]:
        """Return the longest names in the gazetteer, from left to right, within sentences."""
        found = []
        for first, end in ranges:
            i = first
            while i < end:
                if kinds[i] == CAPITAL or tokens[i].text in ("The", "La", "Los", "El", "San"):
                    for j in range(min(end, i + _LONGEST), i, -1):
                        if kinds[j - 1] != CAPITAL and (kinds[j - 1] != FIGURE or j == i + 1):
                            continue
                        tag = self._tag(text[tokens[i].start : tokens[j - 1].end])
                        if tag:
                            found.append((i, j, tag))
                            i = j - 1
                            break
                i += 1
        return found

    def id(self, position: str, tag: str) -> int:
        """Return the number of a tag.

        `tag`: kind and prominence, such as "city 4". `position`: B for a name of one word; Bm for the first word of a
        longer name, Im for its other words.
        """
        name = f"{position} {tag}"
        number = self._ids.get(name)
        if number is None:
            number = self._ids[name] = len(self._ids)
            kind, _, fame = tag.partition(" ")
            self.values.extend([hashes([f"{position}{kind}{fame}", f"{position}{kind}", f"{position[0]}{fame}"])])
        return number

    def _tag(self, name: str) -> str:
        tag = self._names.get(name)
        if tag is None:
            if len(self._names) >= _REMEMBERED:
                self._names.clear()
            best = self._best(" ".join(name.split()))
            tag = self._names[name] = f"{best[0]} {int(best[1])}" if best else ""
        return tag
