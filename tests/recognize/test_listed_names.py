"""Known names that are no mentions are rejected with a reason or suggested."""

from __future__ import annotations

import pytest

from storymap.pipeline import Places, places


def _lists(found: Places) -> dict[str, str]:
    """Return name -> "mention", "suggestion" or the code of the reason why it is rejected."""
    return (
        {r.surface: r.reason.code for r in found.rejected}
        | {s.surface: "suggestion" for s in found.suggestions}
        | {r.mention.surface: "mention" for r in found.resolutions}
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Wir haben gestern Berlin verlassen und heute Harrachov gesehen. Das war sehr schön.", "Harrachov"),
        ("Die Kinder kannten das alte Molsheim nicht mehr, weil es sich so verändert hat.", "Molsheim"),
        ("Il est tard. Nous avons aimé cette belle Wartburg et nous y reviendrons demain.", "Wartburg"),
        ("Os viajantes viram ontem Harrachov e não gostaram nada do que ali encontraram.", "Harrachov"),
        ("Los viajeros no olvidan nunca aquella Harrachov que vieron durante el verano.", "Harrachov"),
        ("I viaggiatori hanno poi visto quella Harrachov che non volevano più vedere.", "Harrachov"),
        ("De reizigers zagen gisteren eindelijk Harrachov en vonden het daar erg mooi.", "Harrachov"),
    ],
)
def test_known_name_without_support_is_in_a_list(text: str, name: str) -> None:
    assert name in _lists(places(text))


def test_name_of_low_confidence_is_rejected_with_a_reason() -> None:
    assert _lists(places("Wir haben heute Harrachov gesehen. Das war sehr schön."))["Harrachov"] == "unsupported"


def test_ordinary_word_that_begins_a_sentence_is_in_no_list() -> None:
    # Auch, Dort and Nur are towns in France, the Netherlands and Iran.
    found = places("Auch das Wetter war gut. Dort blieben wir lange. Nur einmal hat es kurz geregnet.")
    assert not {"Auch", "Dort", "Nur"} & _lists(found).keys()


def test_places_around_it_make_a_rejected_name_a_suggestion() -> None:
    alone = places("Den ersten Tag sahen wir Rappoltsweiler, und das war sehr schön.")
    together = places(
        "Wir fuhren von Colmar nach Sélestat und nach Straßburg. Den ersten Tag sahen wir Rappoltsweiler, und das war "
        "sehr schön."
    )
    assert _lists(alone)["Rappoltsweiler"] == "unsupported"
    assert _lists(together)["Rappoltsweiler"] in ("suggestion", "mention")


def test_surname_of_a_person_in_the_text_is_rejected_as_such() -> None:
    found = places("The judge was Ruth Marburg, who lives in Leeds. Everybody was silent for Marburg then.")
    assert _lists(found)["Marburg"] == "inside-person"


def test_english_word_inside_a_sentence_is_rejected_as_such() -> None:
    assert _lists(places("They had seen Eye before, and they were glad in Leeds."))["Eye"] == "negative"
    assert "Eye" not in _lists(places("They had seen the Eye before, and they were glad in Leeds."))
    assert "Eye" not in _lists(places("They had seen Eye with one eye, and they were glad in Leeds."))


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Wir wanderten durch die Rhön und weiter in den Taunus.", "de", "Rhön"),
        ("Wir wanderten durch die Rhön und weiter in den Taunus.", "de", "Taunus"),
        ("El incendio empezó de noche en la sierra de Gredos.", "es", "sierra de Gredos"),
        ("Nous avons traversé la Sologne puis le Morvan à vélo.", "fr", "Sologne"),
    ],
)
def test_range_or_region_without_a_town_of_its_name_is_on_the_map(text: str, language: str, name: str) -> None:
    found = places(text, language=language).resolutions
    assert name in {r.mention.surface for r in found if r.place is not None}


def test_two_towns_with_a_hyphen_are_two_names() -> None:
    text = "Taghmon-Camross beat Oylegate-Glenbrien in Enniscorthy, and Stratford-upon-Avon and Baden-Baden are far."
    found = [r.mention.surface for r in places(text)]
    assert found == ["Taghmon", "Camross", "Oylegate", "Glenbrien", "Enniscorthy", "Stratford-upon-Avon", "Baden-Baden"]
