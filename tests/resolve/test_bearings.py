"""Places that are described relative to other places ("30 miles north of Waco", "the Ukrainian capital")."""

from __future__ import annotations

import pytest

import storymap
from storymap.model import Mention, MentionKind, Place, Position
from storymap.resolve.bearings import bearing_of, named_point, point_at, point_between
from storymap.sphere import distance_km

WACO = Place("test:waco", "Waco", Position(31.55, -97.15), "P", "PPL", country_codes=("US",), radius_km=4)
HILLSBORO = Place(
    "test:hillsboro", "Hillsboro", Position(32.01, -97.13), "P", "PPL", country_codes=("US",), radius_km=1
)
TEXAS = Place("test:texas", "Texas", Position(31.3, -99.0), "A", "ADM1", country_codes=("US",), radius_km=600)


MENTION = Mention("30 miles north of Waco", 0, 22, MentionKind.DESCRIPTION, 0.9)


@pytest.mark.parametrize(
    ("relation", "degrees"),
    [("north of", 0), ("east of", 90), ("southwest of", 225), ("north-west of", 315), ("off", None), ("from", None)],
)
def test_relation_with_a_direction_has_a_bearing(relation: str, degrees: float | None) -> None:
    assert bearing_of(relation) == degrees


def test_point_at_distance_and_bearing_has_a_radius() -> None:
    place = point_at(MENTION, "north of", 48.28, WACO)
    assert place is not None and place.approximate
    assert distance_km(*place.position, 31.984, -97.15) < 1
    assert 10 < place.radius_km < 15


def test_distance_without_direction_is_not_a_point() -> None:
    assert point_at(MENTION, "from", 250, WACO) is None
    assert named_point("from", 48, WACO, [HILLSBORO]) is None


def test_town_at_the_described_point_is_the_place() -> None:
    assert named_point("north of", 48.28, WACO, [TEXAS, HILLSBORO]) is HILLSBORO
    assert named_point("south of", 48.28, WACO, [HILLSBORO]) is None


def test_between_is_the_midpoint_of_two_different_places() -> None:
    place = point_between(MENTION, WACO, HILLSBORO)
    assert place is not None and abs(place.position.lat - 31.78) < 0.01
    assert point_between(MENTION, WACO, WACO) is None


def found(text: str) -> dict[str, tuple[str, bool]]:
    """Return surface -> (name, whether the position is approximate) for all places on the map."""
    return {r.mention.surface: (r.place.name, r.place.approximate) for r in storymap.places(text) if r.place}


@pytest.mark.parametrize(
    ("text", "surface", "name", "approximate"),
    [
        ("The plane fell into a field two hundred miles west of Winnipeg.\n", "two hundred miles west of Winnipeg", "two hundred miles west of Winnipeg", True),
        ("Tefé lies 520 km west of Manaus, on the river.\n", "520 km west of Manaus", "Tefé", False),
        ("The ferry sank in the waters between Crete and Rhodes at dawn.\n", "between Crete and Rhodes", "between Crete and Rhodes", True),
        ("Missiles fell on Kharkiv. Officials in the Ukrainian capital spoke of two dead.\n", "the Ukrainian capital", "Kyiv", False),
        ("Peru closed its schools. In the capital, buses stood still. Peru is tired.\n", "the capital", "Lima", False),
        ("The march began in Sacramento, the capital of California, and went on.\n", "Sacramento", "Sacramento", False),
        ("An aircraft from Okinawa was seen near the islands that Tokyo calls the Senkakus.\n", "the islands", "Senkaku / Diaoyu Islands", False),
        ("Fiji votes on Sunday. Ferries between the islands were full.\n", "the islands", "Fiji", False),
    ],
)  # fmt: skip
def test_description_is_resolved(text: str, surface: str, name: str, approximate: bool) -> None:
    assert found(text)[surface] == (name, approximate)


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("The match between Settle and Bingley was not finished.\n", "between Settle and Bingley"),
        ("She remembers Alexandria, and the sea wall.\n", "the sea"),
        ("The delegation left Tripoli, the capital of Libya, at noon.\n", "the capital of Libya"),
        (
            "A force led by Kenya came to Haiti. Haiti waits. Haiti hopes. In Kenya the capital is calm.\n",
            "the capital",
        ),
    ],
)
def test_description_that_is_vague_or_repeats_a_name_is_not_mapped(text: str, surface: str) -> None:
    assert surface not in found(text)
