"""Moving a place that a user has added: its entry keeps the kind and the radius that the user wrote, if they fit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from storymap.overrides import PlacesFile

MOVED = {"lat": 3, "lon": 4, "kind": "town", "radius_km": 10}


@pytest.mark.parametrize(
    ("entry", "decision", "written"),
    [
        ("{lat: 1, lon: 2, kind: village}", {"lat": 3, "lon": 4}, {"lat": 3, "lon": 4, "kind": "village"}),
        ("{lat: 1, lon: 2, kind: village}", MOVED, {"lat": 3, "lon": 4, "kind": "village", "radius_km": 10}),
        ("{lat: 1, lon: 2, kind: lake}", MOVED, MOVED),
        ("{lat: 1, lon: 2, approximate: true}", MOVED, {"lat": 3, "lon": 4, "approximate": True, "kind": "town"}),
        ("{lat: 1, lon: 2, radius_km: 5}", MOVED, {"lat": 3, "lon": 4, "radius_km": 5, "kind": "town"}),
        ("{at: '1, 2', kind: village}", {"lat": 3, "lon": 4}, {"kind": "village", "lat": 3, "lon": 4}),
        ("{lat: 1, lon: 2, kind: village}", {"id": "x:1"}, {"id": "x:1"}),
        ("{id: 'x:1', approximate: true}", MOVED, {"approximate": True, **MOVED}),
    ],
)
def test_moved_place_keeps_its_own_fields(
    tmp_path: Path, entry: str, decision: dict[str, Any], written: dict[str, Any]
) -> None:
    path = tmp_path / "places.yaml"
    path.write_text(f"version: 1\nplaces:\n  Mill: {entry}\n", encoding="utf-8")
    opened = PlacesFile.open(path, "a.md")
    opened.decide("Mill", decision)
    assert opened.entry("Mill") == written
