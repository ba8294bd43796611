"""The tagger with its packaged weights, and the computation of probabilities."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storymap.gazetteer import open_gazetteer
from storymap.recognize.tagger import Tagger
from storymap.recognize.tagger.crf import pieces
from storymap.recognize.tagger.lattice import Lattice


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.open(open_gazetteer())


def places(tagger: Tagger, text: str, least: float = 0.4) -> list[str]:
    return [text[s.start : s.end] for s in tagger.spans(text) if s.label == "LOC" and s.probability >= least]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks between Norway and Chile began in Geneva.", ["Norway", "Chile", "Geneva"]),
        ("The U.S. sent troops to Kabul.", ["U.S.", "Kabul"]),
        ("Germany’s exports to China's provinces fell.", ["Germany", "China"]),
        ("A ferry sank off the Isle of Man.", ["Isle of Man"]),
        ("He flew from Rio de Janeiro to Port-au-Prince.", ["Rio de Janeiro", "Port-au-Prince"]),
        ("The Moscow–Beijing railway was closed.", ["Moscow", "Beijing"]),
        ("A Tokyo-based company built it.", ["Tokyo"]),
        ("Floods hit Guangdong province on Monday.", ["Guangdong"]),
        ("She lives in Albany, N.Y., with her sister.", ["Albany", "N.Y."]),
        ("They met in St. Louis, Mo., and in Lexington, Ky.", ["St. Louis", "Mo.", "Lexington", "Ky."]),
        ("NAIROBI (Reuters) - Kenya will hold elections.", ["NAIROBI", "Kenya"]),
        ("LEXINGTON, Ky. (AP) — A storm passed.", ["LEXINGTON", "Ky."]),
        ("STORM KILLS TWO IN NORTH CAROLINA", ["NORTH CAROLINA"]),
        ("The ministers will meet again in the spring in the city of New\nYork, they said.", ["New\nYork"]),
        ("Michael Jordan and Paris Hilton were not there.", []),
        ("The Boston Globe and the Bank of America agreed.", []),
        ("Mr. London said the council was wrong.", []),
    ],
)
def test_places_in_a_sentence_are_found(tagger: Tagger, text: str, expected: list[str]) -> None:
    assert places(tagger, text) == expected


def test_people_and_organisations_have_their_own_labels(tagger: Tagger) -> None:
    text = "Angela Merkel spoke to the United Nations in Paris."
    found = {text[s.start : s.end]: s.label for s in tagger.spans(text) if s.probability > 0.5}
    assert found == {"Angela Merkel": "PER", "United Nations": "ORG", "Paris": "LOC"}


@settings(deadline=None)
@given(st.text(max_size=300))
def test_spans_are_within_the_text_and_have_valid_probabilities(tagger: Tagger, text: str) -> None:
    for span in tagger.spans(text):
        assert 0 <= span.start < span.end <= len(text)
        assert 0.1 <= span.probability <= 1.000001


def test_spans_of_one_label_do_not_overlap(tagger: Tagger) -> None:
    text = "NEW YORK STATE POLICE SAY NORTH KOREA IS IN SOUTH WALES. New York State police say South Wales is in Wales."
    for label in ("LOC", "PER", "ORG"):
        found = [span for span in tagger.spans(text) if span.label == label]
        assert all(a.end <= b.start for a, b in pairwise(found))


def test_text_without_words_has_no_spans(tagger: Tagger) -> None:
    assert tagger.spans("") == []
    assert tagger.spans(" \n\n ") == []


def test_reading_returns_probability_that_a_range_is_a_place(tagger: Tagger) -> None:
    text = "Angela Merkel flew to Paris."
    reading = tagger.read(text)
    assert reading.spans == tagger.spans(text)
    assert reading.place(22, 27) > 0.9
    assert reading.place(0, 13) < 0.1
    assert reading.place(7, 7) == 0.0


def test_result_does_not_depend_on_texts_read_before(tagger: Tagger) -> None:
    text = "Fighting spread from Goma to Bukavu in Congo."
    fresh = Tagger.open(open_gazetteer())
    tagger.spans("Fishermen in Goma, Bukavu and elsewhere. " * 20)
    assert [span[:3] for span in tagger.spans(text)] == [span[:3] for span in fresh.spans(text)]


def test_long_text_is_divided_into_pieces_between_words() -> None:
    text = "word " * 30_000
    ranges = list(pieces(text))
    assert "".join(text[start:end] for start, end in ranges) == text
    assert len(ranges) > 1
    assert all(text[end - 1] == " " for _, end in ranges[:-1])


def test_spans_in_later_pieces_have_offsets_in_the_whole_text(tagger: Tagger) -> None:
    filler = "Nothing happened on that day, as far as anyone could remember.\n\n" * 900
    text = f"{filler}The talks were held in Geneva."
    assert places(tagger, text) == ["Geneva"]


def brute_force(scores: np.ndarray, steps: np.ndarray) -> dict[tuple[int, ...], float]:
    """Return label sequence -> probability, for every labelling of one sentence."""
    weights = {}
    for labels in product(range(scores.shape[1]), repeat=len(scores)):
        total = sum(scores[i, label] for i, label in enumerate(labels))
        total += sum(steps[a, b] for a, b in pairwise(labels))
        weights[labels] = float(np.exp(total))
    return {labels: weight / sum(weights.values()) for labels, weight in weights.items()}


def test_marginals_equal_sums_over_all_labellings() -> None:
    random = np.random.default_rng(1)
    scores, steps = random.normal(size=(10, 3)) * 2, random.normal(size=(3, 3))
    ranges = [(0, 2), (2, 9), (9, 10)]
    lattice = Lattice(scores, steps, ranges)
    assert lattice.marginals.sum(axis=1) == pytest.approx(1.0)
    for first, end in ranges:
        labellings = brute_force(scores[first:end], steps)
        for i in range(end - first):
            expected = [sum(p for y, p in labellings.items() if y[i] == label) for label in range(3)]
            assert lattice.marginals[first + i] == pytest.approx(expected)


def test_span_probability_equals_sum_over_labellings_that_contain_it() -> None:
    random = np.random.default_rng(2)
    scores, steps = random.normal(size=(6, 3)) * 2, random.normal(size=(3, 3))
    lattice = Lattice(scores, steps, [(0, 6)])
    labellings = brute_force(scores, steps)
    for first in range(6):
        for end in range(first + 1, 7):
            expected = sum(
                p
                for y, p in labellings.items()
                if y[first] == 1 and all(k == 2 for k in y[first + 1 : end]) and (end == 6 or y[end] != 2)
            )
            assert lattice.span(first, end, 1, 2) == pytest.approx(expected)


def test_probabilities_of_long_sentences_do_not_underflow() -> None:
    scores = np.full((5000, 3), -700.0)
    scores[:, 0] = 700.0
    marginals = Lattice(scores, np.full((3, 3), -30.0), [(0, 5000)]).marginals
    assert marginals[:, 0] == pytest.approx(1.0)
