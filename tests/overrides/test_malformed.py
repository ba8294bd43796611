"""Malformed places.yaml files: the message has the line, the column and the allowed values.

The JSON Schema finds most of the mistakes too.
"""

from __future__ import annotations

import json
from itertools import product

import jsonschema
import pytest

from storymap import resources
from storymap.errors import OverrideError
from storymap.overrides import patch
from storymap.overrides.read import decode, load_overrides_text

ENTRY = "version: 1\nplaces:\n  Chitose: {%s}\n"
SCENE = "version: 1\nscenes:\n  p4: {%s}\n"

BAD_TEXTS = ["", "[a]", "{a: b}", "true", "~", '"  "']
BAD_FLAGS = ["1", "maybe", "[]", "~", '"true"']
BAD_NUMBERS = ["x", "[1]", "true", "~", "{}", "-1000", "1000000", ".nan", ".inf", '"5"']
BAD_CODES = ["", "[]", "[JPN]", "[1]", "7", "[JP, R]", "Japan"]
BAD_BOXES = [
    "",
    "5",
    "[1, 2, 3]",
    "[1, 2, 3, 4, 5]",
    "[a, b, c, d]",
    "[0, 91, 1, 92]",
    "[0, 5, 1, 4]",
    "[200, 0, 201, 1]",
    "[1, 1, 1, 2]",
    "{west: 1}",
]
BAD_POSITIONS = [
    "lat: 5",
    "lon: 5",
    "lat: 95, lon: 1",
    "lat: 5, lon: 181",
    "lat: north, lon: 1",
    "lat: ~, lon: ~",
    "lat: .nan, lon: 1",
    "lat: true, lon: 1",
    "lat: [5], lon: 1",
    'lat: "43 N", lon: 1',
    "lat: 5, lon: .inf",
]
BAD_MAPPINGS = ["", "[a]", "5", "{}", "{unknown: 1}"]
BAD_AREAS = [
    "5", "[]", "{type: Point, coordinates: [1, 2]}", "{type: Polygon}", "{type: Polygon, coordinates: []}",
    "{type: Polygon, coordinates: [[[1, 1], [2, 1], [1, 1]]]}", "{type: Polygon, coordinates: [[[1, 1], [2, 1], [2, 2], [1, 2]]]}",
    "{type: Polygon, coordinates: [[[1, 1], [2, 2], [2, 1], [1, 2], [1, 1]]]}", "{type: Polygon, coordinates: [[[1, 95], [2, 1], [2, 2], [1, 95]]]}",
    "{type: Polygon, coordinates: [[[a, b], [2, 1], [2, 2], [a, b]]]}", "{type: MultiPolygon, coordinates: [[[1, 1], [2, 1], [2, 2], [1, 1]]]}",
]  # fmt: skip
BAD_IMAGES = [
    "mill.jpg",
    "[mill.jpg]",
    "{}",
    "{file: mill.jpg}",
    "{alt: A mill}",
    "{file: '', alt: A mill}",
    "{file: a.jpg, alt: ''}",
    "{file: a.jpg, alt: A, size: 5}",
    "~",
]

FILES = [
    # invalid YAML
    "version: 1\nplaces:\n  A: {id: x\n", "version: 1\nplaces:\n\tA: {id: x}\n", "version: 1\nplaces:\n  A: {id: x}\n  A: {id: y}\n",
    "version: 1\nplaces:\n  A: [id: x\n", "version: 1\nplaces: {A: {id: x}}}\n", "version: 1\nplaces:\n  A: 'x\n", "version: 1\nplaces:\n  A: \"x\n",
    "version: 1\nplaces:\n  A: {id: x}\n B: {id: y}\n", "version: 1\nplaces:\n  A: &a {id: x}\n  B: *b\n", "version: 1\n places:\n", "%YAML 9.9\n---\nversion: 1\n",
    "version: 1\n---\nversion: 1\n", "version: 1\nplaces:\n  A: !!python/object:os.system {}\n", "version: 1\nplaces:\n  A: `x`\n", "version: 1\nplaces:\n  A: @x\n",
    "version: 1\nplaces:\n  A: {id: x}}\n", "version: 1\nplaces:\n  - A: {id: x\n", "version: 1\nplaces:\n  A: {id: \x07}\n", "version: 1\nversion: 1\n", "version: 1: 2\n", "a\nb: c\n",
    # unexpected structure
    "- a\n- b\n", "just words\n", "5\n", "places: {}\n", "version: 2\n", "version: one\n", "version: '1'\n", "version: true\n", "version: ~\n", "version:\n", "version: [1]\n",
    "version: 1\nplace:\n  A: {ignore: true}\n", "version: 1\nPlaces: {}\n", "version: 1\nscene: {}\n", "version: 1\n1: {}\n", "version: 1\ntitle: A\n",
    "version: 1\nplaces: [A, B]\n", "version: 1\nplaces: A\n", "version: 1\nplaces: 5\n", "version: 1\nplaces: true\n", "version: 1\nscenes: [p1]\n", "version: 1\nscenes: p1\n", "version: 1\nscenes: 5\n",
    "version: 1\nplaces:\n  '': {ignore: true}\n", "version: 1\nplaces:\n  ~: {ignore: true}\n", "version: 1\nplaces:\n  ' ': {ignore: true}\n", "version: 1\nplaces:\n  [a, b]: {ignore: true}\n",
    "version: 1\nplaces:\n  A: here\n", "version: 1\nplaces:\n  A:\n", "version: 1\nplaces:\n  A: {}\n", "version: 1\nplaces:\n  A: []\n", "version: 1\nplaces:\n  A: [x]\n", "version: 1\nplaces:\n  A: [{}]\n",
    "version: 1\nplaces:\n  A: 5\n", "version: 1\nplaces:\n  A: true\n", "version: 1\nplaces:\n  A: [[{id: x}]]\n", "version: 1\nscenes:\n  p1:\n", "version: 1\nscenes:\n  p1: {}\n", "version: 1\nscenes:\n  p1: The strait\n", "version: 1\nscenes:\n  p1: [a]\n",
    *(f"version: 1\n{key}: {value}\n" for key, value in product(["home", "names"], BAD_TEXTS)), "version: 1\nnames: Japan\n", "version: 1\nnames: [JP, RU]\n",
    # entries
    *(ENTRY % text for text in ["ingore: true", "ID: x", "lattitude: 5, lon: 5", "name: A", "kind: town", "box: [1, 1, 2, 2]", "in: p1", "nth: 1", "quote: near Chitose", "dispute: {claimed_by: JP}",
                                "id: x, ignore: true", "id: x, lat: 1, lon: 1", "ignore: true, lat: 1, lon: 1", "id: x, name: A", "id: x, kind: town", "id: x, box: [1, 1, 2, 2]", "nth: 1.5, ignore: true", "nth: 0, ignore: true",
                                "quote: elsewhere, ignore: true", "lat: 1, lon: 1, kind: twon", "lat: 1, lon: 1, kind: PPL", "id: x, area: {type: Polygon}"]),
    *(ENTRY % f"{key}: {value}" for key, value in product(["id", "as", "note", "suggested"], BAD_TEXTS)),
    *(ENTRY % f"id: x, {key}: {value}" for key, value in product(["in", "quote"], BAD_TEXTS)),
    *(ENTRY % f"{key}: {value}" for key, value in product(["ignore", "approximate"], BAD_FLAGS)),
    *(ENTRY % f"{key}: {value}" for key, value in product(["zoom", "radius_km"], BAD_NUMBERS)), *(ENTRY % f"id: x, nth: {value}" for value in BAD_NUMBERS),
    *(ENTRY % positions for positions in BAD_POSITIONS), *(ENTRY % f"lat: 1, lon: 1, box: {box}" for box in BAD_BOXES), *(ENTRY % f"area: {area}" for area in BAD_AREAS),
    *(ENTRY % f"id: x, image: {image}" for image in BAD_IMAGES), *(ENTRY % f"lat: 1, lon: 1, dispute: {mapping}" for mapping in BAD_MAPPINGS),
    *(ENTRY % f"lat: 1, lon: 1, dispute: {{{key}: {value}}}" for key, value in product(["claimed_by", "administered_by"], BAD_CODES)), ENTRY % "lat: 1, lon: 1, dispute: {status: contested}",
    # scenes
    *(SCENE % text for text in ["titel: A", "camera: wide", "hide: yes please", "camera: {box: [1, 1, 2, 2], zom: 5}", "camera: {zoom: 5}", "camera: {lat: 5}", "camera: {lat: 5, zoom: 3}"]),
    *(SCENE % f"{key}: {value}" for key, value in product(["title", "with"], BAD_TEXTS)), *(SCENE % f"hide: {value}" for value in BAD_FLAGS), *(SCENE % f"camera: {mapping}" for mapping in BAD_MAPPINGS),
    *(SCENE % f"camera: {{box: {box}}}" for box in BAD_BOXES), *(SCENE % f"camera: {{{positions}}}" for positions in BAD_POSITIONS),
]  # fmt: skip
# At most this many files have mistakes that the JSON Schema does not find. Such mistakes are in quotes, boxes and
# rings, for example.
SCHEMA_MISSES = 32


def test_list_has_200_different_files() -> None:
    assert len(set(FILES)) >= 200


@pytest.mark.parametrize("text", FILES)
def test_malformed_file_gets_message_with_line_and_column(text: str) -> None:
    with pytest.raises(OverrideError, match=r"^places\.yaml:\d+:\d+: \S.{15,}[.?]$") as caught:
        load_overrides_text(text, "places.yaml")
    lines = text.count("\n") + 1
    assert caught.value.line is not None and 1 <= caught.value.line <= lines
    assert not any(
        internal in str(caught.value) for internal in ("ruamel", "Traceback", "NoneType", "CommentedMap", "0x")
    )


def test_schema_finds_most_mistakes() -> None:
    schema = json.loads(resources.schema("places-yaml.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    missed, checked = [], 0
    for text in FILES:
        try:
            data = json.loads(json.dumps(patch.load(text)))
        except Exception:
            # The file is not valid YAML, or has no form in JSON. Text editors report this before they apply the schema.
            continue
        checked += 1
        if validator.is_valid(data):
            missed.append(text)
    assert checked >= 250
    assert len(missed) <= SCHEMA_MISSES, "\n".join(missed)


def test_file_that_is_not_utf8_is_reported_with_line() -> None:
    with pytest.raises(OverrideError, match=r"places\.yaml:2:1: the file is not UTF-8"):
        decode("version: 1\nhome: Orléans\n".encode("latin-1"), "places.yaml")


def test_very_deep_file_is_reported() -> None:
    with pytest.raises(OverrideError, match=r"places\.yaml:\d+:\d+: "):
        load_overrides_text("version: 1\nplaces: " + "[" * 600 + "]" * 600, "places.yaml")
