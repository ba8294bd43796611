"""Recognition of names in languages that capitalize them."""

from __future__ import annotations

import pytest

from storymap.gazetteer import open_gazetteer
from storymap.recognize.languages import find_capitalized, language_data


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("de", "Der Zug fährt von Hannover nach Halle und hält in Essen.", ["Hannover", "Halle", "Essen"]),
        ("de", "In der Halle war das Essen kalt. Der Hof war leer.", []),
        ("de", "Der Rhein fließt durch die Schweiz; im Allgäu regnet es.", ["Rhein", "Schweiz", "Allgäu"]),
        ("de", "Deutschlands Küsten, Frankfurt am Main", ["Deutschlands", "Frankfurt am Main"]),
        ("de", "Der 1. FC Köln verlor. Bürgermeister Anton Bremen schwieg.", []),
        ("fr", "Nous allons à Lyon. Pas Bordeaux : elle est trop loin.", ["Lyon", "Bordeaux"]),
        ("es", "Vamos a Sevilla. No Huelva, que está lejos.", ["Sevilla", "Huelva"]),
        ("it", "Andiamo a Siena. Non Firenze: è troppo cara.", ["Siena", "Firenze"]),
        ("ru", "Мы едем в Казань. Не Самара, она далеко.", ["Казань", "Самара"]),
        ("pl", "Jedziemy do Krakowa. Nie Gdańsk, bo daleko.", ["Krakowa", "Gdańsk"]),
        ("fr", "À Lyon, on descend vers Avignon et jusqu'à Nice.", ["Lyon", "Avignon", "Nice"]),
        ("fr", "Nous venons d'Alsace, du Mans et du Havre.", ["Alsace", "Mans", "Havre"]),
        ("fr", "Tous les plus grands cours. Mme Laval arrive.", []),
        ("es", "El tren sale de Sevilla hacia Jerez de la Frontera.", ["Sevilla", "Jerez de la Frontera"]),
        ("es", "Hay gente en la plaza. Este caso, señor.", []),
        ("es", "Dijo Mérida Quiroga, 44, que nadie la avisó.", []),  # this is a person, because an age follows
        ("es", "Mérida, 44 años después, no ha cambiado.", ["Mérida"]),
        ("pt", "Sentou-se Marabá Nunes (51), sem pressa, em Belém.", ["Belém"]),
        ("it", "La strada da Perugia all'Aquila passa per la Spezia.", ["Perugia", "Aquila", "Spezia"]),
        ("pl", "Pociąg z Krakowa do Warszawy staje w Kielcach.", ["Krakowa", "Warszawy", "Kielcach"]),
        ("ru", "Из Москвы во Владивосток и на Курильские острова", ["Москвы", "Владивосток", "Курильские острова"]),
        ("uk", "Зі Львова через Тернопіль до Відня", ["Львова", "Тернопіль", "Відня"]),
        # Two towns joined by a hyphen are not a club.
        (
            "fr",
            "La ligne Paris-Lyon et la route (Nice)",
            ["Paris", "Lyon", "Nice"],
        ),
        ("sv", "Färjan från Stockholm till Visby är full.", ["Stockholm", "Visby"]),  # this language has no data file
    ],
)
def test_places_are_found_and_other_words_are_not(language: str, text: str, names: list[str]) -> None:
    found, _ = find_capitalized(text, language_data(language), open_gazetteer())
    assert [m.surface for m in found] == names
    assert all(text[m.start : m.end] == m.surface for m in found)


@pytest.mark.parametrize(
    ("language", "text", "base"),
    [
        ("ru", "в Южно-Сахалинске", "Южно-Сахалинск"),
        ("ru", "под Нижним Новгородом", "Нижний Новгород"),
        ("ru", "на Курильских островах", "Курильские острова"),
        ("uk", "у Кривому Розі", "Кривий Ріг"),
        ("uk", "до Києва", "Київ"),
        ("pl", "w Krakowie", "Krakow"),
        ("de", "die Dächer Berlins", "Berlin"),
        ("fr", "nous allons au Havre", "Le Havre"),
        ("it", "si va alla Spezia", "La Spezia"),
    ],
)
def test_inflected_name_has_its_base_form_as_lemma(language: str, text: str, base: str) -> None:
    found, _ = find_capitalized(text, language_data(language), open_gazetteer())
    assert [m.lemma for m in found] == [base]


def test_name_of_person_is_rejected_until_a_place_preposition() -> None:
    text = "Le maire, M. Paul Valence, est venu. Valence a souri. On va pourtant à Valence."
    found, rejected = find_capitalized(text, language_data("fr"), open_gazetteer())
    assert [(m.surface, m.start) for m in found] == [("Valence", text.rindex("Valence"))]
    assert [r.reason.code for r in rejected] == ["inside-person", "inside-person"]
    assert rejected[0].reason.params["whole"] == "Paul Valence"
