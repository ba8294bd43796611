"""Searches for places: near a story, with a wrong letter, around a passage, and online."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storymap.errors import GeocodeError
from storymap.gazetteer import open_gazetteer
from storymap.model import Mention, Place, Position, Reason, Resolution
from storymap.read import read_string
from storymap.resolve import describe, resolve
from storymap.resolve.features_around import feature_around
from storymap.resolve.nearest import nearest_name
from storymap.resolve.search import candidates, neighbours, search_places
from tests.worlds import SmallWorld

WORLD = SmallWorld()

TEXT = "In Paris.\n\nNothing.\n\nIn Tokyo and Moscow.\n\nHere.\n"


def resolutions() -> list[Resolution]:
    return [
        Resolution(
            Mention(n, TEXT.index(n), TEXT.index(n) + len(n)), WORLD.place(WORLD.find(n)[0]), 1.0, Reason("only")
        )
        for n in ("Paris", "Tokyo", "Moscow")
    ]


@pytest.mark.parametrize(
    ("at", "names"),
    [
        ("Tokyo", ["Moscow"]),
        ("Here", ["Tokyo", "Moscow"]),
        ("Nothing", ["Paris", "Tokyo", "Moscow"]),
        ("Paris", ["Tokyo", "Moscow"]),
        ("In", ["Paris"]),
    ],
)
def test_neighbours_are_the_places_of_the_nearest_passages(at: str, names: list[str]) -> None:
    assert [n.name for n in neighbours(read_string(TEXT), resolutions(), TEXT.index(at))] == names


def test_search_lists_near_places_first() -> None:
    def found(query: str, around: str = "") -> list[str]:
        near = [n for n in neighbours(read_string(TEXT), resolutions(), len(TEXT)) if n.name == around]
        return [f.place.id for f in search_places(query, WORLD, near)]

    assert found("Moscow") == ["test:15", "test:16"]
    assert found("Chitose") == found("Chitose", "Tokyo")
    assert found("Paris Texas") == found("Paris, Texas") == found("Paris (Texas)") == ["test:10"]
    assert found("Paris Japan") == found("Atlantis") == found("") == found(" ") == found("nowhere:1") == []
    assert found("test:4") == ["test:4"]
    (texan,) = search_places("Paris Texas", WORLD)
    assert (texan.holder, texan.near, texan.km) == ("Texas", "", None)
    here = neighbours(read_string(TEXT), resolutions(), 0)
    (near, far) = search_places("Paris", WORLD, here)
    assert (near.near, near.km, far.near) == ("Paris", 0.0, "Paris") and far.km is not None and far.km > 7000


def test_candidates_of_words_without_generic_words() -> None:
    mention = Mention("Tokyo city", 0, 10)
    assert [f.place.name for f in candidates(read_string(TEXT), [], mention, WORLD, 5)] == ["Tokyo"]
    assert candidates(read_string(TEXT), [], Mention("Atlantis", 0, 8), WORLD, 5) == []


@settings(max_examples=8)
@given(st.sampled_from(["Hokkaido", "Vladivostok", "Sherman", "Ukraine"]), st.data())
def test_name_with_one_wrong_letter_is_suggested(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(name) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    swapped = name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :] if at > 1 else name
    for wrong in (
        name[:at] + name[at + 1 :],
        name[:at] + letter + name[at:],
        name[:at] + letter + name[at + 1 :],
        swapped,
    ):
        assert nearest_name(wrong, WORLD) == name


def test_short_and_distant_names_are_not_corrected() -> None:
    assert nearest_name("Par", WORLD) == nearest_name("Atlantis", WORLD) == nearest_name("Tokyo" * 7, WORLD) == ""
    assert nearest_name("okyo", WORLD) == nearest_name("Okyo", WORLD) == "Tokyo"


def test_feature_around_the_places_of_a_passage() -> None:
    gazetteer = open_gazetteer()

    def around_of(head: str, *names: str) -> str:
        found = feature_around(head, [gazetteer.place(gazetteer.find(name)[0]) for name in names], gazetteer)
        return found.name if found else ""

    assert around_of("strait", "Calais") == "Strait of Dover"
    assert around_of("strait", "Madrid", "Tarifa") == "Strait of Gibraltar"
    # there is no strait near Madrid, and there are several near Singapore
    assert around_of("strait", "Madrid") == around_of("strait", "Singapore") == ""
    assert around_of("peninsula", "Madrid") == "Iberian Peninsula"
    assert around_of("peninsula", "Madrid", "Moscow") == around_of("island") == around_of("river", "Madrid") == ""


class Online:
    """A geocoder that knows some places."""

    def __init__(self, *names: str) -> None:
        self.places = [Place(f"osm:{n}", n, Position(1, 2), source="nominatim") for n in names]

    def find(self, name: str) -> Sequence[Place]:
        if name == "Broken":
            raise GeocodeError("it does not answer")
        return [p for p in self.places if name in p.name]


def asked(name: str, *known: str) -> Resolution:
    article = read_string(f"They sailed to {name}.\n")
    return next(iter(resolve(article, [Mention(name, 15, 15 + len(name))], WORLD, geocoder=Online(*known))))


def test_name_that_is_not_in_the_gazetteer_is_asked_online() -> None:
    found = asked("Atlantis", "Atlantis", "New Atlantis")
    assert found.place is not None and found.place.id == "osm:Atlantis" and found.reason.code == "online"
    assert [c.score for c in found.candidates] == [0.5, 0.3333]
    assert (asked("Atlantis").place, asked("Atlantis").reason.code) == (None, "unknown")
    assert asked("Broken", "Broken").reason.code == "unknown"
    assert asked("Tokyo", "Tokyo").reason.code != "online"


def test_description_of_a_place_has_its_unit_and_country() -> None:
    assert describe(WORLD.place("test:10")) == "Paris (Texas, US)"
    assert describe(WORLD.place("test:6")) == "Texas"
    assert describe(replace(WORLD.place("test:10"), admin1="Paris")) == "Paris (US)"
    assert describe(Place("x", "X", Position(0, 0))) == "X"
