"""Institutions that are named after saints are not the towns with the same names."""

from __future__ import annotations

import pytest

import storymap


def placed(text: str) -> set[str]:
    return {r.mention.surface for r in storymap.places(text) if r.place is not None}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The funeral will be at St. Luke’s in Rathgar, Dublin, on Friday.", {"Rathgar", "Dublin"}),
        ("She was married at St Mary’s, Kilburn, in June.", {"Kilburn"}),
        ("He taught at St. Patrick’s in Drumcondra, and played cricket for St. Joseph’s.", {"Drumcondra"}),
        ("The rector of All Saints in Lewes and the choir of St. James’ were there.", {"Lewes"}),
        ("The sale at St. Anne’s raised money for Cardiff.", {"Cardiff"}),
        ("The band of St. Mary’s beat St. Michael’s in Limerick.", {"Limerick"}),
    ],
)
def test_institution_is_not_a_town_and_its_town_is_found(text: str, places: set[str]) -> None:
    assert placed(text) == places


def test_institution_is_listed_with_the_reason() -> None:
    found = storymap.places("The funeral will be at St. Luke’s in Rathgar on Friday.")
    assert ["institution" in r.reason.params["why"] for r in found.rejected] == [True]


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("He sailed from St. John’s, Newfoundland, to Halifax.", "St. John’s"),
        ("They left St. John’s for Corner Brook by bus.", "St. John’s"),
        ("The ferry left St. George’s in Bermuda for the reef.", "St. George’s"),
        ("St. Paul’s mayor spoke in Minneapolis.", "St. Paul"),
        ("Flights link St. John’s, Halifax and Sydney.", "St. John’s"),
        ("He lived in St. Mary’s, Ga., for a year.", "St. Mary’s"),
    ],
)
def test_town_named_after_a_saint_stays_a_place(text: str, town: str) -> None:
    assert town in placed(text)
