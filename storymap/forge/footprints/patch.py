"""Compile `footprints-patch.json`: the areas of facts that have changed since `footprints.zip` was built.

"areas" maps an id to {scale, polygons} as in `footprints.zip`, or to null if the area was removed. "names" maps an id
without an area of its own to the id whose area it uses, or to null if it no longer uses the area of another id.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from storymap.basemap.pyramid import Pyramid
from storymap.forge.facts.check import Facts
from storymap.forge.facts.reading import Fact
from storymap.forge.footprints import inputs
from storymap.forge.footprints.build import COARSEST_DEG, aliases, packed
from storymap.forge.footprints.embedded import EmbeddedAreas, EmbeddedLand
from storymap.forge.footprints.features import dispute_areas, feature_areas
from storymap.forge.footprints.land import Coasts, outline, turns_of

FILE = "footprints-patch.json"
Changes = dict[str, BaseGeometry | None]  # id of a place -> its new area; None if the place loses its area
Record = Mapping[str, Mapping[str, Any]]


def build_patch(facts: Facts, codes: Mapping[str, str], data: Path, out: Path) -> Path:
    """Write the patch to `out` and return its path.

    `codes` maps a country code to a place id. `data` is the folder with the committed files.
    """
    areas = EmbeddedAreas(data / "footprints.zip")
    old = inputs.read(data / inputs.RECORD)
    new = inputs.record(facts.features, facts.disputes)
    found: Changes = {}
    if new != old:
        disputed = [(f"storymap:{slug}", cut["countries"]) for slug, cut in old["disputes"].items()]
        land = EmbeddedLand(Pyramid(data / "planet.zip"), areas, disputed)
        found = fact_changes(facts, new["areas"], old["areas"], areas, land)
        found |= country_changes(new["disputes"], old["disputes"], areas, land)
    own = {name for name, (_, target) in areas.index.items() if name == target}
    own = own - found.keys() | {name for name, area in found.items() if area is not None}
    names = aliases([*facts.features, *facts.disputes], codes, own)
    before = {name: target for name, (_, target) in areas.index.items() if name != target}
    document = {
        "areas": {name: packed(area) if area is not None else None for name, area in sorted(found.items())},
        "names": {name: names.get(name) for name in sorted(inputs.differing(names, before))},
    }
    path = out / FILE
    path.write_text(json.dumps(document, separators=(",", ":")), encoding="utf-8", newline="\n")
    return path


def fact_changes(
    facts: Facts, new: Mapping[str, str], old: Mapping[str, str], areas: EmbeddedAreas, land: Coasts
) -> Changes:
    """Return the new area of each entry whose values or members differ between two records, by place id."""
    changed = inputs.differing(new, old)
    drawn = feature_areas([fact for fact in facts.features if fact["id"] in changed], land)
    disputes = [fact for fact in facts.disputes if {fact["id"], *fact.get("members", ())} & changed]
    known = drawn | _areas_of_members(disputes, changed, areas)
    changed |= {fact["id"] for fact in disputes}
    drawn |= dispute_areas(disputes, known, land)
    ids = {slug: f"storymap:{slug}" for slug in changed}
    return {ids[slug]: drawn.get(slug) for slug in changed if slug in drawn or ids[slug] in areas}


def country_changes(
    new: Mapping[str, Mapping[str, Any]],
    old: Mapping[str, Mapping[str, Any]],
    areas: EmbeddedAreas,
    land: Coasts,
) -> Changes:
    """Return the new area of each country whose disputed areas differ between two records, by place id.

    Some land was in a disputed area and is no longer in one. This land is added to the country that the old record
    names as the holder of the area, because the borders in the packages show actual control.
    """
    changed = inputs.differing(new, old)
    codes = {code for cuts in (new, old) for slug in changed & cuts.keys() for code in cuts[slug]["countries"]}
    found: Changes = {}
    for code in sorted(codes):
        holes = [
            turned for cut in new.values() if code in cut["countries"] for turned in turns_of(outline(cut["outline"]))
        ]
        cut_out = shapely.union_all(holes)
        freed = [_freed(old[slug], cut_out, land) for slug in changed & old.keys() if old[slug]["holder"] == code]
        base = areas.get(f"geonames-country:{code}")
        whole = shapely.union_all([area for area in (base, *freed) if area is not None])
        rest = whole.difference(cut_out)
        place = areas.index.get(f"geonames-country:{code}", (0, ""))[1]
        if place and not whole.is_empty:
            # If the whole country is disputed, the rest of its area is only narrow strips along the coast; see
            # `country_areas`.
            found[place] = rest if rest.area > whole.area / 10 else None
    return found


def _freed(cut: Mapping[str, Any], still: BaseGeometry, land: Coasts) -> BaseGeometry | None:
    """Return the land that was cut out of a country before and is no longer cut out, or None if there is none.

    `cut` is the entry of the old record. `still` is the area that is cut out now. If an outline was moved slightly, the
    narrow strips along it are left out.
    """
    rest = (land.inside(outline(cut["outline"])) or shapely.Polygon()).difference(still)
    # The buffer makes the land touch the area of its country, whose outline is simplified.
    kept = rest.buffer(-COARSEST_DEG).buffer(2 * COARSEST_DEG)
    return None if kept.is_empty else land.inside(kept)


def _areas_of_members(disputes: Sequence[Fact], changed: set[str], areas: EmbeddedAreas) -> dict[str, BaseGeometry]:
    """Return a mapping from slug to area, for the members of `disputes` that have an area and have not changed."""
    members = {member for fact in disputes for member in fact.get("members", ())} - changed
    found = {member: areas.get(f"storymap:{member}") for member in sorted(members)}
    return {member: area for member, area in found.items() if area is not None}
