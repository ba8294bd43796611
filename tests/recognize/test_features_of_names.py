"""Features of names in languages with capitals, with a small invented language and a small gazetteer."""

from __future__ import annotations

import pytest

from storymap.ports import Entry, Match
from storymap.recognize.languages.candidates import find_candidates
from storymap.recognize.languages.data import Language
from storymap.recognize.languages.feature_names import Feature
from storymap.recognize.languages.features import Observation, observe
from storymap.recognize.languages.words import split_words
from tests.recognize.small import Names, place


def words(value: str) -> frozenset[str]:
    return frozenset(value.split())


VALUES = {
    "countries": words("DE"),
    "place_prepositions": words("in near"),
    "other_prepositions": words("of"),
    "prepositions_with_article": words("inthe"),
    "articles": words("the la"),
    "contracted_articles": {"au": "Le"},
    "conjunctions": words("and"),
    "place_nouns": words("town sea"),
    "titles": words("mr"),
    "organisation_before": words("fc university"),
    "organisation_after": words("bank"),
    "given_names": words("anna ute"),
    "everyday_words": {"halle": 0.2, "tours": -0.6, "wir": 3.0, "alte": -0.4, "weg": -0.5, "kam": -0.6},
}
LANGUAGE = Language("xx", **VALUES)  # type: ignore[arg-type]
WITH_NOUNS = Language("xx", **VALUES, capitalizes_nouns=True)  # type: ignore[arg-type]
DECLINED = Language("ru", **VALUES, case_endings=(("a", ""),))  # type: ignore[arg-type]

GAZETTEER = Names(
    {
        "Ulm": place(4.4),
        "Laval": place(4.7),
        "Halle": place(4.9),
        "Halle Tours": place(4.9),
        "Ute": place(4.5),
        "Kongo": place(7.5, "country", country="CD"),
        "KONGO": place(7.5, "country", country="CD"),
        "TOGO": place(6.9, "country", country="TG"),
        "Tibet": place(6.0, "region", country="CN"),
        "Le Mans": place(4.9),
        "La Paz": place(4.9),
        "THWXY": place(),
        "THWXYZ": place(),
        "Belo": place(),
    }
)


def observation(text: str, name: str, language: Language = LANGUAGE, gazetteer: Names = GAZETTEER) -> Observation:
    found = list(split_words(text, language))
    candidates = find_candidates(text, found, language, gazetteer)
    [candidate] = [c for c in candidates if text[found[c.first].start : found[c.after - 1].end] == name]
    return observe(found, candidate, {w.lower for w in found if not w.capital}, language)


ALWAYS = {Feature.BIAS, Feature.PROMINENCE, Feature.EXCESS_FREQUENCY}


def features(text: str, name: str, language: Language = LANGUAGE, gazetteer: Names = GAZETTEER) -> str:
    """Return which features of a name have the value 1, in order and separated by spaces."""
    found = observation(text, name, language, gazetteer).features
    return " ".join(str(f) for f, value in found.items() if f not in ALWAYS and value == 1)


def of_place(entry: Entry, text: str = "Wir sind in Xanten.") -> dict[str, float]:
    name = next(word for word in ("Xanten", "Xa Yb", "Xan") if word in text)
    found = observation(text, name, LANGUAGE, Names({name: entry})).features
    return {str(feature): value for feature, value in found.items()}


@pytest.mark.parametrize(("prominence", "value"), [(2.0, -1.5), (4.5, 0.5), (7.5, 3.0)])
def test_prominence_is_relative_to_a_town_and_limited(prominence: float, value: float) -> None:
    assert of_place(place(prominence))["prominence"] == pytest.approx(value)


@pytest.mark.parametrize(("name", "excess"), [("Ulm", -0.2), ("Halle", 1.0), ("Halle Tours", 0.2)])
def test_excess_frequency_is_that_of_the_rarest_word_above_the_lowest_value(name: str, excess: float) -> None:
    found = observation(f"Wir sind in {name}.", name).features
    assert found[Feature.BIAS] == 1
    assert found[Feature.EXCESS_FREQUENCY] == pytest.approx(excess)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Laval", "single_word"),
        ("Halle", "single_word single_everyday_word"),
        ("Halle Tours", "several_words"),
        ("Ute", "short_name single_word given_name"),
        ("Ulm", "short_name single_word"),
        ("Belo", "single_word"),
        ("Kongo", "country single_word"),
        ("KONGO", "country single_word"),
        ("TOGO", "country initials single_word"),
        ("THWXY", "initials single_word"),
        ("THWXYZ", "single_word"),
    ],
)
def test_features_of_the_name(name: str, found: str) -> None:
    assert features(f"Wir sind in {name}.", name) == f"{found} after_place_preposition"


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        (place(4.0), set()),
        (place(match=Match.WEAK), {"weak_name"}),
        (place(4.9, match=Match.ALTERNATE), {"alternate_name"}),
        (place(5.0, match=Match.ALTERNATE), set()),
        (place(4.2, country="FR"), {"village_abroad"}),
        (place(4.3, country="FR"), {"town_abroad"}),
        (place(5.3, country="FR"), set()),
        (place(4.2, "region", country="FR"), set()),
    ],
)
def test_features_of_the_place(entry: Entry, found: set[str]) -> None:
    observed = {f for f, value in of_place(entry).items() if value == 1}
    assert observed - {"bias", "prominence", "single_word", "after_place_preposition"} == found


def test_places_are_not_abroad_if_the_countries_of_the_language_are_unknown() -> None:
    gazetteer = Names({"Laval": place(4.4, country="FR")})
    assert "abroad" not in features("Laval", "Laval", Language("xx"), gazetteer)


def test_name_that_is_also_written_in_lower_case() -> None:
    assert "lower_case_elsewhere" in features("Wir sind in Laval, sagte laval.", "Laval")


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ("wir sind in", "after_place_preposition"),
        ("die town", "after_place_noun"),
        ("wir of", "after_other_preposition"),
        ("Anna of", "after_given_name_and_preposition"),
        ("University of", "after_organisation_and_preposition"),
        ("university of", "after_other_preposition"),
        ("fc", "after_organisation"),
        ("wir fc", "after_organisation"),
        ("der VFB", "after_acronym"),
        ("der VFBXY", "after_acronym"),
        ("der VFBXYZ", "after_capital"),
        ("der X", ""),
        ("das Mr", "after_title"),
        ("mr", "after_title"),
        ("als Anna", "after_given_name"),
        ("als anna", ""),
        ("als Mr Bo", "after_title"),
        ("als mr bo", ""),
        ("als Anna Bo Cy", "after_given_name"),
        ("als Anna Bo Cy Di", "after_capital"),
        ("als Bo", "after_capital"),
        ("als And", ""),
        ("als Wir", "after_capital"),
        ("als. Wir", "after_everyday_capital"),
        ("als. Weg", "after_everyday_capital"),
        ("als. Kam", "after_capital"),
        ("als kam", ""),
    ],
)  # fmt: skip
def test_words_before_a_name(before: str, found: str) -> None:
    assert features(f"{before} Laval kam.", "Laval") == f"single_word {found}".strip()


@pytest.mark.parametrize(
    ("before", "name", "found"),
    [
        ("the", "Laval", "town_after_article"),
        ("in the", "Laval", "town_after_preposition_and_article"),
        ("inthe", "Laval", "town_after_preposition_and_article"),
        ("the", "Tibet", "area_after_article"),
        ("in the", "Tibet", "area_after_preposition_and_article"),
        ("inthe", "Tibet", "area_after_preposition_and_article"),
        ("kam the", "Tibet", "area_after_article"),
        ("kam au", "Mans", "after_own_article"),
        ("kam la", "Paz", "after_own_article"),
        ("kam. the", "Laval", "town_after_article"),
        ("kam. of", "Laval", "after_other_preposition"),
    ],
)
def test_article_before_a_name(before: str, name: str, found: str) -> None:
    assert features(f"Wir {before} {name} kam.", name).rpartition(" ")[2] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kam Laval Bank", "before_organisation"),
        ("kam in Laval Bank", "after_place_preposition before_organisation"),
        ("kam Laval bank", ""),
        ("kam Laval. Bank", ""),
        ("kam Laval, Bank", ""),
        ("kam Laval Bo", "before_capital"),
        ("kam in Laval Bo", "after_place_preposition placed_before_capital"),
        ("kam Laval Bo, 51, kam", "before_surname_and_age"),
        ("kam Laval Bo (51)", "before_surname_and_age"),
        ("kam Laval Bo, 51", "before_surname_and_age"),
        ("kam in Laval Bo, 51, kam", "after_place_preposition placed_before_capital"),
        ("kam Laval Bo, 511, kam", "before_capital"),
        ("kam Laval Bo, kam, 51", "before_capital"),
        ("kam Laval Bo 51, kam", "before_capital"),
        ("kam Laval Bo - 51, kam", "before_capital"),
        ("kam Laval Bo, 51 Euro", "before_capital"),
    ],
)
def test_words_after_a_name(text: str, found: str) -> None:
    assert features(f"wir, {text}", "Laval") == f"single_word {found}".strip()


def test_given_name_before_a_capital() -> None:
    assert features("kam Ute Bo", "Ute").endswith("given_name given_name_before_capital")
    assert features("kam in Ute Bo", "Ute").endswith("given_name after_place_preposition placed_before_capital")


def test_capitals_show_nothing_in_languages_that_capitalize_nouns() -> None:
    assert features("als Bo Laval Cy", "Laval", WITH_NOUNS) == "single_word"
    assert features("kam Ute Bo", "Ute", WITH_NOUNS).endswith("given_name_before_capital")


@pytest.mark.parametrize(
    ("text", "name", "everyday"),
    [("Halle kam.", "Halle", 1.0), ("wir. Laval kam.", "Laval", 0.0), ("Es kam. Halle kam.", "Halle", 1.0)],
)
def test_everyday_word_at_the_start_of_a_sentence(text: str, name: str, everyday: float) -> None:
    found = observation(text, name).features
    assert found[Feature.BEGINS_SENTENCE] == 1
    assert found[Feature.EVERYDAY_BEGINS_SENTENCE] == pytest.approx(everyday)


@pytest.mark.parametrize(("text", "name"), [("Halle Tours kam.", "Halle Tours"), ("wir, Halle kam.", "Halle")])
def test_several_words_or_a_comma_are_no_start_of_a_sentence(text: str, name: str) -> None:
    assert Feature.BEGINS_SENTENCE not in observation(text, name).features


@pytest.mark.parametrize(
    ("text", "found"),
    [("kam Belo sea", True), ("kam Belo Sea", True), ("kam Belo, sea", False), ("kam Belo kam", False)],
)
def test_adjective_of_a_place_noun(text: str, found: bool) -> None:
    assert ("adjective_of_place_noun" in features(text, "Belo", DECLINED)) is found
    assert "adjective_of_place_noun" not in features(text, "Belo")


@pytest.mark.parametrize(
    ("text", "name", "whole", "kind", "introduced"),
    [
        ("kam Anna of Laval", "Laval", "Anna of Laval", "person", True),
        ("kam University of Laval", "Laval", "University of Laval", "organisation", False),
        ("kam fc Laval", "Laval", "fc Laval", "organisation", False),
        ("kam VFB Laval", "Laval", "VFB Laval", "organisation", False),
        ("kam mr Laval", "Laval", "mr Laval", "person", True),
        ("kam mr Bo Laval", "Laval", "mr Bo Laval", "person", True),
        ("kam Bo Laval", "Laval", "Bo Laval", "person", False),
        ("kam Laval Bank", "Laval", "Laval Bank", "organisation", False),
        ("kam Bo Laval Bank", "Laval", "Laval Bank", "organisation", False),
        ("kam Ute Bo", "Ute", "Ute Bo", "person", False),
        ("kam Laval Bo, 51, kam", "Laval", "Laval Bo", "person", False),
        ("kam Laval Bo", "Laval", "Laval Bo", "organisation", False),
        ("kam Bo Laval Cy", "Laval", "Bo Laval", "person", False),
    ],
)
def test_person_or_organisation_around_a_name(text: str, name: str, whole: str, kind: str, introduced: bool) -> None:
    found = observation(f"wir, {text}", name)
    assert found.bearer is not None
    in_text = list(split_words(f"wir, {text}", LANGUAGE))[found.bearer.first : found.bearer.after]
    assert (" ".join(w.text for w in in_text), found.bearer.kind, found.introduced) == (whole, kind, introduced)


@pytest.mark.parametrize(
    ("text", "name", "placed"),
    [
        ("in Laval", "Laval", True),
        ("town Laval", "Laval", True),
        ("inthe Tibet", "Tibet", True),
        ("in the Tibet", "Tibet", True),
        ("the Tibet", "Tibet", False),
        ("in the Laval", "Laval", False),
        ("au Mans", "Mans", True),
        ("of Laval", "Laval", False),
        ("Laval", "Laval", False),
    ],
)
def test_name_is_placed_after_words_for_places(text: str, name: str, placed: bool) -> None:
    found = observation(f"wir, kam {text}, kam", name)
    assert found.placed is placed
    assert found.bearer is None
