"""Suggestions: names that may be places and are neither mentions nor rejected."""

from __future__ import annotations

import pytest

from storymap.gazetteer import open_gazetteer
from storymap.pipeline import Places, places
from storymap.recognize.languages.data import language_data
from storymap.recognize.possible_names import english_names
from storymap.recognize.spans import Spans
from storymap.recognize.suggestions import find_suggestions
from storymap.recognize.tagger import Span, Tagging
from tests.suggesting import suggest_only


class _Quiet(Tagging):
    """A result of the tagger with only the given spans. Its probabilities are low, so only rules find other names."""

    def __init__(self, spans: list[Span] | None = None) -> None:
        self.spans = spans or []

    def place(self, start: int, end: int) -> float:
        return 0.02


def _names(text: str, spans: list[Span] | None = None) -> dict[str, tuple[str, float]]:
    """Return name -> (reason code, score) for the possible names in a text, with only these spans from the tagger."""
    names = english_names(text, _Quiet(spans), [], Spans([]), open_gazetteer(), language_data("en"))
    return {text[n.start : n.end]: (n.reason.code, n.score) for n in names}


def _found(text: str) -> set[str]:
    """Return all names that are mentions, rejected names or suggestions."""
    found = places(text)
    return {r.mention.surface for r in found.resolutions} | {r.surface for r in found.rejected} | _suggested(found)


def _suggested(found: Places) -> set[str]:
    return {s.surface for s in found.suggestions}


def test_name_after_place_preposition_is_suggested() -> None:
    assert _names("The parcels waited in Marburg for a week.")["Marburg"][0] == "suggested-in"


def test_name_after_other_preposition_is_suggested() -> None:
    assert _names("The parcels were sent to Marburg by rail.")["Marburg"][0] == "suggested-after"


def test_name_before_based_is_suggested() -> None:
    assert _names("A Porto-based bakery won.")["Porto"][0] == "suggested-before"


def test_name_after_native_of_is_suggested() -> None:
    assert _names("She is a native of Ghent and sings.")["Ghent"][0] == "suggested-in"


def test_name_as_a_whole_sentence_is_suggested() -> None:
    assert _names("We slept badly. Kraków. We slept well.")["Kraków"][0] == "suggested-alone"


def test_names_joined_by_slash_or_dash_are_suggested() -> None:
    assert _names("The Malmö/Lund service was late.")["Lund"][0] == "suggested-list"
    assert _names("The Malmö–Lund service was late.")["Malmö"][0] == "suggested-list"


def test_longest_known_name_is_suggested() -> None:
    assert "Rostov-on-Don" in _names("A barge from Rostov-on-Don drifted.")


def test_possessive_ending_is_not_part_of_the_name() -> None:
    assert "Ghent" in _names("They liked Ghent’s bridges.")


def test_place_preposition_raises_the_score() -> None:
    placed, bare = _names("It rained in Marburg."), _names("The old Marburg is gone.")
    assert placed["Marburg"][1] > bare["Marburg"][1]


def test_street_name_has_lower_score_than_town() -> None:
    street, town = _names("It is near Marburg Avenue now."), _names("It is near Marburg now.")
    assert street["Marburg"][1] < town["Marburg"][1]


def test_days_months_and_everyday_words_are_not_suggested() -> None:
    assert _names("In March the Council met. On Tuesday the Bank was closed. Is this it?") == {}


def test_first_name_is_suggested_only_in_a_place_position() -> None:
    assert "Lindsay" in _names("He grew up in Lindsay with two brothers.")
    assert "Lindsay" not in _names("The old Lindsay was kinder.")


def test_surname_of_person_in_text_is_not_suggested() -> None:
    text = "Ruth Marburg spoke first. The hall was silent for Marburg."
    tagging = _Quiet([Span(0, 12, "PER", 0.99)])
    assert find_suggestions(text, tagging, [], [], open_gazetteer()) == ()


def test_name_inside_an_organisation_is_not_suggested() -> None:
    text = "The Marburg Steel Company has closed."
    assert "Marburg" not in _names(text, [Span(4, 25, "ORG", 0.99)])


def test_all_occurrences_of_a_name_are_one_suggestion() -> None:
    text = "Then Tokyo. Then nothing. Then Tokyo."
    [suggestion] = find_suggestions(text, _Quiet(), [], [], open_gazetteer())
    assert [text[m.start : m.end] for m in suggestion.mentions] == ["Tokyo", "Tokyo"]


def test_known_names_are_mentioned_rejected_or_suggested() -> None:
    text = (
        "We flew to Vienna. Then Tokyo. In Bled the coffee was good. Port Said was cleared at dawn. "
        "The Hagen/Dortmund line is closed. From Leuven she cycled on to Ghent."
    )
    assert {"Vienna", "Tokyo", "Bled", "Port Said", "Hagen", "Dortmund", "Leuven", "Ghent"} <= _found(text)


def test_mentions_and_rejected_names_are_not_suggested() -> None:
    found = places("Japan began exercises in Hokkaido, said Paris Hilton in the Boston Globe.")
    assert {r.mention.surface for r in found.resolutions} == {"Japan", "Hokkaido"}
    assert {r.surface for r in found.rejected} == {"Paris", "Boston"}
    assert _suggested(found) == set()


def test_candidates_near_places_of_the_article_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    suggest_only(monkeypatch, "Paris", 0.3)
    units = {}
    for text in ("The old Paris was empty.", "Bonham and Denison are full. The old Paris was empty."):
        [suggestion] = [s for s in places(text).suggestions if s.surface == "Paris"]
        units[text] = suggestion.candidates[0].place.admin1
        assert len(suggestion.candidates) == 5
    assert list(units.values()) == ["Paris region", "Texas"]


def test_suggestion_does_not_change_places_of_earlier_mentions() -> None:
    text = "The bus left Springfield, Illinois, for Chicago. Then Tokyo."
    before, after = places(text.replace("Then Tokyo.", "")), places(text)
    decided = [(r.mention.surface, r.place and r.place.id) for r in before.resolutions]
    assert decided == [(r.mention.surface, r.place and r.place.id) for r in after.resolutions][: len(decided)]


def test_doubtful_name_in_german_is_suggested() -> None:
    found = places("Der Zug fuhr nach Halle und Bitterfeld. Es war spät, und niemand stieg aus.", language="de")
    assert {r.mention.surface for r in found.resolutions} == {"Halle"}
    assert _suggested(found) == {"Bitterfeld"}


def test_ordinary_words_are_not_suggested() -> None:
    text = "The committee met again. Nobody came, and the minutes were short. It was a long day for everyone involved."
    assert places(text).suggestions == ()


def test_suggestion_has_the_span_of_its_first_occurrence() -> None:
    text = "We slept. Then Tokyo. Then Tokyo again."
    [suggestion] = find_suggestions(text, _Quiet(), [], [], open_gazetteer())
    assert (suggestion.start, text[suggestion.start : suggestion.end], suggestion.surface) == (15, "Tokyo", "Tokyo")
    assert 0 < suggestion.score < 1


def test_known_name_near_places_of_the_article_becomes_a_mention(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Vienna and Bratislava share a river. The bus stopped in Trnava for an hour."
    suggest_only(monkeypatch, "Trnava", 0.8)
    monkeypatch.setattr("storymap.resolve.suggestions._POSITIONS", {"suggested-known"})
    assert "Trnava" in {r.mention.surface for r in places(text).resolutions}


def test_known_name_far_from_all_places_stays_a_suggestion(monkeypatch: pytest.MonkeyPatch) -> None:
    suggest_only(monkeypatch, "Tokyo", 0.6)
    found = places("Vienna and Bratislava share a river. The bus stopped in Tokyo for an hour.")
    assert "Tokyo" in _suggested(found)


def test_name_missing_from_gazetteer_is_suggested_as_unknown() -> None:
    text = "They anchored off Qarvellow overnight."
    names = english_names(
        text,
        _Quiet([Span(18, 27, "LOC", 0.3)]),
        [],
        Spans([]),
        open_gazetteer(),
        language_data("en"),
    )
    assert {text[n.start : n.end]: n.reason.code for n in names}["Qarvellow"] == "suggested-unknown"


def test_last_word_of_a_longer_name_is_not_suggested() -> None:
    found = places("Two walkers were taken to Vale of Leven Hospital, Alexandria, and one to Vale of Leven.")
    assert "Hospital" not in _suggested(found)


@pytest.mark.parametrize("name", ["Salcombe", "Peoria", "Petrograd"])
def test_separate_name_is_not_rejected_as_part_of_a_longer_one(name: str) -> None:
    found = places(f"The next morning was fine. {name} was full of visitors; nobody knew why.")
    assert name in _found(f"The next morning was fine. {name} was full of visitors; nobody knew why.")
    assert not [r for r in found.rejected if r.reason.code.startswith("inside-") and r.reason.params["whole"] == name]
    assert not _suggested(found) & {r.surface for r in found.rejected}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We walked all day. The Breamish runs below the path.", "Breamish"),
        ("We left Blairgowrie early. Vorlan lies above the road.", "Vorlan"),
        ("Streap rises behind the bothy, and we did not climb it.", "Streap"),
        ("We rented a boat at a bend of the Wenlow.", "Wenlow"),
        ("A lorry hit the bridge over the Tarrant on Monday.", "Tarrant"),
        ("Nether Vellan lies at the foot of the ridge.", "Nether Vellan"),
        ("Then came Vizzaro (railway station, two bars).", "Vizzaro"),
        ("The Wenlow rose four feet in the night.", "Wenlow"),
    ],
)
def test_name_beside_words_of_geography_is_in_a_list(text: str, name: str) -> None:
    found = places(text)
    listed = [r.mention.surface for r in found] + [s.surface for s in found.suggestions]
    assert name in listed


@pytest.mark.parametrize(
    "text",
    [
        "It lies east of the hills. Turnout was above 68 percent.",
        "Tess stood behind the counter. Brown runs for mayor.",
        "Fogging was under way on the first floor.",
    ],
)
def test_other_subjects_of_these_verbs_are_not_suggested(text: str) -> None:
    assert not places(text).suggestions


def test_known_name_without_any_support_is_listed_as_rejected() -> None:
    found = places("Voters were told nothing, and so the levy failed.")
    assert "Voters" in [r.surface for r in found.rejected]


@pytest.mark.parametrize("words", ["Street", "the District", "Route 103", "Interstate 85"])
def test_short_forms_and_roads_are_not_suggested(words: str) -> None:
    found = places(f"The bridge in Waco, near {words}, and one in Temple are closed, but the bridge in Belton is open.")
    assert {s.surface for s in found.suggestions} & {words, words.removeprefix("the ")} == set()


def test_german_nouns_are_not_suggested_without_places_near_them() -> None:
    found = places("Das Wachs der Kerzen tropft auf den Boden.", language="de")
    assert found.suggestions == ()


def test_two_places_in_the_name_of_a_club_are_mentions_near_other_places() -> None:
    def mapped(text: str) -> set[str]:
        return {r.mention.surface for r in places(text).resolutions if r.place is not None}

    assert {"Omeo", "Benambra"} <= mapped("Up top, Omeo-Benambra took out another flag, from Swifts Creek.")
    assert mapped("Mrs Preston-Houston spoke in Leeds.") == {"Leeds"}
