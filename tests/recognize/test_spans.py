"""Spans and their nesting, sentences, probabilities of labels, and names recognised by the words around them."""

from __future__ import annotations

from itertools import combinations, pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storymap.model import Mention, MentionKind
from storymap.recognize.neighbours import find_neighbours
from storymap.recognize.nesting import nest
from storymap.recognize.positions import Positions, is_located, is_placed
from storymap.recognize.spans import Spans, trim
from storymap.recognize.tagger.casing import NORMAL, SHOUTED, TITLED, sentence_case
from storymap.recognize.tagger.lattice import Floats, Lattice
from storymap.recognize.tagger.segments import segments
from storymap.tokens import tokenize
from tests.worlds import ROWS, SmallWorld

WORLD = SmallWorld()
SPAN = st.tuples(st.integers(0, 20), st.integers(1, 8)).map(lambda pair: (pair[0], sum(pair)))
MENTION = st.builds(
    lambda span, kind, confidence: Mention("x" * (span[1] - span[0]), span[0], span[1], kind, confidence),
    SPAN, st.sampled_from(list(MentionKind)), st.sampled_from([0.5, 0.7, 0.9]),
)  # fmt: skip


@settings(max_examples=40)
@given(st.lists(MENTION, max_size=7))
def test_nested_mentions_are_in_text_order_and_do_not_cross(mentions: list[Mention]) -> None:
    kept = nest(mentions)
    assert all(m in mentions for m in kept)
    assert [(m.start, -m.end) for m in kept] == sorted((m.start, -m.end) for m in kept)
    for one, other in combinations(kept, 2):
        assert (one.start, one.end) != (other.start, other.end)
        if one.start < other.end and other.start < one.end:
            assert one.start <= other.start and other.end <= one.end  # the outer mention comes first
            assert one.kind is MentionKind.DESCRIPTION
    assert nest(kept) == kept
    assert bool(kept) == bool(mentions)


def mention(start: int, end: int, kind: MentionKind = MentionKind.NAME, confidence: float = 0.9) -> Mention:
    return Mention("x" * (end - start), start, end, kind, confidence)


def test_the_better_of_two_overlapping_mentions_stays() -> None:
    sure, unsure = mention(5, 12), mention(0, 8, confidence=0.5)
    assert nest([unsure, sure]) == nest([sure, unsure]) == [sure]
    name, demonym, description = (
        mention(0, 8, confidence=0.5),
        mention(5, 12, MentionKind.DEMONYM),
        mention(5, 12, MentionKind.DESCRIPTION),
    )
    assert nest([name, demonym]) == nest([name, description]) == [name]
    assert nest([demonym, description]) == [demonym]
    assert nest([mention(0, 12, MentionKind.DESCRIPTION), mention(4, 8)]) == [
        mention(0, 12, MentionKind.DESCRIPTION),
        mention(4, 8),
    ]
    assert nest([mention(0, 12), mention(4, 8, confidence=0.95)]) == [mention(4, 8, confidence=0.95)]
    assert nest([mention(0, 4), mention(4, 8)]) == [mention(0, 4), mention(4, 8)]


@given(st.lists(SPAN, max_size=6), SPAN)
def test_spans_overlap_if_they_share_a_character(spans: list[tuple[int, int]], span: tuple[int, int]) -> None:
    found, merged = Spans(spans), {at for a, b in spans for at in range(a, b)}
    assert found.overlap(*span) == bool(merged & set(range(*span)))
    assert {at for a, b in found for at in range(a, b)} == merged
    assert found.hold(*span) == any(a <= span[0] and span[1] <= b and b - a > span[1] - span[0] for a, b in found)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("the Hague", "Hague"), ("The", "The"), ("a Coruña", "Coruña"), ("Japan's", "Japan"), ("Paris’", "Paris"), ("“Lima”,", "Lima"),
        ("(Oslo)", "Oslo"), ("U.S.", "U.S."), ("Tex.", "Tex."), ("Hokkaido.", "Hokkaido"), ("New York.", "New York"), ("...", ""), ("Lima", "Lima"),
    ],
)  # fmt: skip
def test_trimmed_span_has_no_article_possessive_or_punctuation(text: str, kept: str) -> None:
    whole = f"x {text} x"
    start, end = trim(whole, 2, 2 + len(text))
    assert whole[start:end] == kept


# --- the tagger --------------------------------------------------------------------------------------------------------


@settings(max_examples=20)
@given(st.integers(0, 10_000), st.lists(st.integers(1, 6), min_size=1, max_size=4))
def test_label_probabilities_are_those_of_all_paths(seed: int, lengths: list[int]) -> None:
    """Compare the probabilities of the forward-backward algorithm with sums over all sequences of labels."""
    random = np.random.default_rng(seed)
    labels, total = 3, sum(lengths)
    scores, steps = random.normal(size=(total, labels)), random.normal(size=(labels, labels))
    ends = np.cumsum(lengths).tolist()
    ranges = list(zip([0, *ends[:-1]], ends, strict=True))
    lattice = Lattice(scores, steps, ranges)
    for first, end in ranges:
        paths = list(product(range(labels), repeat=end - first))
        weights = np.array([_weight(path, scores[first:end], steps) for path in paths])
        weights /= weights.sum()
        for t in range(end - first):
            expected = [
                sum(w for w, path in zip(weights, paths, strict=True) if path[t] == label) for label in range(labels)
            ]
            assert lattice.marginals[first + t] == pytest.approx(expected)
            for stop in range(t + 1, end - first + 1):
                spans = [
                    w
                    for w, path in zip(weights, paths, strict=True)
                    if path[t] == 1
                    and all(label == 2 for label in path[t + 1 : stop])
                    and path[stop : stop + 1] != (2,)
                ]
                assert lattice.span(first + t, first + stop, 1, 2) == pytest.approx(sum(spans), abs=1e-9)


def _weight(path: tuple[int, ...], scores: Floats, steps: Floats) -> float:
    own = sum(scores[t, label] for t, label in enumerate(path))
    return float(np.exp(own + sum(steps[a, b] for a, b in pairwise(path))))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It rained. We left.", ["It rained.", "We left."]),
        ("“Go!” she said. He went.", ["“Go!” she said.", "He went."]),
        ("He said “Go.” Then he went.", ["He said “Go.”", "Then he went."]),
        ("At 5 p.m. they left", ["At 5 p.m. they left"]),
        ("Title\nIt rained", ["Title", "It rained"]),
        ("One\n\ntwo", ["One", "two"]),
        ("This line has more than fifty characters and is wrapped\nhere at its end", ["This line has more than fifty characters and is wrapped\nhere at its end"]),
        ("This line has more than fifty characters and has a gap\n\nhere", ["This line has more than fifty characters and has a gap", "here"]),
        ("Wait... what", ["Wait... what"]),
        ("", []),
    ],
)  # fmt: skip
def test_text_is_split_into_sentences(text: str, sentences: list[str]) -> None:
    tokens = tokenize(text)
    assert [text[tokens[a].start : tokens[b - 1].end] for a, b in segments(text, tokens)] == sentences


def test_sentence_has_at_most_160_tokens() -> None:
    text = "word " * 400
    assert [b - a for a, b in segments(text, tokenize(text))] == [160, 160, 80]


@pytest.mark.parametrize(
    ("words", "case"),
    [
        ("STORM HITS NORTHERN JAPAN", SHOUTED), ("Storm Hits Northern Japan", TITLED), ("Storm hits northern Japan", NORMAL),
        ("Storm Hits Northern Japan .", NORMAL), ("NATO", NORMAL), ("STORM HITS", SHOUTED), ("storm HITS JAPAN", NORMAL),
        ("STORM HITS JAPAN AND goes to town", NORMAL), ("Rain In Peru", NORMAL), ("Rain Over Peru", TITLED),
    ],
)  # fmt: skip
def test_headlines_in_capitals_and_title_case(words: str, case: int) -> None:
    assert sentence_case(words.split()) == case


# --- positions and lists ------------------------------------------------------------------------------------------------


def position(text: str, name: str = "Holm", *places: str, begins: bool = False, known: bool = True) -> tuple[str, str]:
    found = [Mention(p, text.index(p), text.index(p) + len(p)) for p in places]
    start = text.index(name)
    feature, reason = Positions(text, found, WORLD).of(start, start + len(name), begins=begins, known=known)
    return feature, str(reason.params.get("words") or reason.params.get("neighbour") or "")


@pytest.mark.parametrize(
    ("text", "feature", "words"),
    [
        ("the Holm-based firm", "based", "-based"), ("residents of Holm came", "resident", "residents of"), ("near Holm", "placed", "near"),
        ("north of Holm", "placed", "north of"), ("the town of Holm", "placed", "town of"), ("a man from Holm", "preposition", "from"),
        ("they told Holm", "", ""),
    ],
)  # fmt: skip
def test_words_beside_a_name_say_that_it_is_a_place(text: str, feature: str, words: str) -> None:
    assert position(text) == (feature, words)


@pytest.mark.parametrize(
    "text",
    [
        "Holm, Paris",
        "Holm and Paris",
        "Paris and Holm",
        "Paris, and Holm",
        "Paris/Holm",
        "Holm–Paris",
        "Paris, the Holm",
    ],
)
def test_name_in_a_list_with_a_place(text: str) -> None:
    assert position(text, "Holm", "Paris") == ("listed", "Paris")


def test_names_joined_by_a_slash_or_apart() -> None:
    assert position("they saw Holm/Tokyo there")[0] == position("they saw Tokyo/Holm there")[0] == "listed"
    assert position("they saw Holm/Xyzzy there")[0] == ""
    assert position("Paris is not Holm", "Holm", "Paris")[0] == ""
    assert position("Holm, it rained in Paris", "Holm", "Paris")[0] == ""


def test_name_that_is_a_sentence() -> None:
    assert position("Holm.", begins=True)[0] == position("Holm", begins=True)[0] == "alone"
    assert position("Holm.")[0] == position("Holm is wet", begins=True)[0] == ""


def test_spans_inside_a_longer_span() -> None:
    spans = Spans([(2, 4), (6, 8)])
    assert spans.within(2, 8) and spans.within(1, 5) and spans.within(4, 6) and spans.within(0, 1)
    assert not spans.within(3, 8) and not spans.within(2, 7) and not spans.within(2, 3)


@pytest.mark.parametrize("joint", [", ", " and ", " – ", ", and the "])
def test_name_after_a_place_of_a_list(joint: str) -> None:
    assert position(f"they saw Paris{joint}Holm.", "Holm", "Paris") == ("listed", "Paris")
    assert position(f"they saw Paris {joint} or the Holm there", "Holm", "Paris")[0] == ""


def test_name_that_begins_a_clause_after_a_comma_is_not_in_a_list() -> None:
    assert position("when they saw Paris, Holm went home", "Holm", "Paris")[0] == ""
    assert position("they saw Paris, Holm and more", "Holm", "Paris")[0] == "listed"


@pytest.mark.parametrize(
    ("text", "begins", "found"),
    [
        ("Holm 3, Bergen 2", True, "scored"),
        ("Holm 3 Bergen 2", True, "scored"),
        ("Holm 3 (OT)", True, "scored"),
        ("Paris 3, Holm 2.", False, "scored"),
        ("they saw Holm 3, and left", False, ""),
        ("Holm 3 was dry", True, ""),
    ],
)
def test_name_in_the_result_of_a_game(text: str, begins: bool, found: str) -> None:
    assert position(text, "Holm", begins=begins)[0] == found


def test_prepositions_of_place() -> None:
    assert is_located("It rained in the Holm", 17) and not is_located("It came to Holm", 11)
    assert is_placed("It came to Holm", 11) and not is_placed("They told Holm", 10)


def test_everyday_word_in_a_list_of_neighbouring_towns_is_a_town() -> None:
    rows = (
        *ROWS,
        ("Banks", 33.6, -96.3, 3_000, "PPL", "US", "US.TX", "city", ()),
        ("Hall", -33.0, 96.3, 3_000, "PPL", "AU", "AU.1", "city", ()),
    )
    world = SmallWorld(rows)

    def found(text: str, *known: str, person: str = "") -> list[str]:
        names = [Mention(n, text.index(n), text.index(n) + len(n)) for n in known]
        persons = [(text.index(person), text.index(person) + len(person))] if person else []
        return [m.surface for m in find_neighbours(text, names, persons, world)]

    text = "Rain in Sherman, Banks and Bonham."
    assert found(text, "Sherman", "Bonham") == ["Banks"]
    assert found(text, "Sherman", "Bonham", person="Banks") == []
    assert found(text, "Sherman") == []
    assert found(text, "Sherman", "Banks", "Bonham") == []
    assert found(text.replace("Banks", "Hall"), "Sherman", "Bonham") == []  # the other place is far away
    assert found("Rain in Tokyo, Banks and Moscow.", "Tokyo", "Moscow") == []
    assert found("Sherman, Xa, Xb, Xc, Banks and Bonham.", "Sherman", "Bonham") == []
