"""Names and labels for training named entity recognizers."""

from __future__ import annotations

from storymap.export.gather import Gathered, MentionRow, outermost
from storymap.model import Passage, Place

# GeoNames feature class -> label of OntoNotes. The models of spaCy have these labels.
_LABELS = {"A": "GPE", "P": "GPE", "S": "FAC", "R": "FAC"}


def label(place: Place | None) -> str:
    """Return GPE for a country, administrative division or settlement, FAC for a building, and LOC for other places.

    The label of a name without a place is LOC.
    """
    return _LABELS.get(place.feature_class, "LOC") if place else "LOC"


def names_in(gathered: Gathered, passage: Passage) -> list[MentionRow]:
    """Return the outermost names of a passage, whether they are on the map or not. Descriptions are left out."""
    return outermost(
        [m for m in gathered.mentions if m.passage == passage.id and m.is_name and m.mention.end <= passage.end]
    )
