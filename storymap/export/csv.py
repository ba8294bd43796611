"""CSV: one row per mention with its place. Names that are not on the map have rows without a place.

Spreadsheets can open the file: it is UTF-8 with a byte order mark (which Excel needs), and has a header and no formulas. Text
that begins with = + - @ or a control character gets a leading apostrophe (OWASP, CSV Injection). The format drops areas,
scenes, distances, and the text around the mentions.
"""

from __future__ import annotations

import csv
import io
from typing import Any

from storymap.export.gather import AbsentRow, Gathered, MentionRow, PlaceRow, as_exported, credits_of, gather, rounded
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Story
from storymap.ports import About, Aspect, Lookups

ABOUT = About(
    "csv",
    "CSV, one row per mention",
    ".csv",
    frozenset(Aspect) - {Aspect.TEXT, Aspect.AREAS, Aspect.SCENES, Aspect.DISTANCES, Aspect.LAYERS, Aspect.PICTURES},
    "Excel, LibreOffice, Google Sheets, pandas, GDAL",
    remark="cells that look like a formula begin with an apostrophe",
)
_COLUMNS = (
    *("mention", "start", "end", "passage", "mention_kind", "status", "slug", "name", "gazetteer_name", "place_id"),
    *("kind", "feature_code", "lat", "lon", "country_codes", "where", "role", "confidence", "unsure", "reason"),
    *(
        "approximate",
        "radius_km",
        "disputed",
        "dispute_status",
        "administered_by",
        "claimed_by",
        "since",
        "side_names",
        "dispute_note",
    ),
    *("other_candidates", "note", "source", "licence", "credits", "exported_as"),
)
# Values of the column `status` for names without a place: recognised as a place, but not resolved; and not a place
UNRESOLVED, NO_PLACE = "not mapped", "not a place"
_FORMULA = lazy_pattern(r"'*[=+\-@\t\r\n＝＋－＠]")


def write(story: Story, lookups: Lookups) -> bytes:
    """Return the table, with rows in the order of the text and line ends as in RFC 4180."""
    gathered = gather(story, lookups)
    places = {row.slug: row for row in gathered.places}
    rows = [_mention(m, places[m.slug], gathered) for m in gathered.mapped() if m.slug] + [
        _absent(a) for a in gathered.absent
    ]
    rows.sort(key=lambda row: (row["start"], -row["end"]))
    out = io.StringIO()
    writer = csv.DictWriter(out, _COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: safe(value) for key, value in row.items()} for row in rows)
    return out.getvalue().encode("utf-8-sig")


def safe(value: Any) -> Any:
    """Return a value for a cell that spreadsheets do not read as a formula. Numbers are returned unchanged."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def unsafe(value: str) -> str:
    """Return the text of a cell without the apostrophe that `safe` adds."""
    return value[1:] if value.startswith("'") and _FORMULA.match(value) else value


def _mention(row: MentionRow, of: PlaceRow, gathered: Gathered) -> dict[str, Any]:
    place, dispute = of.place, of.place.dispute
    return {
        "mention": row.mention.surface,
        "start": row.mention.start,
        "end": row.mention.end,
        "passage": row.passage,
        "mention_kind": row.mention.kind.value,
        "status": "mapped",
        "slug": of.slug,
        "name": of.label,
        "gazetteer_name": place.name,
        "place_id": place.id,
        "kind": of.kind,
        "feature_code": place.feature_code,
        "lat": rounded(place.position.lat),
        "lon": rounded(place.position.lon),
        "country_codes": " ".join(place.country_codes),
        "where": of.where,
        "role": of.story_place.role.value,
        "confidence": row.confidence,
        "unsure": _truth(row.unsure),
        "reason": row.reason,
        "approximate": _truth(place.approximate),
        "radius_km": place.radius_km,
        "disputed": _truth(dispute is not None),
        "dispute_status": dispute.status if dispute else "",
        "administered_by": " ".join(dispute.administered_by) if dispute else "",
        "claimed_by": " ".join(dispute.claimed_by) if dispute else "",
        "since": dispute.since if dispute else "",
        "side_names": "; ".join(f"{side}: {', '.join(names.values())}" for side, names in of.sides.items()),
        "dispute_note": dispute.note if dispute else "",
        "other_candidates": "; ".join(f"{c.name} ({c.id})" for c in of.candidates),
        "note": of.story_place.note,
        "source": of.source,
        "licence": place.licence,
        "credits": "; ".join(credits_of(gathered.story)),
        "exported_as": as_exported(place),
    }


def _absent(row: AbsentRow) -> dict[str, Any]:
    return {
        "mention": row.surface,
        "start": row.start,
        "end": row.end,
        "passage": row.passage,
        "status": UNRESOLVED if row.is_place else NO_PLACE,
        "reason": row.reason,
    }


def _truth(value: bool) -> str:
    return "true" if value else "false"
