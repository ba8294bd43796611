"""Training data for spaCy and Prodigy in JSON Lines, one passage per line.

A line has the shape that Prodigy documents: `text`, `spans` (a list of `start`, `end`, `label`) and `meta`. Prodigy
displays the values of `meta` below the text, so they are texts and numbers, not lists. Prodigy's recipes (such as
`ner.manual`) add the tokens. The spans are the names that are not inside another name, with the labels GPE, LOC or FAC.
The spans train a named entity recognizer. `entities` has the same spans for spaCy: `Example.from_dict(nlp.make_doc(line["text"]), {"entities":
line["entities"]})`. `places` are all mentions of mapped places, including descriptions and nested mentions. Each
mention has the id of its place. `places` trains a span categorizer (`{"spans": {"places": line["places"]}}`) or an
entity linker. `mentions` has the confidence of each of these mentions and the position of its place. Offsets count code
points of the line's text. `meta` contains the offset of the line's text in the article. Demonyms are not marked: spaCy labels them
NORP, and storymap does not find all of them. The format drops areas, disputes, other candidates, scenes, distances and
notes. A name that is not on the map is in `entities`, but not in `places`.
"""

from __future__ import annotations

import json
from typing import Any

from storymap.export.gather import Gathered, MentionRow, credits_of, gather, rounded
from storymap.export.training import label, names_in
from storymap.model import Passage, Story
from storymap.ports import About, Aspect, Lookups

ABOUT = About(
    "spacy",
    "spaCy training data (JSON Lines)",
    ".spacy.jsonl",
    frozenset(
        [
            *(Aspect.TEXT, Aspect.MENTIONS, Aspect.DESCRIPTIONS, Aspect.POSITIONS, Aspect.CONFIDENCE, Aspect.REASONS),
            Aspect.SOURCES,
        ]
    ),
    "spaCy, Prodigy, Hugging Face datasets",
    remark="labels are GPE, LOC and FAC, depending on the kind of place; they are predictions: check them before training",
)
SPANS = "places"


def write(story: Story, lookups: Lookups) -> bytes:
    """Return one line per passage that is not empty."""
    gathered = gather(story, lookups)
    lines = [_line(passage, gathered) for passage in gathered.passages if gathered.text(passage)]
    return "".join(f"{json.dumps(line, ensure_ascii=False, allow_nan=False)}\n" for line in lines).encode()


def _line(passage: Passage, gathered: Gathered) -> dict[str, Any]:
    mapped = [m for m in gathered.mapped(passage) if m.mention.end <= passage.end]
    names = [(*_span(m, passage), label(m.place)) for m in names_in(gathered, passage)]
    return {
        "text": gathered.text(passage),
        "spans": [{"start": start, "end": end, "label": kind} for start, end, kind in names],
        "entities": [list(name) for name in names],
        SPANS: [[*_span(m, passage), label(m.place), m.place.id] for m in mapped if m.place],
        "mentions": [_details(m, passage) for m in mapped],
        "meta": {
            "article": gathered.story.article.title,
            "language": gathered.story.article.language,
            "passage": passage.id,
            "start": passage.start,
            "credits": "; ".join(credits_of(gathered.story)),
        },
    }


def _span(row: MentionRow, passage: Passage) -> tuple[int, int]:
    return row.mention.start - passage.start, row.mention.end - passage.start


def _details(row: MentionRow, passage: Passage) -> dict[str, Any]:
    place = row.place
    assert place is not None  # the caller passes only mentions with a place on the map
    start, end = _span(row, passage)
    return {
        "start": start,
        "end": end,
        "kind": row.mention.kind.value,
        "place_id": place.id,
        "name": place.name,
        "lat": rounded(place.position.lat),
        "lon": rounded(place.position.lon),
        "confidence": row.confidence,
        "unsure": row.unsure,
        "reason": row.reason,
    }
