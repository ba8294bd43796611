"""What short descriptions refer to: "the city", "the capital", "the state", "the island"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from storymap.model import Description, Mention, MentionKind, NameContext, Place, Reason, RelativePoint, Resolution
from storymap.read import read_string
from storymap.resolve.descriptions import resolve_descriptions
from storymap.resolve.heads import is_head
from tests.resolve.small import KM
from tests.worlds import SmallWorld

WORLD = SmallWorld(
    (
        ("Peru", -10.0, -76.0, 33_000_000, "PCLI", "PE", "", "country", ()),
        ("Chile", -32.0, -71.0, 19_000_000, "PCLI", "CL", "", "country", ()),
        ("Fiji", -18.0, 178.0, 900_000, "PCLI", "FJ", "", "country", ()),
        ("Cuba", 22.0, -79.0, 11_000_000, "PCLI", "CU", "", "country", ()),
        ("Lima", -12.0, -77.0, 8_000_000, "PPLC", "PE", "PE.15", "city", ()),
        ("Ica", -14.0, -75.7, 120_000, "PPLA", "PE", "PE.11", "city", ()),
        ("Santiago", -33.4, -70.6, 5_000_000, "PPLC", "CL", "CL.12", "city", ()),
        ("Texas", 31.3, -99.3, 29_000_000, "ADM1", "US", "US.TX", "admin1", ()),
        ("Idaho", 44.2, -114.5, 1_800_000, "ADM1", "US", "US.ID", "admin1", ()),
        ("Boise", 43.6, -116.2, 230_000, "PPLA", "US", "US.ID", "city", ()),
        ("Austin", 30.3, -97.7, 900_000, "PPLA", "US", "US.TX", "city", ()),
        ("Waco", 31.5, -97.1, 130_000, "PPL", "US", "US.TX", "city", ()),
        ("Crete", 35.2, 25.0, 600_000, "ADM1", "GR", "GR.43", "admin1", ()),
        ("Crete", 35.2 + 99 * KM, 25.0, 600_000, "ISL", "GR", "GR.43", "island", ()),
        ("Skye", 57.3, -6.2, 10_000, "ISL", "GB", "", "island", ()),
        ("Mull", 56.4, -6.0, 3_000, "ISL", "GB", "", "island", ()),
        ("Tobermory", 56.6, -6.1, 1_000, "PPL", "GB", "", "city", ()),
        ("Dee", 57.0, -3.0, 0, "STM", "GB", "", "water", ()),
    )
)
NAMES = sorted({r[0] for r in WORLD.rows}, key=len, reverse=True)
HERE = re.compile(r"\{(.*?)\}")


def resolved(
    text: str, *, metonyms: str = "", dateline: str = "", point: RelativePoint | None = None, **parts: Any
) -> Resolution | None:
    """Return the resolution of the description in braces. Names of the gazetteer are resolved to their best-known place."""
    marked = HERE.search(text)
    assert marked is not None
    plain = text[: marked.start()] + marked[1] + text[marked.end() :] + "\n"
    article = read_string(plain)
    spans = [m.span() for m in re.finditer(rf"\b(?:{'|'.join(NAMES)})\b", article.text)]
    mentions: list[Mention] = []
    for start, end in spans:
        name = article.text[start:end]
        kind = MentionKind.METONYM if name in metonyms.split() else MentionKind.NAME
        first = name == dateline and not any(m.surface == name for m in mentions)
        mentions.append(Mention(name, start, end, kind, context=NameContext(dateline=first)))
    decided = {
        i: Resolution(m, WORLD.place(WORLD.find(m.surface)[0]), 1.0, Reason("only")) for i, m in enumerate(mentions)
    }
    start = article.text.index(marked[1], marked.start())
    *modifiers, head = re.sub(r"(?i)^(the|this|a) ", "", marked[1]).split(" of ")[0].split()
    said: Any = point or Description(
        head, tuple(modifiers), "the" if marked[1].lower().startswith("the ") else "", **parts
    )
    mentions.append(Mention(marked[1], start, start + len(marked[1]), MentionKind.DESCRIPTION, description=said))
    found = resolve_descriptions(article, mentions, decided, WORLD)
    return found.get(len(mentions) - 1)


def refers(text: str, **parts: Any) -> Place | None:
    """Return the place of the description in braces."""
    found = resolved(text, **parts)
    return found.place if found else None


def name(text: str, **parts: Any) -> str:
    place = refers(text, **parts)
    return place.name if place else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rain in Ica. {The city} slept.", "Ica"),
        ("Rain in Ica and Lima. {The city} slept.", ""),
        ("Rain in Ica.\n\nHail.\n\nSnow. {The city} slept.", "Ica"),  # the only one
        ("Rain in Ica and Lima.\n\nHail.\n\nSnow. {The city} slept.", ""),
        ("Ica, Ica, Ica. Rain. Snow. {The city} slept.", "Ica"),
        ("Ica, Ica, Ica. Then Lima. {The city} slept.", "Ica"),  # Lima is only named in passing
        ("Ica, Ica, Ica, Ica. Lima, and Lima. {The city} slept.", "Lima"),
        ("Rain in Ica and Ica. To Lima. Rain. Snow. {The city} slept.", "Ica"),
        ("Rain in Ica. {The small city} in Peru slept.", ""),
        ("Rain in Ica. {The famous city} slept.", ""),
        ("Rain in Ica. {The ancient city} slept.", "Ica"),
        ("Rain in Ica. {The earthquake-hit city} slept.", "Ica"),
        ("Rain in Ica. {A city} slept.", ""),
        ("Rain in Ica. {The village} slept.", ""),
        ("Rain in Tobermory. {The village} slept.", "Tobermory"),
        ("Rain in Peru. {The city} slept.", ""),
    ],
)
def test_city_is_the_town_that_is_clearly_meant(text: str, expected: str) -> None:
    assert name(text) == expected


def test_city_is_the_town_of_the_dateline() -> None:
    assert name("ICA. Ica waits for Lima and Santiago. {The city} slept.", dateline="Ica") == "Ica"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru votes. In {the capital} it rained.", "Lima"),
        ("Peru and Chile vote. In {the capital} it rained.", ""),
        ("Rain in Waco, and in Austin. At {the state capital} it rained.", "Austin"),
        ("Texas votes. At {the state capital} it rained.", "Austin"),
        ("Texas and Idaho vote. At {the state capital} it rained.", ""),
        ("Peru and Ica vote. In {the national capital} it rained.", "Lima"),
        ("Peru votes. In {the cultural capital} it rained.", ""),
        ("Peru votes. Ica, once {the capital}, slept.", "Ica"),
        ("Peru votes. Lima is {the capital}.", ""),
        ("Peru votes. Lima and all of its many people slept in {the capital}.", "Lima"),
    ],
)
def test_capital_is_that_of_the_country_or_state(text: str, expected: str) -> None:
    assert name(text) == expected


def test_capital_of_a_named_country_or_people() -> None:
    assert name("Peru and Chile vote. In {the capital of Chile} it rained.", anchors=("Chile",)) == "Santiago"
    assert name("Texas and Idaho vote. In {the capital of Idaho} it rained.", anchors=("Idaho",)) == "Boise"
    assert name("Rain. In {the capital} it rained.", peoples=("CL",)) == "Santiago"
    assert name("Rain. In {the capital} it rained.", peoples=("CL", "PE")) == ""
    assert name("Ica is not {the capital of Peru} yet.", anchors=("Peru",)) == "Lima"
    assert name("Peru sent Lima, {the capital of Peru}, help.", anchors=("Peru",)) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Texas votes. Snow in {the state} fell.", "Texas"),
        ("Texas and Idaho vote. Snow in {the state} fell.", ""),
        ("Rain in Waco. Snow fell across {the state}.", "Texas"),
        ("Rain in Waco. All of it was paid, and {the state} pays.", ""),
        ("Rain in Waco and Boise. Snow fell across {the state}.", ""),
        ("Rain in Ica. Snow fell across {the state}.", ""),
        ("Idaho and Texas vote. Snow fell in {the same state}.", "Texas"),
        ("Peru and Chile vote. Snow fell in {the same country}.", "Chile"),
        ("Peru and Peru and Peru vote. Snow fell in {the country}.", "Peru"),
        ("Rain. Snow fell in {the country}.", ""),
    ],
)
def test_state_and_country_that_the_article_is_about(text: str, expected: str) -> None:
    assert name(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rain on Skye. {The island} slept.", "Skye"),
        ("Rain on Skye and Mull. {The island} slept.", ""),
        ("Rain on Skye.\n\nRain on Mull. {The island} slept.", "Mull"),
        ("Rain on Skye, Skye and Mull. {The island} slept.", "Skye"),
        ("Rain on Crete. {The island} slept.", "Crete"),
        ("Rain in Texas. {The island} slept.", ""),
        ("Rain in Cuba. {The island} slept.", "Cuba"),
        ("Rain in Fiji. {The islands} slept.", "Fiji"),
        ("Rain in Cuba. {The islands} slept.", ""),
        ("Rain in Fiji. {The island} slept.", ""),
        ("Rain on Skye." + "\n\nHail." * 6 + "\n\nSnow. {The island} slept.", "Skye"),  # the only one
        ("Rain on Skye.\n\nRain on Mull." + "\n\nHail." * 5 + "\n\nSnow. {The island} slept.", "Mull"),
        ("Rain on Skye.\n\nRain on Mull." + "\n\nHail." * 7 + "\n\nSnow. {The island} slept.", ""),
        ("Rain on Dee. {The river} slept.", "Dee"),
        ("Rain on Skye, where {the island} slept.", "Skye"),
        ("Rain on Mull. In Skye, now {the island} of cats.", "Skye"),
    ],
)
def test_island_is_the_last_one_named(text: str, expected: str) -> None:
    assert name(text) == expected


def test_town_of_a_people_is_in_its_country() -> None:
    assert name("Rain in Lima and Austin. {The port} slept.", peoples=("PE",)) == "Lima"
    assert name("Rain in Lima and Ica. {The port} slept.", peoples=("PE",)) == ""
    assert name("Rain in Austin. {The port} slept.", peoples=("PE",)) == ""


def test_point_is_measured_from_the_name_in_it() -> None:
    def radius(text: str, relation: str, km: float | None) -> tuple[str, float]:
        place = refers(text, point=RelativePoint(relation, km))
        return (place.name, place.radius_km) if place else ("", 0)

    assert radius("It fell {100 km north of Lima} at noon.", "north of", 100) == ("100 km north of Lima", 25)
    assert radius("It fell {100 km north of it} at noon.", "north of", 100) == ("", 0)
    assert radius("It fell {between Lima and Ica} at noon.", "between", None)[1] == pytest.approx(87.2, abs=1)
    assert radius("It fell {between Lima and it} at noon.", "between", None) == ("", 0)
    assert radius("Boise. It fell {60 km from Lima} at noon.", "from", 60) == ("60 km from Lima", 60)
    # this gives the distance between two towns, and no point
    assert radius("Ica is {60 km from Lima} by road.", "from", 60) == ("", 0)
    assert radius("Ica lies {260 km southeast of Lima} by road.", "southeast of", 260) == ("Ica", 0)
    assert radius("Ica. It fell {260 km southeast of Lima} then.", "southeast of", 260)[0] == "260 km southeast of Lima"


def test_named_place_at_the_point_is_in_the_same_sentence() -> None:
    point = RelativePoint("southeast of", 260)
    for text, expected in (
        ("Ica lies {260 km southeast of Lima} by road.", "Ica"),
        ("Rain. Ica lies {260 km southeast of Lima} by road.", "Ica"),
        ("Rain in Ica.\n\nIt fell {260 km southeast of Lima} then.", "260 km southeast of Lima"),
        ("Rain\n\nin Ica\n\nlies {260 km southeast of Lima} then.", "260 km southeast of Lima"),
    ):
        assert name(text, point=point) == expected


@pytest.mark.parametrize(
    ("text", "parts", "confidence", "code"),
    [
        ("Ica lies {260 km southeast of Lima} by road.", {"point": RelativePoint("southeast of", 260)}, 0.85, "antecedent"),
        ("It fell {100 km north of Lima} then.", {"point": RelativePoint("north of", 100)}, 0.75, "told"),
        ("Rain on Skye. {The island} slept.", {}, 0.85, "antecedent"),
    ],
)  # fmt: skip
def test_confidence_of_a_description(text: str, parts: dict[str, Any], confidence: float, code: str) -> None:
    found = resolved(text, **parts)
    assert found is not None
    assert (found.confidence, found.reason.code) == (confidence, code)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Texas votes.\n\nSnow in {the state} fell.", "Texas"),
        ("Texas votes.\n\nIdaho votes.\n\nSnow in {the state} fell.", "Idaho"),
        ("Texas votes.\n\nRain.\n\nSnow that {the state} hid fell.", ""),
        ("Peru votes. Lima, which was in all of those years {the capital}, slept.", "Lima"),
        ("Peru votes. Lima is, as it has been for all those years, {the capital}.", "Lima"),
        ("Peru votes. Lima was and is {the capital}.", ""),
    ],
)
def test_units_of_the_last_two_passages_and_appositions(text: str, expected: str) -> None:
    assert name(text) == expected


def test_vague_description_has_a_resolution_without_a_place() -> None:
    article = read_string("Rain in the region and a region.\n")

    def confidences(*said: Description) -> list[float]:
        mentions = [Mention("the region", 8, 18, MentionKind.DESCRIPTION, description=one) for one in said]
        return [r.confidence for r in resolve_descriptions(article, mentions, {}, WORLD).values()]

    assert confidences(Description("region", (), "the")) == confidences(Description("area", (), "the")) == [1.0]
    assert confidences(Description("region", (), "a"), Description("region", ("dry",), "the")) == []


def test_village_has_at_most_thirty_thousand_people() -> None:
    town = WORLD.place(WORLD.find("Tobermory")[0])
    assert is_head("village", replace(town, population=30_000)) and not is_head(
        "village", replace(town, population=30_001)
    )
    assert is_head("town", replace(town, population=30_001))
