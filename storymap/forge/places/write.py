"""Write `places.bin`; see `storymap.gazetteer.layout`.

The output is reproducible: the same columns give the same bytes.
"""

from __future__ import annotations

import json
import os
from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from storymap.forge.places.columns import Columns, columns
from storymap.forge.places.demote_names import demote_names
from storymap.forge.places.draft import Draft
from storymap.forge.places.world import World
from storymap.gazetteer.layout import (
    DEGREE,
    DETAILS,
    HANDICAP,
    LAST,
    MAGIC,
    MANY,
    MATCH_BITS,
    PROMINENCE_STEPS,
    START,
    TOP_PROMINENCE,
    cell,
)
from storymap.gazetteer.settlement_ids import source_of

_RECORD = np.dtype(
    [
        ("lat", "<i4"),
        ("lon", "<i4"),
        ("population", "<u4"),
        ("label", "<u4"),
        ("kind", "u1"),
        ("prominence", "u1"),
        ("code", "u1"),
        ("country", "u1"),
        ("admin1", "<u2"),
        ("admin2", "<u2"),
    ]
)


def write(world: World, path: Path, about: Mapping[str, Any], sources: Mapping[str, str]) -> None:
    """Write the file. `sources` contains the licences of the sources that are named in the details of drafts.

    The header of the file contains `about`, the number of names, and the number of rows of each kind.
    """
    from storymap.gazetteer.codes import KINDS

    rows = columns(world)
    # the content of the file does not depend on the order of the keys
    labels = marisa_trie.Trie(list(dict.fromkeys(rows.labels)))
    tables = {
        "countries": sorted({"", *(area[0] for area in rows.area)}),
        "codes": sorted({"", *rows.code}),
        "admin1": sorted({"", *(area[1] for area in rows.area)}),
    }
    sections: dict[str, bytes] = {
        "records": _records(rows, labels, tables),
        "labels": labels.tobytes(),
        "idents": rows.numbers[rows.boxed :].astype("<u4").tobytes(),
        "boxes": rows.boxes.astype("<f4").tobytes(),
        **_names(rows, demote_names(rows)),
        **_ids(rows, world),
        **_details(rows),
        **_localized(rows, world),
        **_rough(rows, world),
        **_cells(rows),
        "demonyms": _json(world.demonyms),
        "negative": _json(world.negative),
        "disputes": _json(world.disputes),
        "country_ids": _json(world.country_ids),
    }
    kinds, counts = np.unique(rows.kind, return_counts=True)
    found = {KINDS[kind]: count for kind, count in zip(kinds.tolist(), counts.tolist(), strict=True)}
    header = {
        "detailed": len(rows.drafts),
        "boxed": rows.boxed,
        "about": {**about, "counts": dict(sorted(found.items())), "names": len(rows.names)},
        "sources": sources,
        **tables,
    }
    fresh = path.with_suffix(f".{os.getpid()}.new")
    fresh.write_bytes(_file(header, sections))
    # The old file is replaced, not overwritten, because other processes may have it memory-mapped.
    fresh.replace(path)


def _records(rows: Columns, labels: marisa_trie.Trie, tables: Mapping[str, Sequence[str]]) -> bytes:
    number = {name: {key: i for i, key in enumerate(keys)} for name, keys in tables.items()}
    admin2 = {code: i + 1 for i, code in enumerate(rows.admin2_codes)}
    areas = {
        area: (number["countries"][area[0]], number["admin1"][area[1]], admin2.get(area[2], 0))
        for area in set(rows.area)
    }
    found = np.zeros(len(rows.labels), _RECORD)
    found["lat"], found["lon"], found["population"] = rows.lat, rows.lon, rows.population
    found["label"] = np.fromiter(map(labels.__getitem__, rows.labels), np.int64, len(rows.labels))
    found["kind"] = rows.kind
    found["prominence"] = np.clip(np.rint(rows.prominence * PROMINENCE_STEPS), 0, 255)
    found["code"] = [number["codes"][code] for code in rows.code]
    numbers = np.array([areas[area] for area in rows.area], np.int64).reshape(-1, 3)
    found["country"], found["admin1"], found["admin2"] = numbers.T
    return found.tobytes()


def _names(rows: Columns, matches: NDArray[np.int64]) -> dict[str, bytes]:
    worth = np.array([HANDICAP[match] for match in HANDICAP])[matches] - rows.prominence[rows.row_of]
    distinct, index = np.unique(worth, return_inverse=True)
    # Python rounds exactly, but NumPy does not.
    rounded = np.array([round(value, 2) for value in distinct.tolist()])[index]
    order = np.lexsort((matches, rows.row_of, rounded, rows.name_of))
    postings = (rows.row_of << MATCH_BITS | matches)[order]
    counts = np.bincount(rows.name_of, minlength=len(rows.names))
    starts = np.concatenate([[0], np.cumsum(counts)])
    several = counts > 1
    in_runs = np.repeat(several, counts)
    runs = postings[in_runs]
    ends = np.cumsum(counts[several])
    runs[ends - 1] += LAST
    begins = np.zeros(len(rows.names), np.int64)
    begins[several] = MANY + ends - counts[several]
    trie = marisa_trie.Trie(rows.names)
    keys = np.fromiter(map(trie.__getitem__, rows.names), np.int64, len(rows.names))
    found = np.zeros(len(rows.names), np.int64)
    found[keys] = np.where(several, begins, postings[starts[:-1]])
    return {
        "names": trie.tobytes(),
        "postings": found.astype("<u4").tobytes(),
        "runs": runs.astype("<u4").tobytes(),
    }


def _ids(rows: Columns, world: World) -> dict[str, bytes]:
    codes = {code: f"geonames-admin2:{code}" for code in rows.admin2_codes}
    own_ids = [*(draft.id for draft in rows.drafts), *(codes[code] for code in rows.admin2_codes)]
    row_of = {place_id: row for row, place_id in enumerate(own_ids)}
    for row, draft in [*enumerate(rows.drafts), *rows.changed.items()]:
        row_of |= dict.fromkeys(draft.other_ids, row)
    trie = marisa_trie.Trie(list(row_of))
    found = array("I", bytes(4 * len(row_of)))
    for place_id, row in row_of.items():
        found[trie[place_id]] = row
    own = array("I", (trie[place_id] for place_id in own_ids))
    return {"ids": trie.tobytes(), "id_rows": found.tobytes(), "own_ids": own.tobytes()}


def _details(rows: Columns) -> dict[str, bytes]:
    return _blobs("details", [_stored(draft) for draft in rows.drafts])


def _stored(draft: Draft) -> dict[str, Any]:
    """Return the details that the gazetteer reads, without those that follow from the record or the id."""
    details = draft.details | {"also": draft.other_ids}
    found = {key: details[key] for key in DETAILS if details.get(key)}
    if found.get("countries") == [draft.country]:
        del found["countries"]
    if found.get("source") == source_of(draft.id):
        del found["source"]
    return found


def _localized(rows: Columns, world: World) -> dict[str, bytes]:
    """Return the localized names of settlements."""
    shown: dict[int, Any] = {}
    row_of = {base: at for at, base in enumerate(rows.base_row.tolist()) if base >= 0}
    for base in world.base.script_names:
        if base not in world.drafts and (names := world.base.shown_names(base)):
            shown[row_of[base]] = names
    for at, draft in rows.changed.items():
        if at >= rows.boxed and draft.details.get("names"):
            shown[at] = draft.details["names"]
    found = [shown[at] for at in sorted(shown)]
    return {"spoken_rows": array("I", sorted(shown)).tobytes(), **_blobs("spoken", found)}


def _rough(rows: Columns, world: World) -> dict[str, bytes]:
    """Return the settlements whose position is only known roughly."""
    row_of = {base: at for at, base in enumerate(rows.base_row.tolist()) if base in world.rough_km}
    found = sorted((at, world.rough_km[base]) for base, at in row_of.items())
    return {"rough_rows": array("I", [at for at, _ in found]).tobytes(), "rough_km": bytes(km for _, km in found)}


def _blobs(name: str, values: Sequence[object]) -> dict[str, bytes]:
    blobs = [_json(value) for value in values]
    starts = np.cumsum([0, *(len(blob) for blob in blobs)])
    return {name: b"".join(blobs), f"{name}_at": starts.astype("<u4").tobytes()}


def _cells(rows: Columns) -> dict[str, bytes]:
    positions = zip(rows.lat.tolist(), rows.lon.tolist(), strict=True)
    cells = np.array([cell(lat / DEGREE, lon / DEGREE) for lat, lon in positions], np.int64)
    order = np.argsort(cells, kind="stable")
    starts = np.searchsorted(cells[order], np.arange(180 * 360 + 1))
    famous = np.flatnonzero(rows.prominence >= TOP_PROMINENCE)
    top = famous[np.lexsort((famous, -rows.prominence[famous]))]
    return {
        "cells": starts.astype("<u4").tobytes(),
        "cell_rows": order.astype("<u4").tobytes(),
        "top": top.astype("<u4").tobytes(),
    }


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _file(header: dict[str, Any], sections: dict[str, bytes]) -> bytes:
    """Return the header followed by the body.

    Section offsets count from the start of the body, so that they do not depend on the length of the header.
    """
    places, at = {}, 0
    for name, content in sections.items():
        places[name] = (at, len(content))
        at = _aligned(at + len(content))
    head = _json({**header, "sections": places})
    body = b"".join(content.ljust(_aligned(len(content)), b"\0") for content in sections.values())
    return (START.pack(MAGIC, len(head)) + head).ljust(_aligned(START.size + len(head)), b"\0") + body


def _aligned(length: int) -> int:
    return -(-length // 8) * 8
