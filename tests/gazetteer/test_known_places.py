"""The first result for 120 names is the place that newspapers usually mean; for two of them, the second may be this
place.

There are twenty names in each of six groups: seas, islands, ranges and waters, regions, disputes, ambiguous towns.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from storymap.gazetteer import open_gazetteer
from storymap.sphere import distance_km

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("known_places.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]

SHARED = {
    "Dnipro": 2,
    "San Jose": 2,
}  # newspapers use these names for two places, so the expected one may be the first or the second result


def test_table_has_twenty_names_of_each_group() -> None:
    groups = [row[0] for row in ROWS]
    assert {group: groups.count(group) for group in groups} == dict.fromkeys(groups, 20)
    assert len(set(groups)) == 6


@pytest.mark.parametrize(("group", "name", "kinds", "lat", "lon", "km"), ROWS, ids=[row[1] for row in ROWS])
def test_first_candidate_is_the_usual_meaning_in_news(
    group: str, name: str, kinds: str, lat: str, lon: str, km: str
) -> None:
    gazetteer = open_gazetteer()
    for entry in gazetteer.find(name)[: SHARED.get(name, 1)]:
        of_kind = entry.kind in kinds.split() or ("dispute" in kinds and gazetteer.place(entry).dispute is not None)
        if of_kind and distance_km(entry.lat, entry.lon, float(lat), float(lon)) <= float(km):
            return
    pytest.fail(f"the first result for {name} is {gazetteer.find(name)[:1]}")
