"""Draw replacement names, so that the tagger learns the context of places instead of a list of names."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from random import Random

from storymap.forge.training.lessons import Lesson
from storymap.model import BoundingBox
from storymap.ports import Gazetteer
from storymap.recognize.languages.data import language_data

# Boxes of the countries where most readers of English-language newspapers live. Half of the town names come from these
# countries.
_HOMES = (
    BoundingBox(-124, 30, -68, 48),
    BoundingBox(-8, 50, 2, 57),
    BoundingBox(-123, 43, -64, 53),
    BoundingBox(140, -38, 153, -17),
    BoundingBox(73, 9, 88, 30),
    BoundingBox(18, -34, 32, -23),
)
_WORLD = BoundingBox(-180, -60, 180, 75)
_LARGE = {
    "country": 220,
    "admin1": 1500,
    "admin2": 1500,
    "sea": 80,
    "island": 200,
    "land": 250,
    "water": 250,
    "region": 120,
    "site": 150,
}
# Minimum prominence (30,000 people) of the places in `_namesakes`. Their names are also first names of people.
_WELL_KNOWN = 4.5
_INVENTED = 0.15  # share of town names that are invented


class Pool:
    """Draws names by kind.

    Names of people and organisations come from the lessons. All other names come from the gazetteer.
    """

    def __init__(self, gazetteer: Gazetteer, lessons: Iterable[Lesson], random: Random, cities: int) -> None:
        self._random = random
        self.names: dict[str, list[str]] = {kind: _large(gazetteer, kind, limit) for kind, limit in _LARGE.items()}
        self.names["namesake"] = _namesakes(gazetteer)
        self.names["mountain"] = _mountains(gazetteer)
        self.names["city"] = _cities(gazetteer, random, cities)
        self.names["person"], self.names["organisation"] = [], []
        for lesson in lessons:
            for start, end, label in lesson.marks:
                if label != "LOC":
                    self.names["person" if label == "PER" else "organisation"].append(lesson.text[start:end])
        self._words = [name for name in self.names["city"] if name.isalpha()]
        self.names = {kind: names for kind, names in self.names.items() if names}

    def draw(self, kind: str) -> str:
        """Return a name of a kind.

        Some town names are invented: the first half of one name is joined to the second half of another.
        """
        if kind == "unknown":
            return self._unknown()
        name = self._random.choice(self.names[kind])
        return self._invented() if kind == "city" and self._random.random() < _INVENTED else name

    def _unknown(self) -> str:
        """Return an invented name of one or two words, or the name of a settlement."""
        share = self._random.random()
        if share < 0.35:
            return self._random.choice(self.names["city"])
        return f"{self._invented()} {self._invented()}" if share < 0.45 else self._invented()

    def _invented(self) -> str:
        """Return an invented name of one word: the first half of one town name and the second half of another."""
        name, other = (self._random.choice(self._words) for _ in range(2))
        return name[: (len(name) + 1) // 2] + other[len(other) // 2 :].lower()


def _large(gazetteer: Gazetteer, kind: str, limit: int) -> list[str]:
    return _usable(gazetteer.place(entry).name for entry in gazetteer.largest(_WORLD, frozenset({kind}), limit))


def _namesakes(gazetteer: Gazetteer) -> list[str]:
    """Return the given names of people that are also names of well-known places, such as "Georgia" and "Austin"."""
    names = [name.title() for name in language_data("en").given_names]
    return sorted(name for name in names if (best := gazetteer.best(name)) and best[1] >= _WELL_KNOWN)


def _mountains(gazetteer: Gazetteer) -> list[str]:
    places = [gazetteer.place(entry) for entry in gazetteer.largest(_WORLD, frozenset({"land"}), 3000)]
    return _usable(place.name for place in places if place.feature_code in ("MT", "PK", "VLC", "MTS"))


def _cities(gazetteer: Gazetteer, random: Random, count: int) -> list[str]:
    """Return at least `count` names of settlements of all sizes near random positions."""
    names: list[str] = []
    while len(names) < count:
        box = random.choice(_HOMES) if random.random() < 0.5 else _WORLD
        south, north = (math.sin(math.radians(lat)) for lat in (box.south, box.north))
        lat = math.degrees(math.asin(random.uniform(south, north)))
        lon = random.uniform(box.west, box.east)
        near = gazetteer.within(lat, lon, 60, frozenset({"city"}), 20)
        names += _usable(gazetteer.place(entry).name for entry in random.sample(list(near), min(4, len(near))))
    return names


def _usable(names: Iterable[str]) -> list[str]:
    return sorted(
        {name for name in names if name[:1].isupper() and len(name) > 2 and not set(name) & set("/,()[]0123456789")}
    )


def kind_of(name: str, gazetteer: Gazetteer, kinds: Sequence[str] = ("city", "admin1", "admin2", "country")) -> str:
    """Return the kind of the place that `name` usually means. Only names of places of this kind may replace it. Return
    "" if the name must not be replaced."""
    best = gazetteer.best(name)
    return best[0] if best and best[0] in kinds else ""
