"""Locating quotes in a text, also after the text was edited."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storymap.anchors import Quote, locate, locate_unchanged, normalized, quote

TEXT = (
    "Russia fired a missile near Hokkaido. The islands, which both claim, are called the “Northern Territories” in Japan. "
    "Peaches from Georgia were sold in Tbilisi, the capital of Georgia, for 40 rubles each."
)
words = st.lists(
    st.sampled_from(["north", "of", "the", "strait", "Georgia", "lies", "an", "island", "calm"]), min_size=1
)


@given(words, st.data())
def test_quote_is_found_in_unchanged_text(chosen: list[str], data: st.DataObject) -> None:
    text = " ".join(chosen)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if text[start:end].strip():
        found = locate(text, quote(text, start, end), near=start)
        assert found is not None
        assert text[slice(*found)].strip() == text[start:end].strip()


@given(st.text(), st.text(min_size=1), st.text(), st.text())
def test_located_range_is_within_text(text: str, exact: str, prefix: str, suffix: str) -> None:
    found = locate(text, Quote(exact, prefix, suffix))
    assert found is None or 0 <= found[0] < found[1] <= len(text)


def test_context_decides_between_matches() -> None:
    first, second = TEXT.index("Georgia"), TEXT.rindex("Georgia")
    assert locate(TEXT, quote(TEXT, first, first + 7)) == (first, first + 7)
    assert locate(TEXT, quote(TEXT, second, second + 7)) == (second, second + 7)
    assert locate(TEXT, Quote("Georgia"), near=second + 3) == (second, second + 7)


@pytest.mark.parametrize(
    "edited",
    [
        TEXT.replace("“", '"').replace("”", '"'),
        TEXT.replace(" ", "\n  "),
        "A new first paragraph was put before. " + TEXT,
        TEXT.replace("which both claim", "which both countries now claim"),
    ],
)
def test_quote_is_found_in_edited_text(edited: str) -> None:
    start = TEXT.index("“Northern")
    found = locate(edited, quote(TEXT, start, start + len("“Northern Territories”")))
    assert found is not None
    assert "Territories" in edited[slice(*found)]


def test_edited_quote_is_found_by_its_remaining_words() -> None:
    wanted = Quote("Peaches from Georgia were sold in Tbilisi")
    found = locate(TEXT.replace("were sold", "are sold today"), wanted)
    assert found is not None
    assert found[0] == TEXT.index("Peaches")
    assert locate(TEXT, Quote("Nothing of this kind was ever written here")) is None
    assert locate(TEXT, Quote("  ")) is None


def test_quote_has_32_characters_of_context() -> None:
    text = "".join(chr(ord("a") + i % 26) for i in range(100))
    assert quote(text, 50, 53) == Quote(text[50:53], text[18:50], text[53:85])
    assert quote(text, 5, 6) == Quote(text[5:6], text[:5], text[6:38])
    assert quote(text, 5, 6, context=0) == Quote(text[5:6])


def test_normalized_text_has_plain_marks_and_single_spaces() -> None:
    assert normalized("„Föhn“ \n\n ‘in’ – the…\tAlps") == "\"Föhn\" 'in' - the. Alps"
    assert normalized(" \n a") == " a"


def test_range_has_offsets_of_the_edited_text() -> None:
    text = "Rain  in \n the   north,  then\tsun."
    assert locate(text, Quote("in the north")) == (6, text.index(","))
    assert locate(text, Quote("  Rain ")) == (0, 4)
    assert locate(text, Quote("sun.")) == (text.index("sun"), len(text))


@pytest.mark.parametrize(("near", "number"), [(None, 0), (0, 0), (21, 1), (24, 1), (60, 2), (1000, 2)])
def test_match_nearest_to_the_old_offset_is_taken(near: int | None, number: int) -> None:
    text = "Lima at 6, then Lima at 7, and once more Lima at 8."
    starts = [0, 16, 41]
    assert locate(text, Quote("Lima"), near) == (starts[number], starts[number] + 4)


def test_context_before_or_after_is_stronger_than_the_offset() -> None:
    text = "from Lima to the sea, over Lima by air, past Lima on foot"
    third = text.rindex("Lima")
    assert locate(text, Quote("Lima", prefix="past "), near=0) == (third, third + 4)
    assert locate(text, Quote("Lima", suffix=" on foot"), near=0) == (third, third + 4)
    assert locate(text, Quote("Lima", prefix="pst "), near=0) == (third, third + 4)


def test_context_at_the_edges_of_the_text_is_compared() -> None:
    text = "Lima. In the south of the country the roads are closed; Lima"
    assert locate(text, Quote("Lima", prefix="the roads are closed; ")) == (len(text) - 4, len(text))
    assert locate(text, Quote("Lima", suffix=". In the south"), near=50) == (0, 4)


def test_edited_quote_ends_with_a_word() -> None:
    text = "Some rain. The old bridge over the river Brazos was closed for repairs today. More rain."
    found = locate(text, Quote("The old bridge over the river Brazos is closed for repair"))
    assert found is not None
    assert text[slice(*found)] == "The old bridge over the river Brazos was closed for repairs"


@pytest.mark.parametrize(
    ("edited", "is_found"), [("alpha bravo carol delta", True), ("alpha xxxxx xxxxx xxxxx", False)]
)
def test_quote_is_found_if_three_quarters_of_it_are_similar(edited: str, is_found: bool) -> None:
    assert (locate(f"And {edited} too.", Quote("alpha bravo gamma delta")) is not None) == is_found


def test_edited_quote_is_found_by_its_rarest_words() -> None:
    common = "the water of the river and the banks of the river. " * 60
    text = common + "At Brazos the water of the great river rose."
    found = locate(text, Quote("At Brazos the water of the river rises"))
    assert found is not None and found[0] == len(common)


def test_words_shorter_than_three_letters_do_not_locate_an_edited_quote() -> None:
    assert locate("to be or so it is", Quote("to be or no it is")) is None


@pytest.mark.parametrize(("decoys", "is_found"), [(39, True), (40, False)])
def test_at_most_40_spans_are_compared_with_an_edited_quote(decoys: int, is_found: bool) -> None:
    text = "Brazos 77 77 77 77 77. " * decoys + "We in Brazos at 9 or 10."
    assert (locate(text, Quote("in Brazos at 9 or 11")) is not None) == is_found


@pytest.mark.parametrize(("decoys", "is_found"), [(3, True), (4, False)])
def test_only_the_four_rarest_words_locate_an_edited_quote(decoys: int, is_found: bool) -> None:
    elsewhere = ["harbour", "theatre", "market", "bridge"][:decoys]
    text = " 1 2 3 4 5 6 7 8 9, ".join([*elsewhere, "Oslo", "harbor theater marcket brigde Oslo"])
    assert (locate(text, Quote("harbour theatre market bridge Oslo")) is not None) == is_found


def test_changed_words_of_an_edited_quote_are_not_among_the_rarest() -> None:
    text = "In May the harbor theater colors traveled to Oslo."
    found = locate(text, Quote("the harbour theatre colours travelled to Oslo"))
    assert found is not None and text[slice(*found)].endswith("traveled to Oslo.")


@pytest.mark.parametrize("wanted", ["It as in Brazos", "It wass in Brazos", "It was it Brazos"])
def test_edited_quote_begins_with_a_whole_word(wanted: str) -> None:
    text = "Rain fell. It was in Brazos again."
    found = locate(text, Quote(wanted))
    assert found is not None and found[0] == text.index("It was")


def test_edited_quote_at_the_start_of_an_indented_text_begins_with_its_first_word() -> None:
    text = "  Then in Brazos it rained."
    found = locate(text, Quote("And then in Brazos it rained"))
    assert found is not None and text[slice(*found)] == "Then in Brazos it rained."


def test_match_at_the_start_is_no_worse_than_one_with_different_context() -> None:
    assert locate("Lima or Lima", Quote("Lima", prefix="q")) == (0, 4)
    assert locate("Lima or Lima", Quote("Lima", suffix="q"), near=8) == (8, 12)


def test_context_is_compared_letter_by_letter() -> None:
    wanted = Quote("Lima", prefix="abcdefgh ")
    assert locate("zzzzzzzzzz aceg Lima, zzzzzzzzz abcdefgh Lima", wanted) == (41, 45)
    assert locate("abcdefgh Lima, zzzzzzzzzz, a.b.c.d.e.f.g.h. Lima", wanted) == (9, 13)


@given(st.text("ab .-_é̈“港都\n\t", max_size=60), st.integers(0, 60), st.integers(1, 6), st.integers(0, 8))
def test_unchanged_quote_is_located_with_its_context(text: str, start: int, length: int, context: int) -> None:
    end = min(start + length, len(text))
    exact = text[start:end]
    if exact.strip() != exact or not exact:
        return
    wanted = Quote(exact, text[max(0, start - context) : start], text[end : end + context])
    found = locate_unchanged(text, wanted)
    assert found is not None and found[0] <= start
    assert " ".join(text[slice(*found)].split()) == " ".join(exact.split())
    assert locate(text, wanted) is not None


def test_quote_that_was_changed_is_not_located_unchanged() -> None:
    assert locate_unchanged("We left Otaru.", Quote("Otaru", "We left ", ".")) == (8, 13)
    assert locate_unchanged("We left  Otaru .", Quote("Otaru", "We left ", ".")) is None
    assert locate_unchanged("We\nleft “Otaru”.", Quote("Otaru", 'We left "', '".')) == (9, 14)


def test_unchanged_quote_has_offsets_of_the_text_with_its_white_space() -> None:
    text = "Otaru. We  left\n Otaru in\tthe rain. We left Otaru in the rain."
    start = text.index("Otaru in")
    assert locate_unchanged(text, Quote("Otaru in the", "We left ", " rain")) == (start, start + len("Otaru in\tthe"))
    assert locate_unchanged(text, Quote("Otaru", " ", ". We")) == (0, 5)
    assert locate_unchanged(text, Quote("rain.", "the ", " ")) == (text.index("rain"), text.index("rain") + 5)
    assert locate_unchanged(text, Quote("", "We left ", "Otaru")) is None


def test_repeated_letters_of_a_long_context_are_compared() -> None:
    weather = "rain and snow, " * 20
    before = f"{weather.upper()}at Lima. {weather}in Lima."
    assert locate(before, Quote("Lima", prefix=f"{weather}at ")) == (before.rindex("Lima"), len(before) - 1)
    after = f"Lima is {weather.upper()}. Lima has {weather}."
    assert locate(after, Quote("Lima", suffix=f" is {weather}")) == (after.rindex("Lima"), after.rindex("Lima") + 4)


def test_long_edited_quote_is_located_by_its_first_400_characters() -> None:
    first, second, third = ("".join(f" {letter}{i}" for i in range(100, 140)) for letter in "abc")
    text = f"Rain. Then{first}{second}{third}."
    found = locate(text, Quote(f"Thus{first}{second}{third}"))
    assert found is not None and text[slice(*found)].startswith(f"Then{first}")
    rest = "x1" * 100
    assert locate(text, Quote(f"Thus{first}{second} b140 b141 b142 b143 b144 b145 b146 b147 b148 {rest}")) is not None
    assert locate(text, Quote(f"Thus{first}{' y1' * 60}{third}")) is None


def test_edited_quote_at_the_start_of_the_text_has_its_first_letter() -> None:
    found = locate("I was in Brazos again.", Quote("I wass in Brazos"))
    assert found is not None and found[0] == 0
