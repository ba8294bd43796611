"""Resolution of names that are followed by a larger unit ("Lemberg, Austria"), with places that share names."""

from __future__ import annotations

import re

import pytest

from storymap.model import Mention, Resolution
from storymap.read import read_string
from storymap.recognize.cues import add_cues
from storymap.resolve import resolve
from storymap.resolve.candidates import gather
from tests.worlds import SmallWorld

WORLD = SmallWorld(
    (
        ("Austria", 47.3, 13.3, 8_900_000, "PCLI", "AT", "", "country", ()),
        ("United Kingdom", 54.0, -2.0, 67_000_000, "PCLI", "GB", "", "country", ("UK",)),
        ("France", 46.0, 2.0, 66_000_000, "PCLI", "FR", "", "country", ()),
        ("France", 40.1, -80.2, 1_200, "PPL", "US", "US.PA", "city", ()),
        ("Oklahoma City", 35.5, -97.5, 680_000, "PPLA", "US", "US.OK", "city", ()),
        ("Tulsa", 36.1, -95.9, 410_000, "PPL", "US", "US.OK", "city", ()),
        ("Tulsa County", 36.1, -95.9, 40_000, "ADM2", "US", "US.OK", "admin2", ("Tulsa",)),
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
        ("United States", 39.8, -98.5, 330_000_000, "PCLI", "US", "", "country", ()),
        ("Washington", 38.9, -77.0, 9_000_000, "PPLC", "US", "US.DC", "city", ("D.C.",)),
        ("District of Columbia", 38.9, -77.0, 600_000, "ADM1", "US", "US.DC", "admin1", ()),
        ("Washington", 47.4, -120.4, 7_000_000, "ADM1", "US", "US.WA", "admin1", ()),
        ("Idaho", 44.2, -114.5, 1_800_000, "ADM1", "US", "US.ID", "admin1", ()),
        ("Oregon", 44.0, -120.5, 4_200_000, "ADM1", "US", "US.OR", "admin1", ()),
        ("Spokane", 47.7, -117.4, 220_000, "PPLA2", "US", "US.WA", "city", ()),
        ("New York City", 40.7, -74.0, 8_800_000, "PPLA", "US", "US.NY", "city", ("New York",)),
        ("New York", 42.9, -75.5, 19_000_000, "ADM1", "US", "US.NY", "admin1", ()),
        ("Buffalo", 42.9, -78.9, 260_000, "PPLA2", "US", "US.NY", "city", ()),
        ("Georgia", 42.0, 43.5, 37_000_000, "PCLI", "GE", "", "country", ()),
        ("Georgia", 32.8, -83.5, 10_700_000, "ADM1", "US", "US.GA", "admin1", ()),
        ("Queens County", 40.7, -73.8, 400_000, "ADM2", "US", "US.NY", "admin2", ("Queens",)),
        ("Flushing", 43.1, -83.9, 8_000, "PPL", "US", "US.MI", "city", ()),
        ("Flushing (Queens)", 40.8, -73.8, 70_000, "PPLX", "US", "", "site", ("Flushing",)),
        ("Richmond", 37.6, -77.5, 220_000, "PPLA", "US", "US.VA", "city", ()),
    )
)
NAMES = re.compile(r"\b(?:" + "|".join({re.escape(n) for r in WORLD.rows for n in (r[0], *r[8])}) + r")(?!\w)")


def resolved(text: str) -> list[Resolution]:
    """Resolve a text, with all known names as mentions."""
    article = read_string(text + "\n")
    names = [Mention(m.group(), *m.span()) for m in NAMES.finditer(article.text)]
    return list(resolve(article, list(add_cues(article.text, names, WORLD)), WORLD))


def countries(text: str) -> list[str]:
    """Return the country code of each name in a text, "?" if it is unresolved."""
    return [r.place.country_codes[0] if r.place else "?" for r in resolved(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The engraver came from Lemberg, Austria, with two cousins.", ["UA", "AT"]),
        ("My aunt sold gloves in Kishinev, Russia, until 1905.", ["MD", "RU"]),
    ],
)
def test_former_country_selects_place_outside_its_present_borders(text: str, expected: list[str]) -> None:
    """The country after the comma has no such place today: Lemberg was in Austria and is now in Ukraine."""
    assert countries(text) == expected


def test_country_contains_its_dependent_territories() -> None:
    assert countries("The yacht was sold in Papeete, France, in May.") == ["PF", "FR"]
    assert countries("The fund is registered in Douglas, UK, they say.") == ["IM", "GB"]


def test_county_after_comma_is_preferred_to_town_of_the_same_name() -> None:
    assert countries("The bakery in Richmond, Surrey, closed.")[0] == "GB"


def test_reason_counts_candidates_that_the_unit_excludes() -> None:
    lemberg, _ = resolved("A tailor from Lemberg, Austria, signed the deed.")
    assert (lemberg.reason.code, lemberg.reason.params["all"]) == ("near", "2")


def codes(text: str, name: str) -> list[str]:
    """Return the feature code of each mention of a name, "?" if it is unresolved."""
    return [r.place.feature_code if r.place else "?" for r in resolved(text) if r.mention.surface == name]


def test_name_after_a_place_is_the_unit_that_contains_the_place() -> None:
    text = "A baker from Spokane, Washington, moved to Washington, D.C., in June."
    assert codes(text, "Washington") == ["ADM1", "PPLC"]
    assert [r.reason.code for r in resolved(text) if r.mention.surface == "Washington"] == ["holds", "admin"]
    assert codes("The wheel was cast in Buffalo, New York.", "New York") == ["ADM1"]


def test_federal_district_after_comma_selects_the_capital() -> None:
    text = "Prices rose in Idaho, Oregon and Washington. In Washington, D.C., they fell."
    assert codes(text, "Washington") == ["ADM1", "PPLC"]


def test_capital_with_its_district_is_the_capital_in_other_sentences_too() -> None:
    text = "The archive in Washington, D.C., is free. We flew to Washington from Spokane and Idaho."
    assert codes(text, "Washington") == ["PPLC", "PPLC"]


def test_word_country_before_a_name_excludes_the_state() -> None:
    assert codes("Wine from the country of Georgia is not sold in the state of Georgia.", "Georgia") == ["PCLI", "ADM1"]


def test_town_in_a_list_of_towns_does_not_qualify_the_name_before_it() -> None:
    found = resolved("Schools stay shut, including Oklahoma City, Tulsa and many villages.")
    assert [r.place and r.place.name for r in found] == ["Oklahoma City", "Tulsa"]


def test_noun_for_towns_after_a_country_does_not_exclude_the_country() -> None:
    assert codes("No France city was ready.", "France") == ["PCLI"]


def test_part_of_a_city_is_found_by_its_position() -> None:
    """Parts of cities have no admin-1 unit in the gazetteer, so they are matched by distance."""
    assert codes("The tram depot in Flushing, Queens, is for sale.", "Flushing") == ["PPLX"]


def test_district_after_the_capital_has_no_weight_as_evidence() -> None:
    article = read_string("The archive in Washington, D.C., is free.\n")
    names = [Mention(m.group(), *m.span()) for m in NAMES.finditer(article.text)]
    groups = gather(list(add_cues(article.text, names, WORLD)), WORLD)
    assert [(g.surface, g.weight) for g in groups] == [("Washington", 1.0), ("D.C.", 0.0)]
