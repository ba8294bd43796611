"""What a tagger of names learns from: which mentions count, and what they are called."""

from __future__ import annotations

from storymap.export.gather import Gathered, MentionRow, outermost
from storymap.model import Passage, Place

# GeoNames' feature classes -> labels of OntoNotes, which spaCy's models speak.
_LABELS = {"A": "GPE", "P": "GPE", "S": "FAC", "R": "FAC"}


def label(place: Place | None) -> str:
    """GPE for what is governed or lived in, FAC for what was built, LOC for the rest and what is not on the map."""
    return _LABELS.get(place.feature_class, "LOC") if place else "LOC"


def names_in(gathered: Gathered, passage: Passage) -> list[MentionRow]:
    """The names of a passage, the outer one where they nest, whether they are on the map or not; descriptions are no names."""
    return outermost(
        [m for m in gathered.mentions if m.passage == passage.id and m.is_name and m.mention.end <= passage.end]
    )
