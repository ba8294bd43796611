"""What an article is about at an offset: the country, the state, the main town."""

from __future__ import annotations

from collections import Counter

import pytest

from storymap.model import Mention, MentionKind, NameContext, Place, Position, Reason, Resolution
from storymap.read import read_string
from storymap.resolve.focus import MAX_POINTS, Focus, Point, dominant


def place(name: str, code: str = "PPL", country: str = "", admin1: str = "") -> Place:
    return Place(name, name, Position(0, 0), "P", code, country_codes=(country,) if country else (), admin1=admin1)


PLACES = {
    "Peru": place("Peru", "PCLI", "PE"), "Chile": place("Chile", "PCLI", "CL"), "Lima": place("Lima", "PPLC", "PE", "Lima"),
    "Cuzco": place("Cuzco", "PPL", "PE", "Cusco"), "Puno": place("Puno", "PPL", "PE", "Puno"), "Arica": place("Arica", "PPL", "CL", "Arica"),
}  # fmt: skip
END = 100_000


def focus(*passages: str, metonyms: str = "", dateline: str = "") -> Focus:
    """Return the focus of a text in which each word of PLACES is resolved to its place."""
    text = "\n\n".join(passages) + "\n"
    mentions: list[Mention] = []
    decided: dict[int, Resolution] = {}
    at = 0
    for word in text.replace("\n", " ").split(" "):
        if word in PLACES:
            kind = MentionKind.METONYM if word in metonyms.split() else MentionKind.NAME
            context = NameContext(dateline=word == dateline and not any(m.surface == word for m in mentions))
            decided[len(mentions)] = Resolution(
                Mention(word, at, at + len(word), kind), PLACES[word], 1.0, Reason("only")
            )
            mentions.append(Mention(word, at, at + len(word), kind, context=context))
        at += len(word) + 1
    return Focus(read_string(text), mentions, decided)


def is_town(found: Place) -> bool:
    return found.feature_code.startswith("PPL")


def test_key_with_sixty_percent_of_the_votes_is_dominant() -> None:
    assert dominant(Counter({"a": 6, "b": 4}), "") == "a"
    assert dominant(Counter({"a": 5, "b": 4}), "") == ""
    assert dominant(Counter({"a": 60, "b": 40}), "") == "a"
    assert dominant(Counter[str](), "none") == "none"


def test_points_before_an_offset_are_those_of_the_last_passages() -> None:
    found = focus("Lima is dry", "Puno and Cuzco", "Here Lima")
    last = found.points[-1].start
    assert [p.place.name for p in found.before(last, 0)] == []
    assert [p.place.name for p in found.before(last, 1)] == ["Puno", "Cuzco"]
    assert [p.place.name for p in found.before(last, 2)] == ["Lima", "Puno", "Cuzco"]
    assert [p.place.name for p in found.before(END, 2, lambda p: p.name == "Lima")] == ["Lima", "Lima"]
    assert [p.place.name for p in found.between(0, last)] == ["Lima", "Puno", "Cuzco"]
    assert [found.passage(p.start) for p in found.points] == [0, 1, 1, 2]


def test_added_description_is_in_text_order() -> None:
    found = focus("Lima is dry and then Puno")
    found.add(5, PLACES["Cuzco"])
    assert [p.place.name for p in found.points] == ["Lima", "Cuzco", "Puno"]
    assert "Cuzco" in found.ids


@pytest.mark.parametrize(
    ("passages", "code"),
    [
        (("Peru and Peru",), "PE"),
        (("Peru", "Peru", "Nothing here"), "PE"),
        (("Peru Peru Peru Peru", "then Chile"), "PE"),  # Peru is named four times as often
        (("Peru Peru Peru", "rain", "then Chile"), ""),
        (("Peru Chile Chile Peru",), ""),
        (("Lima Peru", "Arica", "rain", "In Chile"), ""),
        (("Lima and Puno",), "PE"),
        (("Peru Arica", "Chile rain Peru", "rain"), ""),
        (("Nothing",), ""),
        (("Arica Arica Arica Arica Puno Puno Cuzco Lima", "Peru", "rain"), "PE"),  # Peru is named nearby and most often
    ],
)
def test_country_that_the_article_is_about(passages: tuple[str, ...], code: str) -> None:
    assert focus(*passages).country(END) == code


@pytest.mark.parametrize(
    ("passages", "metonyms", "code"),
    [
        (("Lima Puno",), "", "PE"),
        (("Lima",), "", ""),  # a single town is not enough
        (("Lima Puno Arica",), "", "PE"),
        (("Lima Puno Arica Arica Cuzco",), "", ""),
        (("Lima Puno Lima Lima", "rain", "Arica"), "", ""),  # the points of earlier passages count less
        (("Lima Puno", "rain", "rain", "rain"), "", ""),
        (("Lima Puno Lima",), "Lima Puno", ""),  # the names mean governments
        (("rain",), "", ""),
    ],
)
def test_country_of_the_last_passages(passages: tuple[str, ...], metonyms: str, code: str) -> None:
    assert focus(*passages, metonyms=metonyms).recent_country(END) == code


def test_state_that_the_article_is_about() -> None:
    assert focus("Puno and Puno").unit(END) == ("PE", "Puno")
    assert focus("Puno and Cuzco").unit(END) == ("", "")
    assert focus("Puno Puno Puno Puno Cuzco").unit(END) == ("PE", "Puno")
    assert focus("Puno Puno Puno", "rain", "rain", "Cuzco").unit(END) == ("", "")
    assert focus("Puno Puno", "rain", "rain", "rain").unit(END) == ("PE", "Puno")
    assert focus("Peru").unit(END) == ("", "")


def test_only_place_of_a_kind() -> None:
    assert focus("Lima in Peru and Lima").only(END, is_town) is PLACES["Lima"]
    assert focus("Lima and Puno").only(END, is_town) is None
    assert focus("Lima").only(0, is_town) is None


def test_main_town_has_the_dateline_or_most_mentions() -> None:
    assert focus("Lima Lima Lima Puno").main(END, is_town) is PLACES["Lima"]
    assert focus("Lima Lima Lima Puno Puno").main(END, is_town) is None
    assert focus("Lima Lima Lima Lima Puno Puno").main(END, is_town) is PLACES["Lima"]
    assert focus("Lima Lima").main(END, is_town) is None
    assert focus("Puno Lima Lima Lima", dateline="Puno").main(END, is_town) is PLACES["Puno"]
    assert focus("Peru Chile Puno Lima Lima Lima", dateline="Puno").main(END, is_town) is PLACES["Puno"]
    # the name is too late in the text to be in a dateline
    assert focus("Lima Lima Lima Puno", dateline="Puno").main(END, is_town) is PLACES["Lima"]
    assert focus("Cuzco Lima Puno Lima", dateline="Puno").main(END, is_town) is PLACES["Puno"]
    assert focus("rain").main(END, is_town) is None


def test_towns_that_are_named_most_often() -> None:
    found = focus("Lima Puno Lima Puno Cuzco")
    assert found.most_named(END, is_town) == {"Lima", "Puno"}
    assert found.most_named(5, is_town) == {"Lima"}
    assert (found.times(PLACES["Lima"], END), found.times(PLACES["Lima"], 6), found.times(PLACES["Arica"], END)) == (
        2,
        1,
        0,
    )
    assert focus("rain").most_named(END, is_town) == set()


def test_only_the_last_points_are_searched() -> None:
    found = focus("Puno " + "Lima " * MAX_POINTS)
    assert found.times(PLACES["Puno"], END) == 0
    assert found.times(PLACES["Lima"], END) == MAX_POINTS
    assert found.only(END, is_town) is PLACES["Lima"]


def test_leading_place_has_twice_the_score_of_the_next() -> None:
    def leading(*points: tuple[str, int, bool]) -> str:
        found = focus("rain").leading(
            [Point(i, passage, PLACES[name], metonym) for i, (name, passage, metonym) in enumerate(points)]
        )
        return found.name if found else ""

    lima, puno = ("Lima", 3, False), ("Puno", 3, False)
    assert leading() == ""
    assert leading(lima) == leading(lima, lima, puno) == "Lima"
    assert leading(lima, puno) == ""
    assert leading(("Puno", 1, False), lima) == "Lima"  # two passages before, the weight is 0.36
    assert leading(("Puno", 2, False), lima) == ""
    assert leading(("Puno", 3, True), lima) == "Lima"


def test_country_named_nearby_is_meant_if_it_leads() -> None:
    assert focus("Chile Chile Lima Lima", "rain", "Chile").country(END) == "CL"
    assert focus("Lima Chile", "Chile", "rain").country(END) == "CL"
