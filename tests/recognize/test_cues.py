"""Cues in the text around a name: distances, larger units, datelines, governments, relatives."""

from __future__ import annotations

import pytest

from storymap.model import Distance, Mention, MentionKind, NameContext, SpatialRelation
from storymap.recognize.cues import add_cues
from tests.worlds import SmallWorld

WORLD = SmallWorld()


def with_cues(text: str, name: str) -> Mention:
    names = sorted(
        (
            Mention(n, text.index(n), text.index(n) + len(n))
            for n in ("Chitose", "Hokkaido", "Vladivostok", "Moscow", "Texas", "TOKYO", "Paris")
            if n in text
        ),
        key=lambda m: m.start,
    )
    return next(m for m in add_cues(text, names, WORLD) if m.surface == name)


def context(text: str, name: str) -> NameContext:
    return with_cues(text, name).context


@pytest.mark.parametrize(
    ("text", "relation", "distance", "km"),
    [
        ("naval maneuvers with them 800 km away off the coast of Vladivostok.", "off", "800 km", 800),
        ("a village 30 miles north of Paris", "north of", "30 miles", 48.2803),
        ("about 1,200 kilometers from Moscow", "from", "about 1,200 kilometers", 1200),
        ("some 12 nautical miles off Vladivostok", "off", "some 12 nautical miles", 22.224),
        ("a mile from Paris", "from", "a mile", 1.60934),
        ("3.5 km (2.2 miles) south-west of Paris", "south-west of", "3.5 km", 3.5),
    ],
)
def test_distance_is_converted_to_km(text: str, relation: str, distance: str, km: float) -> None:
    name = next(n for n in ("Vladivostok", "Paris", "Moscow") if n in text)
    away = "away" in text
    assert context(text, name).relation == SpatialRelation(relation, text.index(distance), Distance(km, distance, away))


def test_off_is_a_relation_without_a_distance() -> None:
    assert context("drills off the coast of Hokkaido", "Hokkaido").relation == SpatialRelation("off", 7)


@pytest.mark.parametrize(
    "text", ["He ran 800 km. Vladivostok was cold.", "It cost 30 miles of nerves in Paris", "the 7 km road, Paris"]
)
def test_number_that_is_not_a_distance_to_the_place_is_ignored(text: str) -> None:
    assert context(text, "Paris" if "Paris" in text else "Vladivostok").relation is None


def test_larger_unit_after_a_comma_qualifies_the_name() -> None:
    assert context("in Chitose, Hokkaido, even", "Chitose").admin == "Hokkaido"
    assert context("in Vladivostok, Texas", "Vladivostok").admin == "Texas"  # the gazetteer has no such town
    assert not context("in Hokkaido, Chitose", "Hokkaido").admin


def test_capital_that_acts_as_government_is_a_metonym() -> None:
    assert with_cues("Moscow said no.", "Moscow").kind is MentionKind.METONYM
    assert with_cues("in Moscow. He said no.", "Moscow").kind is MentionKind.NAME
    assert with_cues("Vladivostok said no.", "Vladivostok").kind is MentionKind.NAME  # Vladivostok is not a capital


def test_capitalized_name_before_agency_and_dash_is_a_dateline() -> None:
    assert context("TOKYO (AP) — Rain fell.", "TOKYO").dateline
    assert not context("Rain fell on TOKYO — again.", "TOKYO").dateline


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mrs Dale's husband, Paris, who repairs organs, was absent.", "Paris"),
        ("He leaves a daughter, Chitose, in Kent.", "Chitose"),
        ("Her brother Moscow was late.", "Moscow"),
    ],
)
def test_name_of_a_relative_has_low_confidence(text: str, name: str) -> None:
    assert with_cues(text, name).confidence <= 0.3


@pytest.mark.parametrize(
    "text",
    [
        "Their daughter in Paris, who bakes, wrote.",
        "Her uncle, Paris mayor for a year, wrote.",
        "My sister, Paris-born, wrote.",
        "His son, Paris, Texas, raised, wrote.",
    ],
)
def test_place_after_a_relative_keeps_its_confidence(text: str) -> None:
    assert with_cues(text, "Paris").confidence > 0.3
