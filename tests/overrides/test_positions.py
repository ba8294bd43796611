"""The keys `at`, `lat` and `lon` of a place that a user adds."""

from __future__ import annotations

import pytest

from storymap.errors import OverrideError
from storymap.overrides.read import load_overrides_text


def place(fields: str) -> object:
    (entry,) = load_overrides_text(f"version: 1\nplaces:\n  Hella: {{{fields}}}\n", "places.yaml").entries
    assert entry.place is not None
    return entry.place.position


@pytest.mark.parametrize(
    "fields",
    [
        "at: '63.8569, -19.224'",
        "at: 63°51'24.84\"N 19°13'26.4\"W",
        "at: 'https://www.openstreetmap.org/#map=12/63.8569/-19.224'",
        "at: 'geo:63.8569,-19.224'",
        "at: [63.8569, -19.224]",
        "lat: 63.8569, lon: -19.224",
    ],
)
def test_position_of_own_place(fields: str) -> None:
    assert place(fields) == pytest.approx((63.8569, -19.224), abs=1e-5)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("lat: 141.35, lon: 43.06", "Did you swap them? Write lat: 43.06, lon: 141.35."),
        ("lat: '43,06', lon: 141.35", "Write a decimal point: lat: 43.06."),
        ("lat: 43°3'N, lon: 141", "use `at` instead of `lat` and `lon`"),
        ("at: '141.35, 43.06'", "did you mean 43.06, 141.35?"),
        ("at: 33UXP0448", "“33UXP0448” is in the system MGRS, which is not supported"),
        ("at: '43.06'", "the longitude is missing"),
        ("at: '43.06, 141', lat: 43", "`at` and `lat` cannot be combined"),
        ("at: '43.06, 141', id: geonames:1", "cannot be combined"),
        ("kind: town, ignore: false", "needs `lat` and `lon` in degrees, or `at`"),
    ],
)
def test_message_says_what_to_write(fields: str, message: str) -> None:
    with pytest.raises(OverrideError) as caught:
        place(fields)
    assert message in str(caught.value)
    assert str(caught.value).startswith("places.yaml:3:")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("places:\n  Hella: id:geonames:1\n", "Hella: write a space after the colon: `{id: geonames:1}`."),
        ("places:\n  Hella: {id:x}\n", "Write a space after the colon: `id: x`."),
        ("\nhome: '141.35, 43.06'\n", "`home`: latitude 141.35 is not between -90 and 90."),
        ("scenes:\n  p2: {with: p2}\n", "p2: `with` names the passage itself."),
    ],
)
def test_common_mistakes_are_explained(text: str, message: str) -> None:
    with pytest.raises(OverrideError) as caught:
        load_overrides_text(f"version: 1\n{text}", "places.yaml")
    assert message in str(caught.value) and str(caught.value).startswith("places.yaml:3:")
