"""Writes the world as `places.bin`; see `storymap.gazetteer.layout`. The same drafts make the same bytes."""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import nan
from pathlib import Path
from typing import Any

import marisa_trie

from storymap.forge.places.draft import Draft, World
from storymap.gazetteer.codes import KINDS
from storymap.gazetteer.layout import (
    DEGREE,
    HANDICAP,
    LAST,
    MAGIC,
    MANY,
    MATCH_BITS,
    PROMINENCE_STEPS,
    RECORD,
    START,
    TOP_PROMINENCE,
    cell,
)

_GEONAMES = "geonames:"
_BOXED, _SETTLED = len(KINDS), len(KINDS) + 1  # what orders admin-2 units and settlements after all that has details


def write(world: World, path: Path, about: Mapping[str, Any], sources: Mapping[str, str]) -> None:
    """Writes the file. `sources`: the licence of each source that drafts name in their details."""
    drafts = sorted(world.drafts, key=_order)
    detailed = sum(_order(d)[0] < _BOXED for d in drafts)
    boxed = sum(_order(d)[0] < _SETTLED for d in drafts)
    tables = _Tables(drafts)
    sections: dict[str, bytes] = {
        "records": b"".join(tables.record(d) for d in drafts),
        "labels": tables.labels.tobytes(),
        "idents": array("I", (int(d.id.removeprefix(_GEONAMES)) for d in drafts[boxed:])).tobytes(),
        "boxes": _boxes(drafts[:boxed]),
        **_names(drafts),
        **_ids(drafts, boxed),
        **_details(drafts[:detailed]),
        **_spoken(drafts, boxed),
        **_squares(drafts),
        "demonyms": _json(world.demonyms),
        "negative": _json(world.negative),
        "disputes": _json(world.disputes),
        "country_ids": _json(world.country_ids),
    }
    header = {"detailed": detailed, "boxed": boxed, "about": about, "sources": sources, **tables.header()}
    fresh = path.with_suffix(".new")
    fresh.write_bytes(_file(header, sections))
    fresh.replace(path)  # never written in place: whoever has it mapped keeps the old one


def _order(draft: Draft) -> tuple[int, str, int]:
    """Detailed rows by kind and id, then admin-2 units by id, then GeoNames' settlements by number."""
    if draft.kind == "city" and draft.id.startswith(_GEONAMES):
        return _SETTLED, "", int(draft.id.removeprefix(_GEONAMES))
    return _BOXED if draft.kind == "admin2" else KINDS.index(draft.kind), draft.id, 0


class _Tables:
    """The short lists that records point into."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self.labels = marisa_trie.Trie(sorted({d.name for d in drafts}))
        self._lists = {
            "countries": sorted({"", *(d.country for d in drafts)}),
            "codes": sorted({"", *(d.code for d in drafts)}),
            "admin1": sorted({"", *(d.admin1 for d in drafts)}),
        }
        self._number = {name: {key: i for i, key in enumerate(keys)} for name, keys in self._lists.items()}
        units = [d.admin2 for d in drafts if d.kind == "admin2"]
        self._admin2 = {code: i + 1 for i, code in enumerate(units)}

    def header(self) -> dict[str, list[str]]:
        return self._lists

    def record(self, draft: Draft) -> bytes:
        return RECORD.pack(
            round(draft.lat * DEGREE),
            round(draft.lon * DEGREE),
            draft.population,
            self.labels[draft.name],
            KINDS.index(draft.kind),
            min(255, max(0, round(draft.prominence * PROMINENCE_STEPS))),
            self._number["codes"][draft.code],
            self._number["countries"][draft.country],
            self._number["admin1"][draft.admin1],
            self._admin2.get(draft.admin2, 0),
        )


def _names(drafts: Sequence[Draft]) -> dict[str, bytes]:
    bearers: dict[str, list[tuple[float, int, int]]] = defaultdict(list)
    for row, draft in enumerate(drafts):
        for name, match in draft.names.items():
            bearers[name].append((round(HANDICAP[match] - draft.prominence, 2), row, match))
    trie = marisa_trie.Trie(sorted(bearers))
    postings, runs = array("I", bytes(4 * len(bearers))), array("I")
    for name in sorted(bearers):
        run = [row << MATCH_BITS | match for _, row, match in sorted(bearers[name])]
        if len(run) == 1:
            postings[trie[name]] = run[0]
        else:
            postings[trie[name]] = MANY + len(runs)
            runs.extend([*run[:-1], run[-1] + LAST])
    return {"names": trie.tobytes(), "postings": postings.tobytes(), "runs": runs.tobytes()}


def _ids(drafts: Sequence[Draft], boxed: int) -> dict[str, bytes]:
    row_of = {draft.id: row for row, draft in enumerate(drafts[:boxed])}
    row_of |= {other: row for row, draft in enumerate(drafts) for other in draft.other_ids}
    trie = marisa_trie.Trie(sorted(row_of))
    rows = array("I", bytes(4 * len(row_of)))
    for place_id, row in row_of.items():
        rows[trie[place_id]] = row
    own = array("I", (trie[draft.id] for draft in drafts[:boxed]))
    return {"ids": trie.tobytes(), "id_rows": rows.tobytes(), "own_ids": own.tobytes()}


def _boxes(drafts: Iterable[Draft]) -> bytes:
    return array("f", (edge for d in drafts for edge in (d.box or (nan, nan, nan, nan)))).tobytes()


def _details(drafts: Iterable[Draft]) -> dict[str, bytes]:
    blobs = [_json(d.details | ({"also": d.other_ids} if d.other_ids else {})) for d in drafts]
    starts = array("I", [0])
    for blob in blobs:
        starts.append(starts[-1] + len(blob))
    return {"details": b"".join(blobs), "details_at": starts.tobytes()}


def _spoken(drafts: Sequence[Draft], boxed: int) -> dict[str, bytes]:
    rows = [row for row, draft in enumerate(drafts) if row >= boxed and draft.details.get("names")]
    blobs = [_json(drafts[row].details["names"]) for row in rows]
    starts = array("I", [0])
    for blob in blobs:
        starts.append(starts[-1] + len(blob))
    return {"spoken_rows": array("I", rows).tobytes(), "spoken": b"".join(blobs), "spoken_at": starts.tobytes()}


def _squares(drafts: Sequence[Draft]) -> dict[str, bytes]:
    members: dict[int, list[int]] = defaultdict(list)
    for row, draft in enumerate(drafts):
        members[cell(draft.lat, draft.lon)].append(row)
    starts, rows = array("I", [0]), array("I")
    for number in range(180 * 360):
        rows.extend(members.get(number, ()))
        starts.append(len(rows))
    top = [(-d.prominence, row) for row, d in enumerate(drafts) if d.prominence >= TOP_PROMINENCE]
    order = array("I", (row for _, row in sorted(top)))
    return {"cells": starts.tobytes(), "cell_rows": rows.tobytes(), "top": order.tobytes()}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _file(header: dict[str, Any], sections: dict[str, bytes]) -> bytes:
    """Header and body; sections are counted from where the body begins, whatever the header's length."""
    places, at = {}, 0
    for name, content in sections.items():
        places[name] = (at, len(content))
        at = _aligned(at + len(content))
    head = _json({**header, "sections": places})
    body = b"".join(content.ljust(_aligned(len(content)), b"\0") for content in sections.values())
    return (START.pack(MAGIC, len(head)) + head).ljust(_aligned(START.size + len(head)), b"\0") + body


def _aligned(length: int) -> int:
    return -(-length // 8) * 8
