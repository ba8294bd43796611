"""Names with case endings, with endings after an apostrophe, and with attached particles or prepositions."""

from __future__ import annotations

import pytest

import storymap
from storymap.read.language import language_of


def found(text: str, language: str) -> dict[str, str]:
    """Return surface -> name without endings or particles, for each mention."""
    return {r.mention.surface: r.mention.name for r in storymap.places(text, language=language)}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("it", "Il treno per Roma è partito in ritardo da Bari.", {"Roma": "Roma", "Bari": "Bari"}),
        ("tr", "Heyet dün Erzurum'dan İzmir'e geldi.", {"Erzurum": "Erzurum", "İzmir": "İzmir"}),
        ("ko", "그는 대구에서 인천까지 걸었다.", {"대구": "대구", "인천": "인천"}),
        ("he", "הרכבת יצאה מחיפה לאשדוד.", {"חיפה": "חיפה", "אשדוד": "אשדוד"}),
        ("el", "Στη Ρόδο και στην Πάτρα έβρεχε.", {"Ρόδο": "Ρόδος", "Πάτρα": "Πάτρα"}),
        ("cs", "Vlak z Olomouce do Liberce stál v Praze.", {"Praze": "Praha"}),
    ],
)
def test_name_is_found_in_its_grammatical_forms(language: str, text: str, expected: dict[str, str]) -> None:
    assert expected.items() <= found(text, language).items()


@pytest.mark.parametrize("text", ["床は大理石である。", "時がすぎた。"])
def test_name_inside_another_word_is_not_a_place(text: str) -> None:
    assert found(text, "ja") == {}


def test_apostrophe_inside_a_ukrainian_name_is_kept() -> None:
    assert "Слов'янськ" in found("Потяг прибув у Слов'янськ і Київ.", "uk")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("昨日、友人から長い手紙が届いたので、すぐに返事を書いた。“The weather in the north was cold and they have not seen the sun.” 彼は笑った。", "ja"),
        ("Der Sprecher sagte: “It was the best of the years and they have not forgotten it.” Danach ging er wieder nach Hause.", "de"),
        ("The mayor said: «Nous avons vu que les routes étaient fermées pour toujours.» Then he went to the office with his staff.", "en"),
    ],
)  # fmt: skip
def test_quotation_in_another_language_does_not_change_the_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Кому это нужно? Никому, сказал он, и вышел на улицу без пальто."),
        ("uk", "Кому це потрібно? Нікому, сказав він і вийшов на вулицю без пальта."),
        ("pl", "Komu to potrzebne? Nikomu, powiedział i wyszedł na ulicę bez płaszcza."),
    ],
)
def test_pronoun_is_not_a_form_of_a_name(language: str, text: str) -> None:
    assert not list(storymap.places(text, language=language))


def test_names_of_one_valley_support_each_other_in_german() -> None:
    text = "Wir fuhren von Bozen nach Meran und weiter über Brixen nach Sterzing. In Bruneck regnete es, und in Schlanders schien die Sonne."
    found = {r.mention.surface: r.place for r in storymap.places(text, language="de")}
    assert all(found.get(name) for name in ("Bozen", "Meran", "Brixen", "Sterzing", "Bruneck", "Schlanders"))
