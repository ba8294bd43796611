"""The way back: what other people changed in a file of ours, as decisions for places.yaml.

A file is compared with the story as it is told now: only what differs becomes a decision. Which occurrences of a name a decision
is for is said as narrowly as it must be: for all of them where all changed alike, else by a quote.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from storymap.errors import BroughtBackError
from storymap.export.gather import Gathered
from storymap.importers import geojson, web_annotations
from storymap.importers.values import Brought, Known


def read(content: bytes, name: str, gathered: Gathered, known: Known) -> Brought:
    """What a file says of a story's places; `known` says of a place id whether the gazetteer has it.

    BroughtBackError, with the file's name: it is no GeoJSON and no Web Annotations, or says nothing of this story.
    """
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BroughtBackError(f"{name} is not JSON: {error}.") from error
    try:
        reader = _reader(document)
        if reader is None:
            raise BroughtBackError("it is neither a GeoJSON FeatureCollection nor Web Annotations")
        return reader(document, gathered, known)
    except BroughtBackError as error:
        raise BroughtBackError(f"{name}: {error}.") from error


def _reader(document: Any) -> Callable[[Any, Gathered, Known], Brought] | None:
    if isinstance(document, dict) and document.get("type") == "FeatureCollection":
        return geojson.read
    if web_annotations.listed(document) is not None:
        return web_annotations.read
    return None
