"""Training of the tagger. Tests that fit a model are skipped without python-crfsuite (extra `forge`)."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from random import Random

import numpy as np
import pytest

from storymap.forge.training.lessons import Lesson, common_places, excerpt, rewritten, split_bodies
from storymap.forge.training.phrases import Phrases, joined
from storymap.forge.training.pool import Pool
from storymap.forge.training.variations import first_sentence, headline, rewritten_as, swapped
from storymap.gazetteer import EmbeddedGazetteer, open_gazetteer
from storymap.recognize.tagger.features import Features
from storymap.recognize.tagger.lattice import Lattice
from storymap.recognize.tagger.vocabulary import WordTable
from storymap.recognize.tagger.weights import LABELS, Scorer, Weights
from storymap.resources import data

EXTRA = "needs python-crfsuite: pip install storymap-leaflet[forge]"
LESSONS = [
    Lesson("Anna Berg flew to Oslo.", ((0, 9, "PER"), (18, 22, "LOC"))),
    Lesson("The talks in Geneva failed, said Carl Moser.", ((13, 19, "LOC"), (33, 43, "PER"))),
    Lesson("In Lima, Acme Corp. hired Eva Roth.", ((3, 7, "LOC"), (9, 19, "ORG"), (26, 34, "PER"))),
    Lesson("Rain fell in New York and in Oslo.", ((13, 21, "LOC"), (29, 33, "LOC"))),
] * 5


@pytest.fixture(scope="module")
def gazetteer() -> EmbeddedGazetteer:
    return open_gazetteer()


def names(lesson: Lesson) -> list[tuple[str, str]]:
    return [(lesson.text[start:end], label) for start, end, label in lesson.marks]


def test_rewritten_lesson_marks_new_names() -> None:
    lesson = rewritten(LESSONS[0], lambda name, label: "Rio de Janeiro" if label == "LOC" else name)
    assert lesson.text == "Anna Berg flew to Rio de Janeiro."
    assert names(lesson) == [("Anna Berg", "PER"), ("Rio de Janeiro", "LOC")]


def test_hospital_is_labelled_as_place_and_school_as_organisation() -> None:
    lesson = Lesson("Berg Memorial Hospital and Berg High School", ((0, 22, "ORG"), (27, 43, "ORG")))
    assert [label for _, label in names(split_bodies(lesson, frozenset()))] == ["LOC", "ORG"]


def test_excerpt_keeps_names_inside_it() -> None:
    assert names(excerpt(LESSONS[2], 9, 35)) == [("Acme Corp.", "ORG"), ("Eva Roth", "PER")]


def test_public_body_is_split_into_place_and_rest() -> None:
    lesson = Lesson("the Kansas Highway Patrol and Kansas Press", ((4, 25, "ORG"), (30, 42, "ORG")))
    parted = split_bodies(lesson, frozenset({"Kansas"}))
    assert names(parted) == [("Kansas", "LOC"), ("Highway Patrol", "ORG"), ("Kansas Press", "ORG")]


def test_common_places_exclude_names_that_are_not_in_gazetteer(gazetteer: EmbeddedGazetteer) -> None:
    assert common_places([*LESSONS, Lesson("Qqqzz", ((0, 5, "LOC"),))], gazetteer) == {
        "Oslo",
        "Geneva",
        "Lima",
        "New York",
    }


def test_both_occurrences_of_a_town_are_replaced_by_the_same_name(gazetteer: EmbeddedGazetteer) -> None:
    lesson = Lesson("From Oslo to Oslo.", ((5, 9, "LOC"), (13, 17, "LOC")))
    pool = Pool(gazetteer, LESSONS, Random(3), cities=40)
    first, second = names(swapped(lesson, pool, gazetteer))
    assert first == second
    assert first[0] != "Oslo"


def test_same_seed_draws_same_names(gazetteer: EmbeddedGazetteer) -> None:
    one, other = (Phrases(Pool(gazetteer, LESSONS, Random(7), cities=40), Random(7)) for _ in range(2))
    assert list(one.lessons(1)) == list(other.lessons(1))


def test_every_phrase_template_can_be_filled(gazetteer: EmbeddedGazetteer) -> None:
    pool = Pool(gazetteer, LESSONS, Random(1), cities=40)
    for lesson in Phrases(pool, Random(1)).lessons(1):
        assert lesson.marks
        assert "{" not in lesson.text
        assert "[" not in lesson.text
        for start, end, label in lesson.marks:
            assert lesson.text[start:end].strip() == lesson.text[start:end] != ""
            assert label in ("LOC", "PER", "ORG")


def test_names_inside_organisations_are_not_marked(gazetteer: EmbeddedGazetteer) -> None:
    pool = Pool(gazetteer, LESSONS, Random(1), cities=40)
    lesson = Phrases(pool, Random(1)).fill("[ORG The {city} Post] of {state}")
    assert [label for _, label in names(lesson)] == ["ORG", "LOC"]


def test_joined_lessons_keep_their_names() -> None:
    assert names(joined(LESSONS[:2])) == names(LESSONS[0]) + names(LESSONS[1])


def test_headlines_in_title_case_and_capitals_keep_their_names() -> None:
    assert headline("talks in Geneva failed") == "Talks in Geneva Failed"
    assert names(rewritten_as(LESSONS[1], str.upper)) == [("GENEVA", "LOC"), ("CARL MOSER", "PER")]
    longer = Lesson("Der Fuß von Ulm", ((12, 15, "LOC"),))
    # the lesson is not changed, because the text would become longer (FUSS)
    assert rewritten_as(longer, str.upper) == longer


def test_first_sentence_excludes_full_stop() -> None:
    lesson = Lesson("Talks in the U.S. capital began. They failed in Oslo.", ((48, 52, "LOC"),))
    assert first_sentence(lesson) == Lesson("Talks in the U.S. capital began", ())


@pytest.fixture(scope="module")
def features(gazetteer: EmbeddedGazetteer) -> Features:
    return Features(WordTable.open(data("words.npz")), gazetteer.best, gazetteer.demonym)


def test_marked_names_exclude_article_and_possessive(features: Features) -> None:
    train = pytest.importorskip(
        "storymap.forge.training.tagger", reason="needs python-crfsuite: pip install storymap-leaflet[forge]"
    )
    text = "Ships left the Sea of Japan's ports."
    labels = train.label_tokens(features.sheet(text), [(11, 29, "LOC")])
    assert [LABELS[i] for i in labels] == ["O", "O", "O", "B-LOC", "I-LOC", "I-LOC", "O", "O", "O"]


def test_long_list_of_lessons_is_thinned_evenly(monkeypatch: pytest.MonkeyPatch) -> None:
    train = pytest.importorskip("storymap.forge.training.tagger", reason=EXTRA)
    monkeypatch.setattr(train, "ENOUGH", sum(len(lesson.text) for lesson in LESSONS) // 2 + 1)
    assert train.thinned(LESSONS) == LESSONS[::2]
    assert train.thinned(LESSONS[:4]) == LESSONS[:4]


def test_same_seed_gives_same_training_texts(gazetteer: EmbeddedGazetteer) -> None:
    train = pytest.importorskip("storymap.forge.training.tagger", reason=EXTRA)
    one, other = (list(islice(train.curriculum(LESSONS, gazetteer, seed=4, cities=40), 60)) for _ in range(2))
    assert one == other
    assert set(LESSONS) < set(one)


def test_decoder_matches_probabilities_of_crfsuite(features: Features, tmp_path: Path) -> None:
    """The probabilities are equal for every token and label within 0.01, because weights are stored in half precision."""
    pycrfsuite = pytest.importorskip("pycrfsuite", reason=EXTRA)
    from storymap.forge.training import tagger as train

    sequences = train.encode(LESSONS, features)
    train.learn(sequences, tmp_path / "tagger.npz", iterations=30, model=tmp_path / "model")
    theirs = pycrfsuite.Tagger()
    theirs.open(str(tmp_path / "model"))
    weights = Weights.open(tmp_path / "tagger.npz")
    sheet = features.sheet("Eva Berg flew to New York. Talks in Oslo failed, said Acme Corp.")
    ours = Lattice(Scorer(features, weights).scores(sheet), weights.transitions, sheet.sentences)
    keys = features.keys(sheet)
    for first, end in sheet.sentences:
        theirs.set([[np.base_repr(key, 36) for key in row if key] for row in keys[first:end]])
        for i in range(end - first):
            expected = [theirs.marginal(label, i) if label in theirs.labels() else 0.0 for label in LABELS]
            seen = [LABELS.index(label) for label in theirs.labels()]
            found = ours.marginals[first + i]
            assert found[seen] / found[seen].sum() == pytest.approx(np.array(expected)[seen], abs=0.01)


def test_trained_tagger_labels_training_texts(features: Features, tmp_path: Path) -> None:
    train = pytest.importorskip(
        "storymap.forge.training.tagger", reason="needs python-crfsuite: pip install storymap-leaflet[forge]"
    )
    sequences = train.encode(LESSONS, features)
    train.learn(sequences, tmp_path / "tagger.npz", iterations=40)
    weights = Weights.open(tmp_path / "tagger.npz")
    sheet = features.sheet("Rain fell in New York and in Oslo.")
    best = Lattice(Scorer(features, weights).scores(sheet), weights.transitions, sheet.sentences).marginals.argmax(
        axis=1
    )
    assert [LABELS[i] for i in best] == ["O", "O", "O", "B-LOC", "I-LOC", "O", "O", "B-LOC", "O"]


def test_training_is_reproducible(features: Features, tmp_path: Path) -> None:
    train = pytest.importorskip(
        "storymap.forge.training.tagger", reason="needs python-crfsuite: pip install storymap-leaflet[forge]"
    )
    for name in ("one", "two"):
        train.learn(train.encode(LESSONS, features), tmp_path / name, iterations=5)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()
