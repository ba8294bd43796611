"""When the stops of a text are a journey, and which stops it has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from storymap.compose.journeys import MAX_STOPS, find_journey
from storymap.model import Edits, MentionKind, Resolution, Role, Stop, StoryPlace
from storymap.read import read_string
from storymap.read.markdown.article import parse_markdown
from storymap.sphere import distance_km
from tests.compose.examples import mentions, story_place

# towns on the equator, one degree apart, and towns that are far from them and from each other
TOWNS = [story_place(f"Town{letter}", 0, i) for i, letter in enumerate("ABCDEFGHIJ")]
FAR = [story_place(f"Far{letter}", 50 - 100 * (i % 2), 20 * i) for i, letter in enumerate("ABCDEFGHIJKL")]
PLACES = [*TOWNS, *FAR]
THREE = "We went to TownA. We went to TownB. We went to TownC."


def journey(
    text: str,
    edits: Edits | None = None,
    places: list[StoryPlace] = PLACES,
    change: Callable[[Resolution], Resolution] = lambda r: r,
    **values: Any,
) -> tuple[tuple[Stop, ...], tuple[str, ...]]:
    article = replace(parse_markdown(text), language="en") if text.startswith("#") else read_string(text, **values)
    rows = [change(r) for r in mentions(article.text, *(p.place for p in places))]
    slugs = [r.place.id if r.place else None for r in rows]
    return find_journey(article, article.passages, rows, slugs, places, edits or Edits())


def stops(text: str, **values: Any) -> str:
    """Return the last letters of the stops of the journey: "A" for TownA."""
    return "".join(stop.slug[-1].upper() for stop in journey(text, **values)[0])


def others(number: int) -> str:
    return "".join(f" {p.label} is dry." for p in FAR[:number])


def test_half_of_the_places_of_a_journey_are_stops() -> None:
    assert stops(THREE) == stops(THREE + others(3)) == "ABC"
    assert stops(THREE + others(4)) == ""
    assert stops("We went to TownA. We went to TownB.") == ""
    # a metonym is not one of the places that must be stops
    aside = "We went to TownA. We went to TownB. We went to TownC." + others(4)

    def metonym(r: Resolution) -> Resolution:
        kind = MentionKind.METONYM if r.mention.surface == "FarA" else MentionKind.NAME
        return replace(r, mention=replace(r.mention, kind=kind))

    assert stops(aside, change=metonym) == "ABC"


ON_THE_WAY = "We went to TownA. TownB is dry. We went to TownC. TownD is dry. TownE is dry. We went to TownF."


def test_six_tenths_of_the_places_of_a_way_are_stops_or_stations() -> None:
    assert stops(ON_THE_WAY) == stops(ON_THE_WAY + others(4)) == "ABCDEF"
    assert stops(ON_THE_WAY + others(5)) == ""


def test_way_has_at_least_six_stops_and_stations() -> None:
    assert stops(ON_THE_WAY.replace("TownE is dry.", "") + others(0)) == "ACF"
    assert stops(ON_THE_WAY.replace("TownE is dry.", "") + others(2)) == ""


@pytest.mark.parametrize(
    ("values", "is_station"),
    [
        ({}, True), ({"role": Role.PASSING}, False), ({"radius_km": 45.0}, True), ({"radius_km": 46.0}, False),
        ({"code": "ADM2"}, False),
    ],
)  # fmt: skip
def test_station_is_a_town_that_is_not_mentioned_in_passing(values: dict[str, Any], is_station: bool) -> None:
    towns = [*TOWNS[:3], story_place("TownD", 0, 3, **values), *TOWNS[4:]]
    assert ("D" in stops(ON_THE_WAY, places=towns)) == is_station


@pytest.mark.parametrize(("confidence", "is_station"), [(0.5, True), (0.45, False)])
def test_station_is_not_doubtful(confidence: float, is_station: bool) -> None:
    def doubt(r: Resolution) -> Resolution:
        return replace(r, confidence=confidence) if r.mention.surface == "TownD" else r

    assert ("D" in stops(ON_THE_WAY, change=doubt)) == is_station


def test_metonyms_and_headings_are_no_stations() -> None:
    def metonym(r: Resolution) -> Resolution:
        kind = MentionKind.METONYM if r.mention.surface == "TownD" else MentionKind.NAME
        return replace(r, mention=replace(r.mention, kind=kind))

    assert "D" not in stops(ON_THE_WAY, change=metonym)
    heading = "# The way\n\n" + ON_THE_WAY.replace(" TownD is dry.", "\n\n## TownD\n\n").replace("  ", " ")
    assert "D" not in stops(heading)
    assert "D" in stops(heading.replace("## TownD", "## Rain\n\nTownD is dry."))


def test_two_stops_have_a_verb_of_motion() -> None:
    weak = "In TownB I lost my hat. In TownC I bought a hat. In TownD I wept."
    assert stops(f"We went to TownA. {weak}") == ""
    assert stops(f"We went to TownA. {weak} We went to TownE.") == "ABCDE"


def test_weak_stop_that_is_a_long_detour_is_left_out() -> None:
    away = "We went to TownA. We went to TownB. In {} I lost my hat. We went to TownC. We went to TownE."
    near, far = story_place("Near", 0.9, 1.5), story_place("Away", 2, 1.5)
    assert stops(away.format("Near"), places=[*TOWNS, near]) == "ABRCE"
    assert stops(away.format("Away"), places=[*TOWNS, far]) == "ABCE"


def test_weak_stop_at_the_end_is_left_out_if_it_is_two_legs_away() -> None:
    text = "We went to TownA. We went to TownB. We went to TownC. In {} I lost my hat."
    assert stops(text.format("Near"), places=[*TOWNS, story_place("Near", 0, 2.9)]) == "ABCR"
    assert stops(text.format("Away"), places=[*TOWNS, story_place("Away", 0, 3.2)]) == "ABC"


def test_start_of_the_journey_is_named_after_from() -> None:
    rest = " We went to TownB. We went to TownC. We went to TownD."
    assert stops(f"The night train from TownA was cold.{rest}") == "ABCD"
    assert stops(f"The way to TownA was cold.{rest}") == "BCD"
    assert stops(f"It rained. The night train from TownA was cold.{rest}") == "ABCD"
    assert stops(f"The night train from TownB was cold.{rest}") == "BCD"
    assert stops("Cold." + rest) == "BCD"


def test_countries_and_places_in_passages_that_are_not_shown_are_no_stops() -> None:
    country = story_place("Landia", 0, 1, "PCLI", radius_km=500)
    text = "We went to TownA. We went to Landia. We went to TownB. We went to TownC."
    assert stops(text, places=[*TOWNS, country]) == "ABC"
    article = read_string("We went to TownA.\n\nWe went to TownB.\n\nWe went to TownC.\n\nWe went to TownD.\n")
    rows = mentions(article.text, *(p.place for p in TOWNS))
    slugs = [r.place.id for r in rows if r.place]
    for hidden, found in ((0, "bcd"), (1, "acd"), (3, "abc")):
        shown = [p for i, p in enumerate(article.passages) if i != hidden]
        made, _ = find_journey(article, shown, rows, slugs, TOWNS, Edits())
        assert "".join(stop.slug[-1] for stop in made) == found


def test_biography_and_language_without_travel_words_have_no_journey() -> None:
    assert stops(f"{THREE} She was born in May and died in June.") == ""
    assert stops(THREE, language="fi") == ""


def test_stop_has_the_length_of_the_way_to_it() -> None:
    made, _ = journey(
        "We went to TownA. It rained for many days and nights. On June 5 we went to TownC. We went to TownC. We went to TownB."
    )
    degree = distance_km(0, 0, 0, 1)
    assert made == (
        Stop("towna", "p1", 0.0, ""),
        Stop("townc", "p1", round(2 * degree, 1), "June 5"),
        Stop("townb", "p1", round(3 * degree, 1), ""),
    )


def test_journey_has_at_most_60_stops() -> None:
    names = [f"Halt{i:03}" for i in range(70)]
    places = [story_place(name, 0, i / 2) for i, name in enumerate(names)]
    made, _ = journey(" ".join(f"We went to {name}." for name in names), places=places)
    assert [stop.slug for stop in made] == [name.lower() for name in names[:MAX_STOPS]]
    assert MAX_STOPS == 60


# --- the journey in places.yaml ---------------------------------------------------------------------------------------


def test_journey_of_all_places_is_in_text_order() -> None:
    text = "TownC is dry.\n\nTownA is wet. TownC again."
    assert stops(text, edits=Edits(journey=True)) == "CAC"
    assert stops("TownC is dry. TownC.", edits=Edits(journey=True)) == ""
    assert stops(THREE, edits=Edits(journey=False)) == ""


def test_stop_that_the_editor_names_is_in_the_first_passage_after_the_previous_stop() -> None:
    text = "TownA and TownB.\n\nTownC.\n\nTownA again.\n\nTownB again.\n"

    def passages(*names: str) -> list[str]:
        return [stop.passage for stop in journey(text, Edits(journey=names))[0]]

    assert passages("TownA", "TownC", "TownB") == ["p1", "p2", "p4"]
    assert passages("TownC", "TownA", "TownB") == ["p2", "p3", "p4"]
    assert passages("TownA", "TownB", "TownC") == ["p1", "p1", "p2"]
    assert passages("TownB", "TownC", "TownA", "TownC") == ["p1", "p2", "p3", "p2"]


def test_editor_can_name_a_stop_by_its_name_in_the_text_its_label_or_its_slug() -> None:
    relabelled = [replace(TOWNS[0], label="The Capital"), *TOWNS[1:]]
    text = "TownA and TownB."
    for name in ("TownA", "The Capital", "towna"):
        made, unused = journey(text, Edits(journey=(name, "TownB")), relabelled)
        assert [stop.slug for stop in made] == ["towna", "townb"] and not unused
    made, unused = journey(text, Edits(journey=("TownA", "Rome", "TownB"), journey_at="places.yaml:3"))
    assert len(made) == 2 and unused == ("places.yaml:3: `journey`: “Rome” is not a place on the map.",)
