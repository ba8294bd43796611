"""Resolution of names with a larger unit beside them ("Lemberg, Austria"), in a world of places that share names."""

from __future__ import annotations

import re

import pytest

from storymap.model import Mention, Resolution
from storymap.read import read_string
from storymap.recognize.cues import add_cues
from storymap.resolve import resolve
from tests.worlds import SmallWorld

WORLD = SmallWorld(
    (
        ("Austria", 47.3, 13.3, 8_900_000, "PCLI", "AT", "", "country", ()),
        ("United Kingdom", 54.0, -2.0, 67_000_000, "PCLI", "GB", "", "country", ("UK",)),
        ("France", 46.0, 2.0, 66_000_000, "PCLI", "FR", "", "country", ()),
        ("Russia", 60.0, 100.0, 144_000_000, "PCLI", "RU", "", "country", ()),
        ("Lviv", 49.8, 24.0, 720_000, "PPLA", "UA", "UA.15", "city", ("Lemberg",)),
        ("Lemberg", 49.2, 7.7, 4_000, "PPL", "DE", "DE.08", "city", ()),
        ("Chisinau", 47.0, 28.9, 700_000, "PPLC", "MD", "MD.57", "city", ("Kishinev",)),
        ("Papeete", -17.5, -149.6, 26_000, "PPLC", "PF", "PF.01", "city", ()),
        ("Douglas", 54.2, -4.5, 27_000, "PPLC", "IM", "", "city", ()),
        ("Douglas", 31.3, -109.5, 16_000, "PPL", "US", "US.AZ", "city", ()),
        ("Surrey", 49.1, -122.8, 600_000, "PPL", "CA", "CA.02", "city", ()),
        ("Surrey", 51.3, -0.4, 1_200_000, "ADM2", "GB", "GB.ENG", "admin2", ()),
        ("Richmond", 49.2, -123.1, 210_000, "PPL", "CA", "CA.02", "city", ()),
        ("Richmond", 51.5, -0.3, 21_000, "PPL", "GB", "GB.ENG", "city", ()),
        ("Richmond", 37.6, -77.5, 220_000, "PPLA", "US", "US.VA", "city", ()),
    )
)
NAMES = re.compile(r"\b(?:" + "|".join({n for r in WORLD.rows for n in (r[0], *r[8])}) + r")\b")


def resolved(text: str) -> list[Resolution]:
    """Resolve a text, with all known names as mentions."""
    article = read_string(text + "\n")
    names = [Mention(m.group(), *m.span()) for m in NAMES.finditer(article.text)]
    return list(resolve(article, list(add_cues(article.text, names, WORLD)), WORLD))


def countries(text: str) -> list[str]:
    """The country of each name of a text; "?" for none."""
    return [r.place.country_codes[0] if r.place else "?" for r in resolved(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The engraver came from Lemberg, Austria, with two cousins.", ["UA", "AT"]),
        ("My aunt sold gloves in Kishinev, Russia, until 1905.", ["MD", "RU"]),
    ],
)
def test_former_country_decides(text: str, expected: list[str]) -> None:
    """A country of the past has no candidate within its present borders."""
    assert countries(text) == expected


def test_country_contains_its_dependent_territories() -> None:
    assert countries("The yacht was sold in Papeete, France, in May.") == ["PF", "FR"]
    assert countries("The fund is registered in Douglas, UK, they say.") == ["IM", "GB"]


def test_county_comes_before_a_town_of_its_name() -> None:
    assert countries("The bakery in Richmond, Surrey, closed.")[0] == "GB"


def test_reason_of_only_candidate_near_the_unit_counts_the_excluded() -> None:
    lemberg, _ = resolved("A tailor from Lemberg, Austria, signed the deed.")
    assert (lemberg.reason.code, lemberg.reason.params["all"]) == ("near", "2")
