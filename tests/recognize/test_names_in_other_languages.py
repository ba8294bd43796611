"""Names in languages with capitals: words, candidates, grammatical forms and evidence in the rest of the text."""

from __future__ import annotations

import re

import pytest

from storymap.model import Mention
from storymap.ports import Match
from storymap.recognize.languages import find_capitalized
from storymap.recognize.languages.candidates import Candidate, find_candidates
from storymap.recognize.languages.data import Language, language_data
from storymap.recognize.languages.document import ScoredName, apply_document
from storymap.recognize.languages.feature_names import Feature
from storymap.recognize.languages.features import Bearer, Observation
from storymap.recognize.languages.inflection import base_forms, seat_names
from storymap.recognize.languages.scoring import confidence
from storymap.recognize.languages.words import preceding_words, split_words
from tests.recognize.small import Names, place


def words(value: str) -> frozenset[str]:
    return frozenset(value.split())


# --- words --------------------------------------------------------------------------------------------------------

FRENCH, TURKISH = Language("xx", elisions=("d'", "l'")), Language("xx", apostrophe_endings=True)


def split(text: str, language: Language = FRENCH) -> list[str]:
    """Return the words, with "|" before the start of a sentence and "_" before a word that is not adjacent."""
    return [f"{'|' * w.begins_sentence}{'' if w.adjacent else '_'}{w.text}" for w in split_words(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il vient d'Arles.", ["|Il", "vient", "d'", "Arles"]),
        ("Il vient d’Arles, ici", ["|Il", "vient", "d’", "Arles", "_ici"]),
        ("aujourd'hui d'", ["|aujourd'hui", "d"]),
        ("L'an 2000", ["|L'", "an", "2000"]),
        ("Il vint. Lui non; elle  oui", ["|Il", "vint", "|_Lui", "non", "|_elle", "_oui"]),
        ("(Il dit : « Oui »)", ["|_Il", "dit", "|_Oui"]),
        ("un\nDeux\u00a0trois", ["|un", "|_Deux", "trois"]),
    ],
)
def test_text_is_split_into_words(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_case_ending_after_an_apostrophe_is_not_part_of_the_word() -> None:
    assert split("Hep Ankara'dan geldi.", TURKISH) == ["|Hep", "Ankara", "_geldi"]
    assert split("Hep Ankara'dan geldi.") == ["|Hep", "Ankara'dan", "geldi"]


def test_words_have_their_offsets_and_case() -> None:
    text = "Ici d’Arles à Ankara’dan"
    found = list(split_words(text, FRENCH))
    assert all(text[w.start : w.end] == w.text for w in found)
    assert [w.lower for w in found] == ["ici", "d'", "arles", "à", "ankara'dan"]
    assert [w.capital for w in found] == [True, False, True, False, True]
    [_, ankara] = split_words("hep Ankara'dan", TURKISH)
    assert (ankara.start, ankara.end, ankara.lower) == (4, 10, "ankara")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("un deux trois quatre Arles", ["quatre", "trois", "deux"]),
        ("un. Deux trois Arles", ["trois", "Deux"]),
        ("un, deux Arles", ["deux"]),
        ("un. Arles", []),
        ("Arles", []),
    ],
)
def test_preceding_words_are_up_to_three_words_of_the_sentence(text: str, expected: list[str]) -> None:
    found = list(split_words(text, FRENCH))
    assert [w.text for w in preceding_words(found, len(found) - 1)] == expected


# --- candidates ---------------------------------------------------------------------------------------------------

LANGUAGE = Language(
    "ru",
    countries=words("DE"),
    articles=words("la l'"),
    contracted_articles={"au": "Le"},
    place_nouns=words("sea islands"),
    place_prepositions=words("in"),
    conjunctions=words("and"),
    words_inside_names=words("am"),
    case_endings=(("a", ""),),
    admin1_nouns=words("oblast"),
)
WITHOUT_CASES = Language("xx", countries=words("DE"), place_nouns=words("sea"))
GAZETTEER = Names(
    {
        "Ulm": place(4.5),
        "Bad Ulm": place(4.5),
        "Ulm am Main": place(4.5),
        "Xa Ulm am Main": place(4.5),
        "In": place(6.0),
        "X": place(6.0),
        "Bo": place(6.0),
        "Red sea": place(5.0, "sea"),
        "sea Lion": place(5.0, "sea"),
        "Central asia": place(6.0, "region"),
        "Small asia": place(5.2, "region"),
        "Central ulm": place(6.0, "city"),
        "Central asia now": place(6.0, "region"),
        "Central asia now then": place(6.0, "region"),
        "A B C D E F": place(5.0),
        "A B C D E F G": place(5.0),
        "Havre": place(3.0),
        "Le Havre": place(5.2),
        "Mans": place(5.5),
        "Le Mans": place(5.4),
        "La Paz": place(3.9),
        "L'Isle": place(4.0),
        "Acme": place(5.0),
        "Anna": place(5.0),
        "Reading": place(5.0),
    },
    {"Acme": "a company, a brand or a newspaper", "Anna": "a first name", "Reading": "an English word"},
)


def candidates(text: str, language: Language = LANGUAGE, gazetteer: Names = GAZETTEER) -> list[str]:
    """Return the names in the gazetteer that are found in a text."""
    found = list(split_words(text, language))
    return [c.name for c in find_candidates(text, found, language, gazetteer)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("kam Ulm", ["Ulm"]),
        ("kam ulm", []),
        ("Bad Ulm, Ulm", ["Bad Ulm", "Ulm"]),
        ("Bad  Ulm, Bad-Ulm", ["Bad Ulm", "Ulm"]),
        ("Bad   Ulm", ["Ulm"]),
        ("Bad. Ulm", ["Ulm"]),
        ("In X Bo", ["Bo"]),
        ("Red sea", ["Red sea"]),
        ("sea Lion", ["sea Lion"]),
        ("Ulm am Main kam", ["Ulm am Main"]),
        ("Xa Ulm am Main", ["Xa Ulm am Main"]),
        ("A B C D E F G", ["A B C D E F"]),
        ("Acme, Anna, Reading", ["Reading"]),
    ],
)
def test_longest_known_names_are_candidates(text: str, names: list[str]) -> None:
    assert candidates(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Central asia kam", ["Central asia"]),
        ("Small asia kam", []),
        ("Central ulm kam", []),
        ("Central asia now", ["Central asia now"]),
        ("Central asia now then", ["Central asia now"]),
    ],
)
def test_only_large_areas_end_in_an_ordinary_lower_case_word(text: str, names: list[str]) -> None:
    assert candidates(text) == names


def test_place_noun_in_lower_case_ends_a_name_only_in_languages_with_cases() -> None:
    assert candidates("Red sea", WITHOUT_CASES) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("kam au Havre", ["Le Havre"]),
        ("kam au Mans", ["Mans"]),
        ("kam la Paz", []),
        ("kam l'Isle", ["L'Isle"]),
        ("Havre", ["Havre"]),
    ],
)
def test_article_before_a_name_is_part_of_a_town_that_is_as_prominent(text: str, names: list[str]) -> None:
    elided = Language("xx", **{k: getattr(LANGUAGE, k) for k in ("articles", "contracted_articles")}, elisions=("l'",))
    assert candidates(text, elided) == names


@pytest.mark.parametrize(
    ("abroad", "match", "country"),
    [(5.5, Match.NAME, "DE"), (5.6, Match.NAME, "FR"), (5.5, Match.WEAK, "FR")],
)
def test_place_where_the_language_is_spoken_is_preferred(abroad: float, match: Match, country: str) -> None:
    gazetteer = Names({"Ulm": [place(abroad, country="FR"), place(4.5, match=match)]})
    text = "Ulm"
    [found] = find_candidates(text, list(split_words(text, LANGUAGE)), LANGUAGE, gazetteer)
    assert found.entry.country == country


# --- grammatical forms --------------------------------------------------------------------------------------------

RUSSIAN, UKRAINIAN, GERMAN = language_data("ru"), language_data("uk"), language_data("de")


@pytest.mark.parametrize(
    ("form", "base", "language"),
    [
        ("Владивостока", "Владивосток", RUSSIAN),
        ("Москве", "Москва", RUSSIAN),
        ("Курильских островов", "Курильские острова", RUSSIAN),
        ("Львова", "Львів", UKRAINIAN),
        ("Berlins", "Berlin", GERMAN),
    ],
)
def test_declined_name_has_base_form(form: str, base: str, language: Language) -> None:
    found = list(base_forms(form, language))
    assert base in found
    assert form not in found
    assert len(found) == len(set(found)) or language is GERMAN


@pytest.mark.parametrize("form", ["А", "Кому", "12"])
def test_pronouns_and_short_words_have_no_base_forms(form: str) -> None:
    assert list(base_forms(form, RUSSIAN)) == []


def test_name_of_several_words_has_a_limited_number_of_base_forms() -> None:
    assert len(list(base_forms("Курильских островов Курильских островов", RUSSIAN))) == 400
    assert len(list(base_forms("Владивостока", RUSSIAN))) < 20


def test_names_of_units_are_derived_from_their_seat() -> None:
    assert "Харків" in seat_names("Харківської", UKRAINIAN)
    assert "Харків" in seat_names("Харківщині", UKRAINIAN)
    assert list(seat_names("Харків", UKRAINIAN)) == []
    language = Language("xx", admin1_adjectives=(("ska", "", "o"),))
    assert list(seat_names("Ulmska", language)) == ["Ulm", "Ulmo"]
    assert list(seat_names("Ulska", language)) == ["Ul", "Ulo"]
    assert list(seat_names("Uska", language)) == []


@pytest.mark.parametrize(
    ("declined", "base", "expected"),
    [(None, 4.0, "Ulm"), (4.0, 5.6, "Ulm"), (4.0, 5.5, "Ulmа"), (4.0, None, "Ulmа")],
)
def test_base_form_replaces_the_name_only_if_it_is_much_more_prominent(
    declined: float | None, base: float | None, expected: str
) -> None:
    names = {name: place(share) for name, share in (("Ulmа", declined), ("Ulm", base)) if share is not None}
    assert candidates("Ulmа", RUSSIAN, Names(names)) == [expected]


def units(**values: object) -> Names:
    """Return a gazetteer with a town, the unit that contains it (Texas) and a unit that is named after the town.

    `values` are changed values of the town.
    """
    seat = place(values.pop("prominence", 4.8), country="UA", admin1="US.TX")._replace(**values)  # type: ignore[arg-type]
    oblast = place(5.0, "admin1", country="UA")
    return Names({"Харків": seat, "Texas": oblast, "Харків Oblast": oblast})


@pytest.mark.parametrize(
    ("text", "gazetteer", "names"),
    [
        ("Харківщина", units(), ["Texas"]),
        ("Харківська область", units(), ["Texas"]),
        ("Харківська рада", units(), []),
        ("Харківська", units(), []),
        ("Харківщина", units(prominence=4.7), []),
        ("Харківщина", units(country="RU"), []),
        ("Харківщина", units(kind="site"), []),
        ("Харківщина", units(kind="island"), ["Харків Oblast"]),
        ("Харківщина", units(admin1=""), ["Харків Oblast"]),
    ],
)
def test_unit_is_found_by_a_word_derived_from_its_seat(text: str, gazetteer: Names, names: list[str]) -> None:
    assert candidates(text, UKRAINIAN, gazetteer) == names


# --- the rest of the text -----------------------------------------------------------------------------------------

WEIGHTS: dict[str, float] = {
    Feature.BIAS: 1.0,
    Feature.NAME_OF_PERSON: -3.0,
    Feature.CERTAIN_ELSEWHERE: 1.0,
    Feature.PART_OF_DOUBLE_NAME: -2.0,
    Feature.LISTED_AFTER_CERTAIN: 0.5,
    Feature.LISTED_BEFORE_CERTAIN: 0.25,
}
PERSON = Bearer(0, 2, "person")


def scored(text: str, *names: tuple[str, float, bool, Bearer | None, bool]) -> list[list[str]]:
    """Return the features that the rest of the text adds to each name.

    A name is given as (text, log-odds, placed, bearer, introduced), of which the last three are fields of Observation.
    """
    in_text = list(split_words(text, LANGUAGE))
    found, at = [], 0
    for name, score, placed, bearer, introduced in names:
        first = next(i for i in range(at, len(in_text)) if in_text[i].text == name)
        at = first + 1
        observation = Observation({Feature.BIAS: score}, placed, bearer, introduced)
        found.append(ScoredName(Candidate(first, at, name.lower(), place()), observation, WEIGHTS))
    apply_document(text, in_text, found, LANGUAGE)
    for one in found:
        assert one.confidence == pytest.approx(confidence(sum(WEIGHTS[f] * v for f, v in one.features.items())))
    return [[str(f) for f, value in one.features.items() if f != Feature.BIAS and value == 1] for one in found]


SURE, LIKELY, UNSURE = 1.39, 1.38, -0.1  # the probabilities are 0.8007, 0.799 and 0.475


@pytest.mark.parametrize(
    ("text", "first", "second", "added"),
    [
        ("Ulm, kam Ulm", SURE, UNSURE, [[], ["certain_elsewhere"]]),
        ("Ulm, kam Ulm", UNSURE, SURE, [["certain_elsewhere"], []]),
        ("Ulm, kam Ulm", LIKELY, UNSURE, [[], []]),
        ("Ulm, kam Ulm", SURE, SURE, [[], []]),
        ("Ulm Bonn", UNSURE + 0.1, LIKELY, [["part_of_double_name"]] * 2),
        ("Ulm Bonn", UNSURE, LIKELY, [[], []]),
        ("Ulm. Bonn", LIKELY, LIKELY, [[], []]),
        ("Ulm, Bonn", SURE, UNSURE, [[], ["listed_after_certain"]]),
        ("Ulm, Bonn", UNSURE, SURE, [["listed_before_certain"], []]),
        ("Ulm, Bonn", LIKELY, UNSURE, [[], []]),
        ("Ulm and Bonn", SURE, UNSURE, [[], ["listed_after_certain"]]),
        ("Ulm, and in Bonn", SURE, UNSURE, [[], ["listed_after_certain"]]),
        ("Ulm, kam Bonn", SURE, UNSURE, [[], []]),
        ("Ulm and in and Bonn", SURE, UNSURE, [[], []]),
        ("Ulm,\nBonn", SURE, UNSURE, [[], []]),
        ("Ulm / – / – / – Bonn", SURE, UNSURE, [[], ["listed_after_certain"]]),
        ("Ulm / – / – / – / Bonn", SURE, UNSURE, [[], []]),
    ],
)  # fmt: skip
def test_certain_place_supports_other_names(text: str, first: float, second: float, added: list[list[str]]) -> None:
    one, *_, other = re.findall(r"\w+", text)
    found = scored(text, (one, first, False, None, False), (other, second, False, None, False))
    assert found == added


def test_certainty_spreads_along_a_list_in_both_directions() -> None:
    middle = 1.2
    names = [(name, score, False, None, False) for name, score in (("Ulm", middle), ("Bonn", middle), ("Jena", SURE))]
    assert scored("Ulm, Bonn, Jena", *names) == [["listed_before_certain"]] * 2 + [[]]
    turned = [(name, score, False, None, False) for name, score in (("Ulm", SURE), ("Bonn", middle), ("Jena", middle))]
    found = scored("Ulm, Bonn, Jena", *turned)
    assert found == [["listed_before_certain"], ["listed_after_certain", "listed_before_certain"], ["listed_after_certain"]]  # fmt: skip


@pytest.mark.parametrize(
    ("placed", "introduced", "added"),
    [(False, True, ["name_of_person"]), (True, True, []), (False, False, [])],
)
def test_name_of_an_introduced_person_is_that_person_elsewhere(
    placed: bool, introduced: bool, added: list[str]
) -> None:
    text = "Anna Ulm kam; dort kam Ulm an"
    found = scored(text, ("Ulm", UNSURE, False, PERSON, introduced), ("Ulm", UNSURE, placed, None, False))
    assert found[1] == added


@pytest.mark.parametrize(("first", "second"), [(PERSON, None), (None, PERSON)])
def test_names_of_people_are_neither_listed_nor_parts_of_double_names(
    first: Bearer | None, second: Bearer | None
) -> None:
    for text in ("Ulm Bonn", "Ulm, Bonn"):
        names = [("Ulm", SURE, False, first, False), ("Bonn", SURE, False, second, False)]
        bearers = (first, second)
        assert all(not added for added, who in zip(scored(text, *names), bearers, strict=True) if who)
    assert "part_of_double_name" not in str(scored("Ulm Bonn", *names))


# --- mentions -----------------------------------------------------------------------------------------------------


def test_names_are_mentions_rejected_or_doubtful_by_their_confidence() -> None:
    gazetteer = Names({"Ulm": place(5.5), "Laval": place(4.6), "Xanten": place(4.2)})
    doubtful: list[Mention] = []
    text = "Wir fuhren nach Ulms Mitte. Frau\u00a0Laval sagte: Xanten."
    mentions, rejected = find_capitalized(text, GERMAN, gazetteer, doubtful)
    assert [(m.surface, m.lemma, text[m.start : m.end]) for m in mentions] == [("Ulms", "Ulm", "Ulms")]
    assert [(r.surface, r.reason.code, r.reason.params["whole"]) for r in rejected] == [("Laval", "inside-person", "Frau Laval")]  # fmt: skip
    assert [(m.surface, 0.2 <= m.confidence < 0.5) for m in doubtful] == [("Xanten", True)]
    assert find_capitalized(text, GERMAN, gazetteer)[0] == mentions
