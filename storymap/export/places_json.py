"""The JSON document `storymap-places/2`: the places in one text.

The format is public; see `schemas/places.schema.json`.

`storymap-places/1`, the older form, has no suggestions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from storymap.model import (
    Candidate,
    Description,
    Mention,
    MentionKind,
    NameContext,
    Omitted,
    Place,
    Reason,
    Rejected,
    RelativePoint,
    Resolution,
    Suggestion,
)
from storymap.wording import Wording

SCHEMAS = {1: "storymap-places/1", 2: "storymap-places/2"}
LATEST = 2


def places_document(
    text_id: str,
    resolutions: Sequence[Resolution],
    rejected: Sequence[Rejected],
    wording: Wording,
    omitted: Sequence[Omitted] = (),
    suggestions: Sequence[Suggestion] = (),
    *,
    schema: int = LATEST,
) -> dict[str, Any]:
    """Return the document as JSON values. Offsets count code points of the text; positions are in degrees WGS 84.

    `omitted` lists the parts of the article's file that are not in the text. The document has the field `omitted` only
    if this list is not empty. If `schema` is 1, the suggestions are left out.
    """
    document: dict[str, Any] = {
        "schema": SCHEMAS[schema],
        "id": text_id,
        "mentions": [_mention(r, wording) for r in resolutions],
        "rejected": [
            {"start": r.start, "end": r.end, "surface": r.surface, "reason": reason_text(r.reason, wording)}
            for r in rejected
        ],
    }
    if schema > 1:
        document["suggestions"] = [_suggestion(s, wording) for s in suggestions]
    if omitted:
        document["omitted"] = [{"kind": o.kind, "what": o.what} for o in omitted]
    return document


def reason_text(reason: Reason, wording: Wording) -> str:
    """Return the sentence of a reason in the language of `wording`."""
    return wording.text(f"reason.{reason.code}", **reason.params)


def cue_table(mention: Mention) -> dict[str, str]:
    """Return what the words of a mention and the words around it say about its place, as a table for JSON documents."""
    rows: list[dict[str, str | None]] = [{"name": mention.lemma or None}, _context_rows(mention.context)]
    if mention.kind is MentionKind.METONYM:
        rows.append({"speaks_for": "government"})
    if mention.stands_for:
        rows.append({"stands_for": " ".join(mention.stands_for)})
    if isinstance(mention.description, RelativePoint):
        rows.append(_point_rows(mention.description))
    elif mention.description is not None:
        rows.append(_description_rows(mention.description))
    return {key: text for row in rows for key, text in row.items() if text is not None}


def _context_rows(context: NameContext) -> dict[str, str | None]:
    relation = context.relation
    distance = relation.distance if relation else None
    return {
        "admin": context.admin or None,
        "dateline": "yes" if context.dateline else None,
        "relation": relation.kind if relation else None,
        "distance": distance.words if distance else None,
        "distance_km": f"{distance.km:.6g}" if distance else None,
        "away": ("yes" if distance.away else "") if distance else None,
        "relation_start": str(relation.start) if relation else None,
    }


def _point_rows(point: RelativePoint) -> dict[str, str | None]:
    distance_km = None if point.km is None else f"{point.km:.6g}"
    return {"relation": point.relation, "distance_km": distance_km, "head": "point", "modifiers": "", "determiner": ""}


def _description_rows(description: Description) -> dict[str, str | None]:
    return {
        "head": description.head,
        "modifiers": " ".join(description.modifiers),
        "determiner": description.determiner,
        "plural": "yes" if description.plural else None,
        "relation": description.relation or None,
        "anchor": "; ".join(description.anchors) or None,
        "year": description.year or None,
        "holders": " ".join(description.holders) or None,
        "peoples": " ".join(description.peoples) or None,
        "people_words": description.demonym or None,
    }


def _mention(r: Resolution, wording: Wording) -> dict[str, Any]:
    return {
        "start": r.mention.start,
        "end": r.mention.end,
        "surface": r.mention.surface,
        "kind": r.mention.kind.value,
        "place": _place(r.place) if r.place else None,
        "confidence": r.confidence,
        "reason": _reason(r.reason, wording),
        "candidates": [_candidate(c) for c in r.candidates],
    }


def _suggestion(s: Suggestion, wording: Wording) -> dict[str, Any]:
    return {
        "start": s.start,
        "end": s.end,
        "surface": s.surface,
        "score": s.score,
        "reason": _reason(s.reason, wording),
        "occurrences": [{"start": m.start, "end": m.end} for m in s.mentions],
        "candidates": [_candidate(c) for c in s.candidates],
    }


def _reason(reason: Reason, wording: Wording) -> dict[str, Any]:
    return {"code": reason.code, "params": dict(reason.params), "text": reason_text(reason, wording)}


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
