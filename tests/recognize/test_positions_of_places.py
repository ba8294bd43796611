"""Names that mean a town, a small place, a river, a person, a food or a club, as words in the same sentence show."""

from __future__ import annotations

import pytest

import storymap
from storymap.gazetteer import open_gazetteer
from storymap.kinds import STREAM
from storymap.model import Mention
from storymap.recognize.appositions import described, stream


def on_map(text: str) -> dict[str, str]:
    """Return surface -> feature code of the place, for names that are on the map."""
    found = storymap.places(text)
    return {
        r.mention.surface: r.place.feature_code
        for r in found
        if r.place is not None and r.mention.kind.value in ("name", "metonym")
    }


def mention(text: str, name: str) -> Mention:
    start = text.rindex(name)
    return Mention(name, start, start + len(name))


@pytest.mark.parametrize(
    ("text", "name", "noun"),
    [
        ("We slept at Houston, a hamlet of forty people in the hills.", "Houston", "hamlet"),
        ("They pitched their tents by a camp called Melbourne.", "Melbourne", "camp"),
        ("Her father was born on the farm at Windsor, which has no road.", "Windsor", "farm"),
        ("Sheffield, a ford on the upper river, was dry.", "Sheffield", "ford"),
        ("Denver is a hamlet of nine houses.", "Denver", "hamlet"),
    ],
)
def test_noun_for_small_place_describes_name(text: str, name: str, noun: str) -> None:
    word = described(text, mention(text, name))
    assert word is not None
    assert word.word == noun


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("In Leeds, a farm shop won the prize.", "Leeds"),
        ("In Dhaka, a bridge over the river fell.", "Dhaka"),
        ("She lives in Phoenix, a farm worker with two sons.", "Phoenix"),
        ("At the camp near Calais the police waited.", "Calais"),
        ("They flew to Bergen, a pass in hand.", "Bergen"),
    ],
)
def test_noun_of_another_phrase_does_not_describe_name(text: str, name: str) -> None:
    assert described(text, mention(text, name)) is None


@pytest.mark.parametrize("name", ["Houston", "Melbourne", "Phoenix"])
def test_hamlet_is_not_placed_in_large_city_of_that_name(name: str) -> None:
    text = f"We slept at {name}, a hamlet of forty people in the hills. The next day {name} was under snow."
    for resolution in storymap.places(text):
        if resolution.place is not None and resolution.mention.surface == name:
            assert resolution.place.population < 100_000


@pytest.mark.parametrize(
    "text", ["We walked along the Wye.", "They crossed the upper Wye by a ford.", "The Wye flows past."]
)
def test_name_with_article_and_word_for_rivers_is_stream(text: str) -> None:
    word = stream(text, mention(text, "Wye"))
    assert word is not None
    assert word.word == STREAM


@pytest.mark.parametrize("text", ["We walked along the Wye valley.", "He lives in Wye.", "They crossed Wye by bus."])
def test_other_use_of_name_is_not_stream(text: str) -> None:
    assert stream(text, mention(text, "Wye")) is None


@pytest.mark.parametrize("name", ["Ohio", "Missouri", "Aveyron", "Creuse"])
def test_name_of_river_is_not_placed_in_unit(name: str) -> None:
    assert not on_map(f"The boats went down the {name} with wool and salt.").get(name, "").startswith(("ADM", "PPL"))


@pytest.mark.parametrize("text", ["She drove across Ohio in a day.", "Trains run across the Punjab at night."])
def test_name_of_unit_stays_a_unit(text: str) -> None:
    assert set(on_map(text).values()) & {"ADM1", "RGN", "RGNH"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He ordered a bottle of Korça and a plate of olives.", "Korça"),
        ("We drank a glass of Samarkand by the stove.", "Samarkand"),
        ("On the table lay Whitstable oysters and a knife.", "Whitstable"),
        ("Benfica beat the visitors 3–1 in the second leg.", "Benfica"),
        ("Like Jordan, she never missed a shot.", "Jordan"),
        ("Reading, writing, singing and drawing are taught in Leeds.", "Reading"),
        ("A letter from Melissa Halifax lay there. In it Halifax wrote that the roof leaked.", "Halifax"),
        ("By nine Otto Dresden had the stall open. Dresden sells cheese and eggs.", "Dresden"),
    ],
)
def test_thing_person_or_club_is_not_on_map(text: str, name: str) -> None:
    assert name not in on_map(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He ordered wine from Bordeaux.", "Bordeaux"),
        ("Bayonne hospital is closed.", "Bayonne"),
        ("Unlike Bruges, it has no harbour of its own.", "Bruges"),
        ("Take Riga. The old centre is empty in winter.", "Riga"),
        ("Bilbao won 2–0 and the fans sang until midnight.", "Bilbao"),
        ("Sunderland won 2–0 and the fans sang until midnight.", "Sunderland"),
        ("From Penrith the road climbs. After Keswick the rock turns white.", "Keswick"),
        ("Hallstatt, a village of 800 people in Austria, is full of visitors.", "Hallstatt"),
        ("Giethoorn, a village in the Netherlands, has no roads.", "Giethoorn"),
        ("Deliveries go to Hazard, Pikeville, Harlan and Whitesburg in Kentucky.", "Hazard"),
        ("Fargo-Moorhead had a wet spring.", "Fargo"),
        ("Fargo-Moorhead had a wet spring.", "Moorhead"),
    ],
)
def test_town_is_on_map(text: str, name: str) -> None:
    assert name in on_map(text)


@pytest.mark.parametrize(
    ("text", "name", "unit"),
    [
        ("The load was for Tripoli, the capital of Libya.", "Tripoli", "LY"),
        ("He is from Boston, a port in Lincolnshire.", "Boston", "GB"),
        ("She went to San José, the wet capital of Costa Rica.", "San José", "CR"),
    ],
)
def test_unit_after_description_is_larger_unit_of_name(text: str, name: str, unit: str) -> None:
    places = [r.place for r in storymap.places(text) if r.mention.surface == name]
    assert [p.country_codes[0] for p in places if p is not None] == [unit]


def test_unit_that_is_an_island_is_an_island() -> None:
    text = "Ferries run from Piraeus to Crete. About three million people came to the island last year."
    found = {r.mention.surface: r.place for r in storymap.places(text)}
    assert found["the island"] is not None
    assert found["the island"].name == "Crete"


def test_list_of_neighbours_needs_places_near_each_other() -> None:
    assert open_gazetteer().negative("Hazard")
    assert "Hazard" not in on_map("Hazard, Rome, Lima and Oslo were the words of the puzzle.")
