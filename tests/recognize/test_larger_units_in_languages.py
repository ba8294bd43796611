"""Phrases such as "im Böhmerwald" and "dans la Drôme" after a name show in which larger unit the place is."""

from __future__ import annotations

import pytest

from storymap.pipeline import places


def _at(text: str, language: str, name: str) -> tuple[float, float] | None:
    """Return the position of a name to one decimal; None if the name is not on the map."""
    found = {r.mention.surface: r.place for r in places(text, language=language).resolutions}
    place = found.get(name)
    return (round(place.position.lat, 1), round(place.position.lon, 1)) if place is not None else None


@pytest.mark.parametrize(
    ("language", "text", "name", "at"),
    [
        ("de", "Er fährt jeden Montag nach Halle in Westfalen.", "Halle", (52.1, 8.4)),
        ("de", "Die Glashütte in Neuern im Böhmerwald ist alt.", "Neuern", (49.3, 13.1)),
        ("fr", "Un incendie à Saint-Pierre, à La Réunion, a détruit deux maisons.", "Saint-Pierre", (-21.3, 55.5)),
        ("fr", "Il est né à Saint-Denis, à La Réunion, et vit à Paris.", "Saint-Denis", (-20.9, 55.5)),
        ("pt", "Mora em Palmeiras, no estado da Bahia, há dez anos.", "Palmeiras", (-12.5, -41.6)),
        ("it", "Vive a Castello nel Veneto, vicino a Padova.", "Castello", (45.4, 12.4)),
        ("es", "Vivió en Santiago, en la provincia de Veraguas, hasta 1990.", "Santiago", (8.1, -81.0)),
    ],
)
def test_phrase_after_a_name_gives_its_larger_unit(
    language: str, text: str, name: str, at: tuple[float, float]
) -> None:
    assert _at(text, language, name) == at


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Sie fuhren mit dem Zug von Paris in die Schweiz."),
        ("fr", "Ils sont allés de Paris en Italie par le train."),
        ("es", "Volaron de París en el verano a la Argentina."),
    ],
)
def test_destination_after_a_name_is_not_its_larger_unit(language: str, text: str) -> None:
    name = "París" if language == "es" else "Paris"
    assert _at(text, language, name) == (48.9, 2.3)


def test_region_after_a_town_in_english_is_its_larger_unit() -> None:
    assert _at("The factory is at Halle in Westphalia.", "en", "Halle") == (52.1, 8.4)
