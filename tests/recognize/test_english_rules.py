"""Names in English text, with a given result of the tagger and a small gazetteer."""

from __future__ import annotations

import pytest

from storymap.ports import Match
from storymap.recognize.english import find_names
from tests.recognize.small import Names, place, tagged

GAZETTEER = Names(
    {
        "Xanten": place(4.4),
        "Ulm": place(4.4),
        "Bonn": place(4.4),
        "Kiel": place(5.0),
        "Weak": place(5.0, match=Match.WEAK),
        "Alias": place(5.0, match=Match.ALTERNATE),
        "Syria": place(7.3, "country", country="SY"),
        "Small": place(4.9, "country", country="SM"),
        "Togo": place(5.0, "country", country="TG"),
        "Utah": place(6.4, "admin1", country="US"),
        "Novi": place(4.0),
        "Novi Xad": place(4.5),
        "East Novi Xad": place(4.6),
        "Old East Novi Xad": place(4.6),
        "Novi Low": place(4.4),
        "Novi County": place(5.5, "admin2"),
        "Novi Weak": place(5.0, match=Match.WEAK),
        "City of Kiel": place(5.0),
        "New Kiel": place(4.0),
        "Kiel City": place(4.0),
        "Kiel Alias": place(4.0, match=Match.ALTERNATE),
        "Port of Kiel": place(5.0),
        "Wallis": place(4.0),
        "Wallis and Futuna": place(4.5, "country"),
        "Kiel and Ulm": place(4.5),
        "Reading": place(5.0),
        "Norse": place(4.0),
        "Xi": place(5.0),
    },
    {"Reading": "an English word"},
    {"Norse": ("NO",), "Danish": ("DK",)},
)
LOC, PER, ORG = "LOC", "PER", "ORG"


def found(text: str, *names: tuple[str, str, float], elsewhere: float = 0.03) -> dict[str, float]:
    """Return text -> confidence of the mentions; a name that occurs several times has the last confidence."""
    mentions, _ = find_names(text, tagged(text, *names, elsewhere=elsewhere), GAZETTEER)
    assert all(text[m.start : m.end] == m.surface for m in mentions)
    return {m.surface: m.confidence for m in mentions}


def rejected(text: str, *names: tuple[str, str, float]) -> dict[str, str]:
    """Return text -> code of the reason of the rejected names."""
    _, names_rejected = find_names(text, tagged(text, *names), GAZETTEER)
    assert all(text[r.start : r.end] == r.surface for r in names_rejected)
    return {r.surface: r.reason.code for r in names_rejected}


@pytest.mark.parametrize(
    ("name", "probability", "accepted"),
    [
        ("Xanten", 0.42, True),
        ("Xanten", 0.41, False),
        ("Qwzyx", 0.6, True),
        ("Qwzyx", 0.59, False),
        ("Syria", 0.15, True),
        ("Syria", 0.14, False),
        ("Utah", 0.15, True),
        ("Small", 0.15, False),
        ("Togo", 0.15, True),
    ],
)
def test_name_is_accepted_from_a_probability_that_depends_on_the_gazetteer(
    name: str, probability: float, accepted: bool
) -> None:
    assert (name in found(f"They said Old {name} was here.", (name, LOC, probability))) is accepted


@pytest.mark.parametrize(
    ("name", "confidence"), [("Xanten", 0.6), ("Kiel", 0.86), ("Alias", 0.6), ("Weak", 0.6), ("Qwzyx", 0.6)]
)
def test_names_of_well_known_places_get_a_higher_confidence(name: str, confidence: float) -> None:
    assert found(f"They said Old {name} was here.", (name, LOC, 0.6)) == {name: pytest.approx(confidence)}


@pytest.mark.parametrize(
    ("span", "names"),
    [
        ("the Xanten", {"Xanten"}),
        ("Xanten’s", {"Xanten"}),
        ("Xanten chamber", {"Xanten"}),
        ("Qwzyx chamber", {"Qwzyx chamber"}),
        ("Danish", set()),
        ("Norse", {"Norse"}),
        ("chamber", {"chamber"}),
        ("12", set()),
    ],
)
def test_spans_of_the_tagger_are_trimmed(span: str, names: set[str]) -> None:
    assert set(found(f"They saw {span} there.", (span, LOC, 0.7))) == names


# --- people -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "probability", "code"),
    [
        ("They met Bo Xanten. They said Xanten was old.", 0.95, "inside-person"),
        ("They met Bo Xanten. They went to Xanten.", 0.95, ""),
        ("They met Bo Xanten. They went to Xanten.", 0.89, "inside-person"),
        ("They met Bo Xanten. It is in Xanten. Then Xanten said so.", 0.95, ""),
        ("They met Xanten Bo. They saw Xanten there.", 0.95, ""),
        ("They met Xanten Bo. They saw Xanten there.", 0.89, "inside-person"),
    ],
)
def test_surname_of_a_person_in_the_text_is_not_a_place(text: str, probability: float, code: str) -> None:
    person = "Bo Xanten" if "Bo Xanten" in text else "Xanten Bo"
    at = text.index(". ")
    tagging = tagged(text[:at], (person, PER, 0.9))
    tagging = tagged(text, (person, PER, 0.9))
    tagging.spans.append(tagging.spans[0]._replace(start=(s := text.index("Xanten", at)), end=s + 6, label=LOC, probability=probability))  # fmt: skip
    mentions, others = find_names(text, tagging, GAZETTEER)
    assert next((r.reason.code for r in others if r.start == s), "") == code
    assert (s in {m.start for m in mentions}) is not bool(code)


@pytest.mark.parametrize(
    ("person", "probability", "known"),
    [
        ("Bo Xanten", 0.5, True),
        ("Bo Xanten", 0.49, False),
        ("Bo Di Xanten", 0.8, True),
        ("Bo Di Xanten", 0.79, False),
        ("Ulm Xanten", 0.79, False),
        ("Ulm Xanten", 0.8, True),
        ("FC Xanten", 0.9, False),
        ("J. Xanten", 0.9, True),
        ("Xanten", 0.9, False),
    ],
)
def test_names_of_people_are_known_from_a_probability(person: str, probability: float, known: bool) -> None:
    text = f"They met {person}. They saw old Xanten there."
    tagging = tagged(text, (person, PER, probability))
    start = text.rindex("Xanten")
    tagging.spans.append(tagging.spans[0]._replace(start=start, end=start + 6, label=LOC, probability=0.7))
    _, names = find_names(text, tagging, GAZETTEER)
    assert (start in {r.start for r in names}) is known


def test_word_that_is_rarely_a_place_needs_a_high_probability() -> None:
    assert rejected("They saw Reading there.", ("Reading", LOC, 0.89)) == {"Reading": "negative"}
    assert "Reading" in found("They saw Reading there.", ("Reading", LOC, 0.9))


def test_known_name_inside_a_person_or_organisation_is_rejected() -> None:
    assert rejected("They saw Bo Xanten there.", ("Bo Xanten", PER, 0.5)) == {"Xanten": "inside-person"}
    assert rejected("They saw Xanten Steel there.", ("Xanten Steel", ORG, 0.5)) == {"Xanten": "inside-organisation"}
    assert rejected("They saw Xanten there.", ("Xanten", ORG, 0.5)) == {"Xanten": "read-as-organisation"}
    assert rejected("They saw Xanten there.", ("Xanten", PER, 0.5)) == {"Xanten": "read-as-person"}
    assert rejected("They saw Xanten there.", ("Xanten", PER, 0.49)) == {}


# --- the rest of the text -----------------------------------------------------------------------------------------


def repeated(again: str, text: str, first: float = 0.8, elsewhere: float = 0.1) -> float | None:
    """Return the confidence of the second occurrence of a name if the tagger found only the first one."""
    whole = f"They came to {text}. They say Old {again} there."
    mentions, _ = find_names(whole, tagged(whole, (text, LOC, first), elsewhere=elsewhere), GAZETTEER)
    at = len(f"They came to {text}. They say Old ")
    return next((m.confidence for m in mentions if at <= m.start < at + len(again)), None)


@pytest.mark.parametrize(
    ("again", "name", "first", "elsewhere", "confidence"),
    [
        ("Xanten", "Xanten", 0.8, 0.1, 0.5),
        ("Xanten", "Xanten", 0.8, 0.7, 0.7),
        ("Xanten", "Xanten", 0.79, 0.1, None),
        ("Xanten", "Xanten", 0.8, 0.09, None),
        ("Xantens", "Xanten", 0.8, 0.1, None),
        ("X-Xanten", "Xanten", 0.8, 0.1, None),
        ("Ulm", "Ulm", 0.8, 0.1, None),
        ("Kiel", "Kiel", 0.8, 0.1, 0.825),
        ("Syria", "Syria", 0.8, 0.0, 0.825),
        ("Novi Xad", "Novi Xad", 0.8, 0.1, 0.5),
    ],
)
def test_name_that_is_certain_elsewhere_is_a_mention(
    again: str, name: str, first: float, elsewhere: float, confidence: float | None
) -> None:
    found_again = repeated(again, name, first, elsewhere)
    assert found_again == (confidence if confidence is None else pytest.approx(confidence))


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("came to Novi Xad now", "Novi", "Novi Xad"),
        ("came to Novi xad now", "Novi", "Novi"),
        ("came to East Novi Xad now", "Novi", "East Novi Xad"),
        ("came to Old East Novi Xad now", "Novi", "Old East Novi Xad"),
        ("came to Novi Low now", "Novi", "Novi"),
        ("came to Novi County now", "Novi", "Novi"),
        ("came to Novi Weak now", "Novi", "Novi"),
        ("came to Novi\nXad now", "Novi", "Novi"),
    ],
)
def test_name_is_extended_to_a_longer_known_name(text: str, name: str, whole: str) -> None:
    assert list(found(f"They {text}.", (name, LOC, 0.7))) == [whole]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("saw Wallis and Futuna there", ["Wallis and Futuna"]),
        ("saw Kiel and Ulm there", ["Kiel", "Ulm"]),
        ("saw Wallis or Futuna there", ["Wallis", "Futuna"]),
    ],
)
def test_names_around_and_are_joined_if_together_they_are_a_country(text: str, names: list[str]) -> None:
    _, one, _, other, _ = text.split()
    mentions = found(f"They {text}.", (one, LOC, 0.6), (other, LOC, 0.7))
    assert list(mentions) == names
    assert max(mentions.values()) == pytest.approx(0.7 if "Kiel" not in mentions else 0.86)


def overlapping(text: str, *names: tuple[str, float]) -> list[str]:
    return sorted(found(f"They saw {text} there.", *((name, LOC, share) for name, share in names)))


def test_more_confident_of_two_overlapping_names_is_kept() -> None:
    assert overlapping("Ulm Bonn Kiel", ("Ulm Bonn", 0.7), ("Bonn Kiel", 0.8)) == ["Bonn Kiel"]
    assert overlapping("Ulm Bonn Kiel", ("Ulm Bonn", 0.8), ("Bonn Kiel", 0.7)) == ["Ulm Bonn"]


def test_part_of_a_longer_known_name_is_left_out() -> None:
    assert overlapping("Port of Kiel", ("Port of Kiel", 0.6), ("Kiel", 0.8)) == ["Port of Kiel"]
    assert overlapping("New Kiel", ("New Kiel", 0.6), ("Kiel", 0.8)) == ["New Kiel"]
    assert overlapping("Kiel City", ("Kiel City", 0.6), ("Kiel", 0.8)) == ["Kiel"]
    assert overlapping("Kiel Alias", ("Kiel Alias", 0.6), ("Kiel", 0.8)) == ["Kiel"]
    assert overlapping("City of Kiel", ("City of Kiel", 0.6), ("Kiel", 0.8)) == ["Kiel"]
    assert overlapping("Port of Bonn", ("Port of Bonn", 0.6), ("Bonn", 0.8)) == ["Bonn"]
