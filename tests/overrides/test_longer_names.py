"""Overrides for names that are a part of longer names, and overrides that are refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from storymap.errors import OverrideError
from storymap.gazetteer import open_gazetteer
from storymap.model import Mention, Place, Position, Reason, Resolution
from storymap.overrides import apply
from storymap.overrides.apply import Applied
from storymap.overrides.read import load_overrides_text
from storymap.pipeline import build
from storymap.read import read_string

ARTICLE = read_string("Boats cross the Siret River near Bacau. Siret is a town.\n")
TEXT = ARTICLE.text
HERE = "{lat: 47.95, lon: 26.06}"


def applied(entries: str, *names: str) -> Applied:
    """Apply entries to TEXT, in which each name is resolved to a place of its own."""
    found = []
    for name in names:
        start = TEXT.index(name)
        place = Place(name, name, Position(47.0, 26.0))
        found.append(Resolution(Mention(name, start, start + len(name)), place, 0.9, Reason("only")))
    overrides = load_overrides_text(f"version: 1\nplaces:\n{entries}", "places.yaml")
    return apply(overrides, ARTICLE, found, [], open_gazetteer())


def surfaces(result: Applied) -> dict[str, str]:
    return {f"{r.mention.surface}@{r.mention.start}": r.place.id if r.place else "" for r in result.resolutions}


def test_entry_for_a_short_name_leaves_a_longer_name_alone() -> None:
    found = surfaces(applied(f"  Siret: {HERE}\n", "Siret River", "Bacau"))
    assert found == {"Siret River@16": "Siret River", "Bacau@33": "Bacau", "Siret@40": "editor:Siret"}


def test_entry_for_the_longer_name_comes_first_whatever_the_order() -> None:
    found = surfaces(applied(f"  Siret: {HERE}\n  Siret River: {{lat: 46, lon: 27}}\n", "Siret River"))
    assert found == {"Siret River@16": "editor:Siret River", "Siret@40": "editor:Siret"}


def test_entry_whose_name_occurs_only_in_longer_names_is_reported() -> None:
    result = applied(f"  River: {HERE}\n", "Siret River")
    assert "occurs only inside longer names, such as “Siret River” in p1" in result.unused[0]
    assert surfaces(result) == {"Siret River@16": "Siret River"}


def test_name_inside_some_longer_names_is_not_reported() -> None:
    assert applied(f"  Siret: {HERE}\n", "Siret River").unused == ()


def test_entry_for_one_occurrence_may_be_inside_a_longer_name() -> None:
    result = applied(f"  River: {{nth: 1, {HERE[1:]}\n", "Siret River")
    assert "editor:River" in surfaces(result).values()


def test_names_inside_a_refused_override_are_kept() -> None:
    result = applied(f"  near Bacau. Siret: {HERE}\n", "Bacau", "Siret is")
    assert "overlaps" in result.unused[0] and "Bacau@33" in surfaces(result)


@pytest.mark.parametrize(
    "entry",
    [{"id": date(2024, 1, 1)}, {"id": {1, 2}}, {"lat": Path("x"), "lon": 1}, {1: 2}, {"id": "\ud800"}, {"note": b"x", "id": None}],
)  # fmt: skip
def test_mapping_with_other_types_is_reported(entry: Mapping[Any, Any]) -> None:
    with pytest.raises(OverrideError):
        build(text="Trains leave Kyoto at noon.\n", places={"Kyoto": entry})


def test_report_names_the_first_of_several_longer_names() -> None:
    text = "The Siret River meets the Prut River."
    found = []
    for name in ("Siret River", "Prut River"):
        mention = Mention(name, text.index(name), text.index(name) + len(name))
        found.append(Resolution(mention, Place(name, name, Position(47.0, 26.0)), 0.9, Reason("only")))
    overrides = load_overrides_text(f"version: 1\nplaces:\n  River: {HERE}\n", "places.yaml")
    (problem,) = apply(overrides, read_string(text), found, [], open_gazetteer()).unused
    assert problem.startswith("places.yaml:3: “River” occurs only inside longer names, such as “Siret River”")
