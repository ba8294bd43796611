"""The document `storymap-places/1`: what was found in one text. A contract, described by `schemas/places.schema.json`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from storymap.model import Candidate, Omitted, Place, Reason, Rejected, Resolution
from storymap.wording import Wording

SCHEMA = "storymap-places/1"


def places_document(
    text_id: str,
    resolutions: Sequence[Resolution],
    rejected: Sequence[Rejected],
    wording: Wording,
    omitted: Sequence[Omitted] = (),
) -> dict[str, Any]:
    """JSON values; offsets are code points into the text, positions degrees WGS 84.

    `omitted` is what of the article's file the text does not have; the document names it only when there is something.
    """
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "id": text_id,
        "mentions": [_mention(r, wording) for r in resolutions],
        "rejected": [
            {"start": r.start, "end": r.end, "surface": r.surface, "reason": reason_text(r.reason, wording)}
            for r in rejected
        ],
    }
    if omitted:
        document["omitted"] = [{"kind": o.kind, "what": o.what} for o in omitted]
    return document


def reason_text(reason: Reason, wording: Wording) -> str:
    """The sentence of a reason in the reader's language."""
    return wording.text(f"reason.{reason.code}", **reason.params)


def _mention(r: Resolution, wording: Wording) -> dict[str, Any]:
    return {
        "start": r.mention.start,
        "end": r.mention.end,
        "surface": r.mention.surface,
        "kind": r.mention.kind.value,
        "place": _place(r.place) if r.place else None,
        "confidence": r.confidence,
        "reason": {"code": r.reason.code, "params": dict(r.reason.params), "text": reason_text(r.reason, wording)},
        "candidates": [_candidate(c) for c in r.candidates],
    }


def _place(place: Place) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": place.name,
        "lat": place.position.lat,
        "lon": place.position.lon,
        "feature_code": place.feature_code,
        "country_codes": list(place.country_codes),
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    place = candidate.place
    return {
        "id": place.id,
        "name": place.name,
        "lat": place.position.lat,
        "lon": place.position.lon,
        "score": candidate.score,
    }
