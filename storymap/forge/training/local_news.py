"""Generate local news about real towns from templates, to train the confidence of names without a state or county.

Annotated texts are mostly about well-known places. A local newspaper names its own town without a state, even if
another town with this name is better known. The generated texts teach the confidence how often a name refers to such a
less-known town.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from storymap.model import BoundingBox
from storymap.ports import Entry, Gazetteer

FRAMES = Path(__file__).with_name("local_news.txt")
COUNT = 240  # number of texts
_LEAST = 3.3  # minimum prominence of the main town: 2,000 people
# In this share of the texts, another place with the main town's name is better known than the main town. The resolver
# often makes mistakes in such texts.
_NAMESAKES = 0.5
_NEAR_KM = 35.0  # maximum distance between the main town and a neighbouring town
_WORLD = BoundingBox(-180, -60, 180, 75)
_TOWNS = 60_000  # towns are drawn from this many of the largest settlements
_CITIES = 150  # distant cities are drawn from this many of the largest settlements
_SLOT = re.compile(r"\{([A-Z])\}")
_MARK = re.compile(r"^(?P<country>[A-Z]{2})\t(?P<text>.+)$", re.MULTILINE)


def local_news(gazetteer: Gazetteer, seed: int = 0, count: int = COUNT) -> Iterator[dict[str, Any]]:
    """Yield texts in the format of `storymap.forge.training.ranker`. The same seed gives the same texts."""
    random = Random(seed)
    frames = [(m["country"], m["text"]) for m in _MARK.finditer(FRAMES.read_text(encoding="utf-8"))]
    largest = gazetteer.largest(_WORLD, frozenset({"city"}), _TOWNS)
    towns: dict[str, list[Entry]] = {}
    for entry in largest:
        if entry.prominence >= _LEAST:
            towns.setdefault(entry.country, []).append(entry)
    weights = {country: [entry.population**0.5 for entry in found] for country, found in towns.items()}
    while count:
        country, frame = random.choice(frames)
        town = random.choices(towns[country], weights[country])[0]
        if random.random() < _NAMESAKES and gazetteer.find(gazetteer.place(town).name)[0].number == town.number:
            continue
        places = _places(frame, town, towns[country], largest[:_CITIES], gazetteer, random)
        if places is not None:
            count -= 1
            yield _filled(frame, places, gazetteer)


def _places(
    frame: str,
    town: Entry,
    country: Sequence[Entry],
    world: Sequence[Entry],
    gazetteer: Gazetteer,
    random: Random,
) -> Mapping[str, Entry] | None:
    """Return the place for each slot of a template, or None if too few towns are near the main town."""
    near = gazetteer.within(town.lat, town.lon, _NEAR_KM, frozenset({"city"}), 12)
    near = [e for e in near if e.number != town.number and e.country == town.country]
    counties = gazetteer.within(town.lat, town.lon, _NEAR_KM, frozenset({"admin2"}), 1)
    if len(near) < 2 or ("{C}" in frame and not counties):
        return None
    one, other = random.sample(near, 2)
    found = {"T": town, "N": one, "M": other, "F": random.choice(country[:40]), "W": random.choice(world)}
    return found | ({"C": counties[0]} if counties else {})


def _filled(frame: str, places: Mapping[str, Entry], gazetteer: Gazetteer) -> dict[str, Any]:
    text, at, mentions = "", 0, []
    for slot in _SLOT.finditer(frame):
        text += frame[at : slot.start()]
        entry = places[slot[1]]
        name = gazetteer.place(entry).name
        mentions.append(
            {"start": len(text), "end": len(text) + len(name), "kind": "name", "lat": entry.lat, "lon": entry.lon}
        )
        text += name
        at = slot.end()
    return {"text": text + frame[at:], "mentions": mentions}
