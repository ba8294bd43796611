"""Training data: JSON Lines, which spaCy reads, and CoNLL columns, which are converted back to spans."""

from __future__ import annotations

import itertools
import json
import warnings
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from storymap.export import exporter
from storymap.export.gather import Gathered, gather, outermost
from storymap.export.training import label
from storymap.model import Story
from storymap.pipeline import build_story
from storymap.ports import Lookups
from storymap.results import lookups
from storymap.source import Source
from tests.export.needs import reader
from tests.export.stories import FIJI, FORMULA, STORIES, TWO_NAMES, looked_up, written
from tests.repetitions import examples

_OFFSET = {"type": "integer", "minimum": 0}
_SPAN = {
    "type": "object",
    "required": ["start", "end", "label"],
    "properties": {"start": _OFFSET, "end": _OFFSET, "label": {"enum": ["GPE", "LOC", "FAC"]}},
    "additionalProperties": False,
}
# Prodigy shows the values of `meta` as text. Other members of a line are kept and not shown.
PRODIGY = {
    "type": "object",
    "required": ["text", "spans", "meta"],
    "properties": {
        "text": {"type": "string", "minLength": 1},
        "spans": {"type": "array", "items": _SPAN},
        "meta": {"type": "object", "additionalProperties": {"type": ["string", "number"]}},
        # these members would be taken for answers and for Prodigy's own values
        **dict.fromkeys(["answer", "accept", "html", "tokens", "options", "_input_hash", "_task_hash"], False),
    },
}


def lines(story: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(story, "spacy").decode().split("\n") if line]


def names(gathered: Gathered) -> list[tuple[int, int]]:
    """Return the offsets (start, end) of the outermost names in the article."""
    rows = outermost([m for m in gathered.mentions if m.is_name])
    return [(m.mention.start, m.mention.end) for m in rows]


@pytest.mark.parametrize("story", STORIES)
def test_offsets_refer_to_text_of_the_line(story: str) -> None:
    article = STORIES[story]().article.text
    found = []
    for line in lines(story):
        start, text = line["meta"]["start"], line["text"]
        assert article[start : start + len(text)] == text
        found += [(start + a, start + b) for a, b, _ in line["entities"]]
        for (a, b, _, place), meta in zip(line["places"], line["mentions"], strict=True):
            assert (a, b, place) == (meta["start"], meta["end"], meta["place_id"]) and 0 <= a < b <= len(text)
    assert found == names(gather(STORIES[story](), looked_up(story)))


@pytest.mark.parametrize("story", STORIES)
def test_lines_have_the_shape_of_prodigy(story: str) -> None:
    """Prodigy documents the shape at https://prodi.gy/docs/api-interfaces#ner_manual."""
    schema = Draft202012Validator(PRODIGY)
    for line in lines(story):
        schema.validate(line)
        ends = [0, *(span["end"] for span in line["spans"])]
        # ner_manual does not accept overlapping spans; it selects whole tokens, so a span has no space at its ends
        assert all(span["start"] >= end for span, end in zip(line["spans"], ends, strict=False))
        assert all(
            line["text"][s["start"] : s["end"]].strip() == line["text"][s["start"] : s["end"]] for s in line["spans"]
        )


def test_labels_follow_the_kind_of_place() -> None:
    assert [label(p) for p in (FIJI, FORMULA, TWO_NAMES, None)] == ["GPE", "GPE", "LOC", "LOC"]
    entities = {line["text"][a:b]: kind for line in lines("hostile") for a, b, kind in line["entities"]}
    assert entities["Fiji"] == "GPE" and entities["Łeft Ísle"] == "LOC" and entities["Nowhereville"] == "LOC"
    assert "Fijian" not in entities and "The disputed island off Fiji" not in entities


@pytest.mark.parametrize("story", ["seed", "ferry", "crowd"])
def test_spacy_reads_examples_and_names_are_whole_tokens(story: str) -> None:
    blank = reader("spacy").blank("en")
    example = reader("spacy.training").Example
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # spaCy warns if a name begins or ends inside a token
        for line in lines(story):
            read = example.from_dict(
                blank.make_doc(line["text"]), {"entities": line["entities"], "spans": {"places": line["places"]}}
            )
            assert [[e.start_char, e.end_char, e.label_] for e in read.reference.ents] == line["entities"]
            spans = [[s.start_char, s.end_char, s.label_, s.kb_id_] for s in read.reference.spans["places"]]
            assert spans == line["places"]


def test_spacy_keeps_nested_mentions_as_spans() -> None:
    line = next(line for line in lines("hostile") if "lies far" in line["text"])
    example = reader("spacy.training").Example
    read = example.from_dict(reader("spacy").blank("en").make_doc(line["text"]), {"spans": {"places": line["places"]}})
    assert [s.text for s in read.reference.spans["places"]][:2] == ["The disputed island off Fiji", "Fiji"]


def sentences(document: bytes) -> list[list[tuple[str, str]]]:
    """Return the sentences of a CoNLL document as lists of (token, tag), after checking that it is valid CoNLL-2003."""
    blocks = document.decode().split("\n\n")
    assert blocks[0] == "-DOCSTART- -X- -X- O"
    read = []
    for block in blocks[1:]:
        rows = [line.split(" ") for line in block.split("\n") if line]
        assert all(len(row) == 4 and row[0] and row[1] == row[2] == "-X-" for row in rows)
        tags = ["O", *(row[3] for row in rows)]
        assert set(tags) <= {"O", "B-LOC", "I-LOC"}
        assert not any(tag == "I-LOC" and before == "O" for before, tag in itertools.pairwise(tags))
        read.append([(row[0], row[3]) for row in rows])
    return read


def spans_of(document: bytes, text: str) -> list[tuple[int, int]]:
    """Return the offsets in the article of the names in a CoNLL document, by searching for its tokens in order."""
    found: list[tuple[int, int]] = []
    at = 0
    for sentence in sentences(document):
        for token, tag in sentence:
            start = text.index(token, at)
            at = start + len(token)
            if tag == "B-LOC":
                found.append((start, at))
            elif tag == "I-LOC":
                found[-1] = (found[-1][0], at)
    return found


def conll_comes_back(story: Story, found: Lookups) -> None:
    gathered = gather(story, found)
    document = exporter("conll").write(story, found)
    assert spans_of(document, story.article.text) == names(gathered)
    tokens = "".join(token for sentence in sentences(document) for token, _ in sentence)
    assert tokens == "".join("".join(gathered.text(p).split()) for p in gathered.passages)


@pytest.mark.parametrize("story", STORIES)
def test_conll_preserves_names_and_characters(story: str) -> None:
    conll_comes_back(STORIES[story](), looked_up(story))


@pytest.mark.slow
@settings(max_examples=examples(10, 100), deadline=None)
@given(
    st.lists(st.sampled_from(["Fiji", "Tokyo-based", "New York.", "é", "\u2028", "🏝️", "\n\n", "\u0007", "St. Paul’s"]))
)
def test_conll_preserves_any_text(words: list[str]) -> None:
    story = build_story(Source("In " + " ".join(words) + "\n"))
    conll_comes_back(story, lookups(story, areas=False))
