"""Reading places.yaml, and applying its overrides to resolutions, display and scenes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from PIL import Image

from storymap import resources
from storymap.errors import GazetteerError, OverrideError
from storymap.model import BoundingBox, Camera, Candidate, Mention, OverrideEntry, Place, Position, Reason, Resolution
from storymap.overrides import apply as apply_overrides
from storymap.overrides import load_overrides, patch
from storymap.overrides.apply import override_reason
from storymap.overrides.read import load_overrides_text
from storymap.pipeline import build
from storymap.read import read_string

ARTICLE = read_string("Chitose is cold.\n\nThe Old Mill in Chitose is warm. Orient is a ship.\n")
WRONG = Place("geonames:1", "Chitose", Position(33.0, 130.0))
RIGHT = Place("geonames:2130452", "Chitose", Position(42.8, 141.7))


class Gazetteer:
    def place(self, place_id: str) -> Place:
        if place_id == RIGHT.id:
            return RIGHT
        raise GazetteerError(place_id)


def resolutions() -> tuple[Resolution, ...]:
    found = []
    for start in (0, 34):
        mention = Mention("Chitose", start, start + 7)
        assert ARTICLE.text[start : start + 7] == "Chitose"
        found.append(Resolution(mention, WRONG, 0.6, Reason("largest"), (Candidate(WRONG, 0.6), Candidate(RIGHT, 0.4))))
    return tuple(found)


def apply(tmp_path: Path, yaml: str) -> tuple[tuple[Resolution, ...], tuple[object, ...]]:
    path = tmp_path / "places.yaml"
    path.write_text(yaml, encoding="utf-8")
    overrides = load_overrides(path)
    assert overrides is not None
    return apply_overrides(overrides, ARTICLE, resolutions(), (), Gazetteer())[:2]  # type: ignore[arg-type]


def test_id_applies_to_every_mention(tmp_path: Path) -> None:
    decided, _ = apply(tmp_path, "version: 1\nplaces:\n  # it is in Hokkaido\n  Chitose: {id: geonames:2130452}\n")
    assert [r.place for r in decided] == [RIGHT, RIGHT]
    assert [(r.reason, r.confidence) for r in decided] == [(override_reason("places.yaml", 4), 1.0)] * 2


def test_name_and_position_add_missed_place(tmp_path: Path) -> None:
    decided, _ = apply(tmp_path, "version: 1\nplaces:\n  Old Mill: {name: Old Mill Café, lat: 43.06, lon: 141.35}\n")
    added = [r for r in decided if r.mention.surface == "Old Mill"]
    assert [(r.place.name, r.place.position) for r in added if r.place] == [("Old Mill Café", Position(43.06, 141.35))]


def test_ignored_name_is_rejected(tmp_path: Path) -> None:
    decided, rejected = apply(tmp_path, "version: 1\nplaces:\n  Chitose: {ignore: true}\n")
    assert decided == ()
    assert len(rejected) == 2


def test_unknown_id_suggests_nearest_candidate(tmp_path: Path) -> None:
    with pytest.raises(OverrideError, match=r"places.yaml:3: .*Did you mean `geonames:2130452`"):
        apply(tmp_path, "version: 1\nplaces:\n  Chitose: {id: geonames:2130453}\n")


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        ("places: {}\n", r"places\.yaml:1:1: `version: 1` is missing"),
        ("version: 2\n", r"places\.yaml:1:1: .*reads version 1"),
        ("- a\n- b\n", "must start with"),
        ("version: 1\nplace:\n  A: {ignore: true}\n", r"places\.yaml:2:1: .*Did you mean `places`"),
        ("version: 1\nplaces:\n  A: {lat: 95, lon: 1}\n", r"places\.yaml:3:7: .*latitude 95"),
        ("version: 1\nplaces:\n  A: {lat: 5, lon: 181}\n", r"places\.yaml:3:\d+: .*longitude 181"),
        ("version: 1\nplaces:\n  A: {lat: 5}\n", r"places\.yaml:3:3: A: `lon` is missing"),
        ("version: 1\nplaces:\n  A: {lat: north, lon: 1}\n", "is not a number"),
        ("version: 1\nplaces:\n  A: {lat: true, lon: 1}\n", "is not a number"),
        ("version: 1\nplaces:\n  A: {lat: .nan, lon: 1}\n", "latitude nan"),
        ("version: 1\nplaces:\n  A: {ingore: true}\n", r"3:7: A: unknown key `ingore`.*Did you mean `ignore`"),
        ("version: 1\nplaces:\n  A: here\n", r"3:3: A: expected `id"),
        ("version: 1\nplaces: [A, B]\n", "must map names to entries"),
        ("version: 1\nplaces:\n  A: {id: x\n", r"places\.yaml:\d+:\d+: invalid YAML"),
        ("version: 1\nplaces:\n\tA: {id: x}\n", r"places\.yaml:3:1: invalid YAML"),
        (
            "version: 1\nplaces:\n  A: {id: x}\n  A: {id: y}\n",
            r"places\.yaml:4:\d+: invalid YAML: the key `A` occurs twice",
        ),
    ],
)
def test_mistake_is_reported_with_position_and_allowed_values(tmp_path: Path, yaml: str, message: str) -> None:
    with pytest.raises(OverrideError, match=message):
        apply(tmp_path, yaml)


def test_empty_or_missing_file_changes_nothing(tmp_path: Path) -> None:
    assert load_overrides(None) is None
    decided, _ = apply(tmp_path, "")
    assert decided == resolutions()


def test_named_file_must_exist(tmp_path: Path) -> None:
    with pytest.raises(OverrideError, match="no such file"):
        load_overrides(tmp_path / "other.yaml")


@pytest.mark.parametrize(
    ("entry", "starts"),
    [
        ("{in: p2, id: 'geonames:2130452'}", [34]),
        ("{nth: 1, id: 'geonames:2130452'}", [0]),
        ("{quote: The Old Mill in Chitose, id: 'geonames:2130452'}", [34]),
        # the quote is from an earlier version of the article
        ("{quote: The old mill at Chitose is warm, id: 'geonames:2130452'}", [34]),
        ("{quote: Snow fell on Chitose all night, id: 'geonames:2130452'}", []),
        ("[{nth: 2, id: 'geonames:2130452'}, {in: p1, ignore: true}]", [34]),
    ],
)
def test_selector_limits_override_to_some_occurrences(tmp_path: Path, entry: str, starts: list[int]) -> None:
    decided, _ = apply(tmp_path, f"version: 1\nplaces:\n  Chitose: {entry}\n")
    assert [r.mention.start for r in decided if r.place == RIGHT] == starts


def test_specific_entry_overrides_general_one(tmp_path: Path) -> None:
    yaml = "version: 1\nplaces:\n  Chitose: [{in: p2, ignore: true}, {id: 'geonames:2130452'}]\n"
    decided, rejected = apply(tmp_path, yaml)
    assert [r.mention.start for r in decided] == [0]
    assert len(rejected) == 1


def test_display_fields_do_not_change_the_decision(tmp_path: Path) -> None:
    path = tmp_path / "places.yaml"
    path.write_text(
        "version: 1\nplaces:\n  Chitose: {as: Chitose City, note: Cold., zoom: 6, radius_km: 20}\n", encoding="utf-8"
    )
    overrides = load_overrides(path)
    assert overrides is not None
    applied = apply_overrides(overrides, ARTICLE, resolutions(), (), Gazetteer())  # type: ignore[arg-type]
    assert {(r.confidence, r.reason.code) for r in applied.resolutions} == {(0.6, "largest")}
    assert {(r.place.approximate, r.place.radius_km) for r in applied.resolutions if r.place} == {(True, 20.0)}
    assert (applied.edits.shown, applied.edits.notes, applied.edits.zooms) == (
        {WRONG.id: "Chitose City"},
        {WRONG.id: "Cold."},
        {WRONG.id: 6.0},
    )


def test_scenes_can_have_titles_and_cameras_and_be_hidden_or_joined(tmp_path: Path) -> None:
    path = tmp_path / "article.md"
    path.write_text("Sapporo is north.\n\nTokyo is south.\n\nKyoto is old.\n\nOsaka is big.\n", encoding="utf-8")
    path.with_name("places.yaml").write_text(
        "version: 1\nscenes:\n  p1: {title: The north, camera: {box: [139, 41, 146, 46], zoom: 6}}\n"
        "  p2: {hide: true}\n  p4: {with: p3}\n",
        encoding="utf-8",
    )
    story = build(path).story
    first = story.scenes[0]
    assert (first.title, first.camera) == ("The north", Camera(BoundingBox(139, 41, 146, 46), 6))
    assert "p2" in story.left_out
    assert [s.passages for s in story.scenes] == [("p1",), ("p3", "p4")]


def test_example_in_documentation_is_valid() -> None:
    documentation = (Path(__file__).parents[2] / "docs" / "reference" / "places-yaml.md").read_text(encoding="utf-8")
    shown = documentation.partition("```yaml\n")[2].partition("```")[0]
    overrides = load_overrides_text(shown, "places.yaml")
    schema = json.loads(resources.schema("places-yaml.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(patch.load(shown), schema)
    assert len(overrides.entries) == 6 and set(overrides.scenes) == {"p4", "p7", "p9", "p11"}


def test_place_with_area_and_image_matches_name_across_line_break(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("They met in the Old\nMill near Sapporo.\n", encoding="utf-8")
    Image.new("RGB", (40, 30), "red").save(tmp_path / "mill.png")
    path.with_name("places.yaml").write_text(
        "version: 1\nplaces:\n  Old Mill:\n    kind: site\n    note: Closed on Mondays.\n"
        "    area: {type: Polygon, coordinates: [[[141.3, 43.0], [141.4, 43.0], [141.4, 43.1], [141.3, 43.0]]]}\n"
        "    image: {file: mill.png, alt: A red mill, credit: Ann}\n",
        encoding="utf-8",
    )
    built = build(path)
    mill = next(p for p in built.story.places if p.place.source == "editor")
    assert mill.place.footprint is not None and 141.3 < mill.place.position.lon < 141.4
    html = built.html()
    assert 'alt="A red mill"' in html and "data:image/webp" in html and "Closed on Mondays." in html


def test_custom_place_with_box_is_region() -> None:
    entry = "version: 1\nplaces:\n  the valley: {box: [141.1, 42.9, 141.6, 43.2], lat: 43.05, lon: 141.3}\n"
    overrides = load_overrides_text(entry, "places.yaml")
    assert [e.place.feature_code for e in overrides.entries if e.place] == ["RGN"]


def test_override_reason_has_file_and_line_as_values_and_as_parameters() -> None:
    reason = override_reason("places.yaml", 4)
    assert reason.override == OverrideEntry("places.yaml", 4)
    assert reason.params == {"file": "places.yaml", "line": "4"}


def test_decided_place_comes_before_the_other_candidates(tmp_path: Path) -> None:
    decided, _ = apply(tmp_path, "version: 1\nplaces:\n  Chitose: {id: geonames:2130452}\n")
    assert [r.candidates for r in decided] == [(Candidate(RIGHT, 1.0), Candidate(WRONG, 0.6))] * 2


@pytest.mark.parametrize(
    ("selector", "starts"),
    [
        ("in: p2, quote: The Old Mill in Chitose", [34]),
        ("in: p1, quote: The Old Mill in Chitose", []),
        ("in: p1, quote: Chitose is cold", [0]),
        ("in: p2, nth: 1", [34]),
        ("quote: The Old Mill in Chitose, nth: 1", [34]),
        ("quote: The Old Mill in Chitose, nth: 2", []),
    ],
)
def test_selectors_of_an_entry_are_combined(tmp_path: Path, selector: str, starts: list[int]) -> None:
    decided, _ = apply(tmp_path, f"version: 1\nplaces:\n  Chitose: {{{selector}, id: 'geonames:2130452'}}\n")
    assert [r.mention.start for r in decided if r.place == RIGHT] == starts


def test_entry_with_a_lost_quote_is_applied_if_its_name_occurs_once() -> None:
    def messages(entry: str) -> tuple[str, ...]:
        overrides = load_overrides_text(f"version: 1\nplaces:\n  {entry}\n", "places.yaml")
        return apply_overrides(overrides, ARTICLE, resolutions(), (), Gazetteer()).unused  # type: ignore[arg-type]

    (message,) = messages("Orient: {quote: Nobody ever saw the Orient again, ignore: true}")
    assert "the entry is applied there, in p2; change the quote to “in Chitose is warm. Orient is a ship.”" in message
    (message,) = messages("Orient: {quote: Nobody ever saw the Orient again, nth: 1, ignore: true}")
    assert "the entry is applied there" not in message


def test_missing_passage_of_a_shared_file_is_no_mistake() -> None:
    overrides = load_overrides_text("version: 1\nplaces:\n  Chitose: {in: p9, ignore: true}\n", "places.yaml")
    with pytest.raises(OverrideError, match="no passage `p9`"):
        apply_overrides(overrides, ARTICLE, resolutions(), (), Gazetteer())  # type: ignore[arg-type]
    shared = replace(overrides, entries=tuple(replace(entry, shared=True) for entry in overrides.entries))
    applied = apply_overrides(shared, ARTICLE, resolutions(), (), Gazetteer())  # type: ignore[arg-type]
    assert applied.resolutions == resolutions() and applied.unused == ()
