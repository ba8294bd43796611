"""Overrides without a match are reported with their line and the most similar name, quote or passage."""

from __future__ import annotations

from pathlib import Path

import pytest

from storymap.errors import OverrideError
from storymap.model import Candidate, Mention, Place, Position, Reason, Resolution
from storymap.overrides import PlacesFile, apply
from storymap.overrides.draft import draft
from storymap.overrides.read import load_overrides_text
from storymap.overrides.unmatched import Unmatched
from storymap.pipeline import build, english_phrases
from storymap.read import read_string
from tests.worlds import SmallWorld

ARTICLE = read_string(
    "The ferry left Otaru at dawn. In Otaru nobody saw it.\n\n"
    "It reached the valley near New York Mills, where Otaru is unknown.\n\n"
    "Nobody in 北海道 had heard of St. John's.\n"
)
SURFACES = ["Otaru", "New York Mills", "St. John's", "北海道"]


def unused(entry: str) -> tuple[str, ...]:
    """Apply one entry and return the messages about unmatched overrides."""
    overrides = load_overrides_text(f"version: 1\nplaces:\n  {entry}\n", "places.yaml")
    mentions = [Mention(s, ARTICLE.text.index(s), ARTICLE.text.index(s) + len(s)) for s in SURFACES]
    place = Place("geonames:1", "Otaru", Position(43.2, 141.0))
    resolutions = [Resolution(m, place, 0.9, Reason("only"), (Candidate(place, 0.9),)) for m in mentions]
    return apply(overrides, ARTICLE, resolutions, (), SmallWorld()).unused


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        # names
        ("Otarru: {ignore: true}", "“Otarru” does not occur in the article. Did you mean “Otaru”?"),
        ("otaru: {ignore: true}", "“otaru” does not occur in the article. Did you mean “Otaru”?"),
        ("Saint John's: {ignore: true}", "“Saint John's” does not occur in the article. Did you mean “St. John's”?"),
        ("Otaru Harbour Station: {note: x}", "“Otaru Harbour Station” does not occur in the article. Did you mean “Otaru”?"),
        ("the vallley: {lat: 1, lon: 2}", "“the vallley” does not occur in the article. Did you mean “the valley”?"),
        ("Lisbon: {ignore: true}", "“Lisbon” does not occur in the article."),
        ("北海遊: {ignore: true}", "“北海遊” does not occur in the article."),
        ("Johannesburg: {ignore: true}", "“Johannesburg” does not occur in the article."),
        # quotes
        (
            "Otaru: {quote: A ferry leaves Otaru at dusk, ignore: true}",
            "The quote “A ferry leaves Otaru at dusk” does not occur in the article. Did you mean “The ferry left Otaru at dawn.”?",
        ),
        (
            "Otaru: {quote: Snow covered the streets of Otaru all through March, ignore: true}",
            "The quote “Snow covered the streets of Otaru all through March” does not occur in the article.",
        ),
        # passages and numbers
        ("Otaru: {in: p3, ignore: true}", "“Otaru” does not occur in passage p3. It occurs in p1, p2."),
        ("Otaru: {nth: 4, ignore: true}", "“Otaru” occurs 3 times in the article, so `nth: 4` matches nothing."),
        ("Otaru: {in: p2, nth: 2, ignore: true}", "“Otaru” occurs once in passage p2, so `nth: 2` matches nothing."),
    ],
)  # fmt: skip
def test_unmatched_override_is_reported_with_most_similar_text(entry: str, sentence: str) -> None:
    assert unused(entry) == (f"places.yaml:3: {sentence}",)


@pytest.mark.parametrize(
    "entry",
    ["Otaru: {suggested: geonames:1}", "Lisbon: {suggested: geonames:2}", "St. John's: {ignore: true}"],
)
def test_entry_with_match_or_with_suggestion_only_is_not_reported(entry: str) -> None:
    assert unused(entry) == ()


def test_suggested_quote_selects_that_occurrence() -> None:
    hint = unused("Otaru: {quote: A ferry leaves Otaru at dusk, ignore: true}")[0].partition("mean “")[2].rstrip("”?")
    assert unused(f"Otaru: {{quote: {hint}, ignore: true}}") == ()


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        ("scenes:\n  p9: {title: Far away}\n", r"^places\.yaml:3: the article has no passage `p9`\. Its passages are p1 to p3\.$"),
        ("scenes:\n  P2: {hide: true}\n", r"Its passages are p1 to p3\. Did you mean `p2`\?$"),
        ("scenes:\n  p3: {with: '2'}\n", r"^places\.yaml:3: the article has no passage `2`.* Did you mean `p2`\?$"),
        ("places:\n  Otaru: {in: pp1, ignore: true}\n", r"^places\.yaml:3: .* Did you mean `p1`\?$"),
    ],
)  # fmt: skip
def test_missing_passage_is_an_error_with_most_similar_id(yaml: str, message: str) -> None:
    overrides = load_overrides_text(f"version: 1\n{yaml}", "places.yaml")
    with pytest.raises(OverrideError, match=message):
        apply(overrides, ARTICLE, (), (), SmallWorld())


def test_build_warns_of_unmatched_override(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("Snow fell on Chitose, Hokkaido.\n", encoding="utf-8")
    path.with_name("places.yaml").write_text("version: 1\nplaces:\n  Chitsoe: {ignore: true}\n", encoding="utf-8")
    warnings: list[str] = []
    build(path, warn=warnings.append)
    assert warnings == ["places.yaml:3: “Chitsoe” does not occur in the article. Did you mean “Chitose”?"]


def test_draft_writes_the_same_message_as_comment_above_unmatched_entry(tmp_path: Path) -> None:
    path = tmp_path / "places.yaml"
    before = "version: 1\nplaces:\n  # mine\n  Otarru: {ignore: true}\n  # not in the article any more\n  Lisbon: {ignore: true}\n"
    path.write_text(before, encoding="utf-8")
    places_file = PlacesFile.open(path, "article.txt")
    report = draft(places_file, ARTICLE, (), english_phrases())
    assert places_file.text == (
        "version: 1\nplaces:\n  # mine\n  # “Otarru” does not occur in the article. Did you mean “Otaru”?\n"
        "  Otarru: {ignore: true}\n  # “Lisbon” does not occur in the article.\n  Lisbon: {ignore: true}\n"
    )
    assert report.missing == ["Otarru"]  # Lisbon is not in the list, because it already had a comment
    marked = places_file.text
    assert draft(places_file, ARTICLE, (), english_phrases()).missing == [] and places_file.text == marked
    later = read_string("Otarru and Lisbon.\n")
    assert draft(places_file, later, (), english_phrases()).restored == ["Otarru", "Lisbon"]
    assert places_file.text == before.replace("  # not in the article any more\n", "")


def test_sentence_start_is_not_part_of_suggested_name() -> None:
    assert Unmatched(ARTICLE, ()).nearest_name("Otaruu") == "Otaru"
    assert Unmatched(ARTICLE, ()).nearest_name("New Yorke Mills") == "New York Mills"


def test_name_in_lower_case_is_compared_with_all_phrases_of_its_length() -> None:
    unmatched = Unmatched(read_string("We saw the old harbour"), ())
    assert unmatched.nearest_name("old harbor") == "old harbour"
    assert unmatched.nearest_name("harbor") == "harbour"
    assert unmatched.nearest_name("we sow") == "We saw"
    assert unmatched.nearest_name("Old Harbor") == ""


def test_mention_that_is_part_of_a_name_has_at_least_four_letters() -> None:
    unmatched = Unmatched(read_string("Rain."), ["Ica", "Lima", "New Lima"])
    assert unmatched.nearest_name("The Harbour of New Lima and Puno") == "New Lima"
    assert unmatched.nearest_name("The Harbour of Lima and Puno") == "Lima"
    assert unmatched.nearest_name("The Harbour of Ica and Puno") == ""
    assert unmatched.nearest_name("The Harbour of Limatambo and Puno") == ""


def test_suggested_phrase_has_at_most_four_words() -> None:
    unmatched = Unmatched(read_string("The Great Old Stone Bridge fell."), ())
    assert unmatched.nearest_name("Great Old Stone Brigde") == "Great Old Stone Bridge"
    assert unmatched.nearest_name("The Great Old Stone Brigde") != "The Great Old Stone Bridge"
