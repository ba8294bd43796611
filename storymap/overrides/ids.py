"""Suggest the id of a place that a wrong id probably means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from storymap.errors import GazetteerError
from storymap.nearest import nearest
from storymap.ports import Gazetteer


def nearest_id(written: str, candidates: Sequence[str], gazetteer: Gazetteer) -> str:
    """Return the id that `written` probably means, or "" if there is none.

    This is the id in the address of a page of GeoNames, or `written` without spaces and capital letters, if a place has
    this id. Otherwise it is the most similar id of the candidates, or else the first candidate.
    """
    address = re.search(r"\bgeonames\.org/(\d+)", written)
    meant = f"geonames:{address[1]}" if address else re.sub(r"\s", "", written).lower()
    try:
        return gazetteer.place(meant).id
    except GazetteerError:
        return nearest(written, candidates) or next(iter(candidates), "")
