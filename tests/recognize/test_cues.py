"""What the words round a name say about it."""

from __future__ import annotations

import pytest

from storymap.model import Mention, MentionKind
from storymap.recognize.cues import add_cues
from tests.worlds import SmallWorld

WORLD = SmallWorld()


def cue(text: str, name: str) -> Mention:
    names = sorted(
        (
            Mention(n, text.index(n), text.index(n) + len(n))
            for n in ("Chitose", "Hokkaido", "Vladivostok", "Moscow", "Texas", "TOKYO", "Paris")
            if n in text
        ),
        key=lambda m: m.start,
    )
    return next(m for m in add_cues(text, names, WORLD) if m.surface == name)


@pytest.mark.parametrize(
    ("text", "relation", "distance", "km"),
    [
        ("naval maneuvers with them 800 km away off the coast of Vladivostok.", "off", "800 km", "800"),
        ("a village 30 miles north of Paris", "north of", "30 miles", "48.2803"),
        ("about 1,200 kilometers from Moscow", "from", "about 1,200 kilometers", "1200"),
        ("some 12 nautical miles off Vladivostok", "off", "some 12 nautical miles", "22.224"),
        ("a mile from Paris", "from", "a mile", "1.60934"),
        ("3.5 km (2.2 miles) south-west of Paris", "south-west of", "3.5 km", "3.5"),
    ],
)
def test_distances_are_read_with_their_units(text: str, relation: str, distance: str, km: str) -> None:
    name = next(n for n in ("Vladivostok", "Paris", "Moscow") if n in text)
    found = cue(text, name).cue
    assert (found["relation"], found["distance"], found["distance_km"]) == (relation, distance, km)
    assert text[int(found["relation_start"]) :].startswith(distance)


def test_off_without_a_figure_is_noted() -> None:
    assert cue("drills off the coast of Hokkaido", "Hokkaido").cue["relation"] == "off"


@pytest.mark.parametrize(
    "text", ["He ran 800 km. Vladivostok was cold.", "It cost 30 miles of nerves in Paris", "the 7 km road, Paris"]
)
def test_a_figure_that_is_no_distance_to_the_place_is_left_alone(text: str) -> None:
    assert "distance" not in cue(text, "Paris" if "Paris" in text else "Vladivostok").cue


def test_city_comma_state() -> None:
    assert cue("in Chitose, Hokkaido, even", "Chitose").cue["admin"] == "Hokkaido"
    assert "admin" not in cue("in Vladivostok, Texas", "Vladivostok").cue  # no such town in Texas
    assert "admin" not in cue("in Hokkaido, Chitose", "Hokkaido").cue


def test_a_speaking_capital_is_a_metonym() -> None:
    assert cue("Moscow said no.", "Moscow").kind is MentionKind.METONYM
    assert cue("in Moscow. He said no.", "Moscow").kind is MentionKind.NAME
    assert cue("Vladivostok said no.", "Vladivostok").kind is MentionKind.NAME  # no capital


def test_a_dateline() -> None:
    assert cue("TOKYO (AP) — Rain fell.", "TOKYO").cue["dateline"] == "yes"
    assert "dateline" not in cue("Rain fell on TOKYO — again.", "TOKYO").cue
