"""Select the values in facts that affect areas, and record the values from which `footprints.zip` was built.

The record is `data/base/footprints.json`: "areas" maps the id of an entry to a hash of its values, and "disputes" maps
the id of a disputed area to the outline that was cut out of countries.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from storymap.forge.facts.reading import Fact
from storymap.gazetteer.codes import KIND_OF

RECORD = "base/footprints.json"
ISLAND = frozenset({"ISL", "REEF", "VLC"})  # feature codes of single islands
ISLANDS = frozenset({"ISLS", "ATOL"})  # feature codes of groups of islands
WATER = frozenset({"sea", "water"})  # for places of these kinds, the area is the water in the outline, not the land


def record(features: Sequence[Fact], disputes: Sequence[Fact]) -> dict[str, dict[str, Any]]:
    """Return the record of the given facts: the tables "areas" and "disputes".

    The keys of both tables are the ids of facts.
    """
    entries = [(fact["id"], _feature_values(fact)) for fact in features]
    entries += [(fact["id"], _dispute_values(fact)) for fact in disputes]
    return {
        "areas": {slug: _hash(values) for slug, values in entries if values is not None},
        "disputes": dict(cuts(disputes)),
    }


def cuts(disputes: Sequence[Fact]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (id, {"outline", "countries", "holder"}) for each disputed area that is cut out of countries.

    "countries" are the codes of the countries that hold or claim the area. "holder" is the code of the country to which
    Natural Earth assigns the area, or "".
    """
    for fact in disputes:
        parties = [code for key in ("administered_by", "claimed_by") for code in fact.get(key, ()) if len(code) == 2]
        if "outline" in fact:
            values = {"outline": fact["outline"], "countries": sorted({*parties}), "holder": (parties or [""])[0]}
            yield fact["id"], values


def write(found: Mapping[str, Mapping[str, Any]], path: Path) -> Path:
    """Write a record and return its path. Each entry is on its own line, so that diffs are readable."""
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = [f"{json.dumps(part)}: {{\n{_lines(entries)}\n}}" for part, entries in found.items()]
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8", newline="\n")
    return path


def read(path: Path) -> dict[str, dict[str, Any]]:
    """Return the record that a file contains. The result has the same form as the result of `record`."""
    found: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def differing(new: Mapping[str, Any], old: Mapping[str, Any]) -> set[str]:
    """Return the keys whose values differ, and the keys that are in only one of the two mappings."""
    return {key for key in {*new, *old} if new.get(key) != old.get(key)}


def _lines(entries: Mapping[str, Any]) -> str:
    return ",\n".join(
        f"{json.dumps(key)}: {json.dumps(value, separators=(',', ':'))}" for key, value in sorted(entries.items())
    )


def _feature_values(fact: Fact) -> list[Any] | None:
    """Return the values of an entry that affect its area, or None if it has no area."""
    if "outline" in fact:
        return [fact["outline"], KIND_OF[fact["code"]] in WATER]
    return _island_values(fact)


def _dispute_values(fact: Fact) -> list[Any] | None:
    if "outline" in fact:
        return [fact["outline"]]
    members = fact.get("members")
    return [_island_values(fact), fact.get("box"), members] if members else _island_values(fact)


def _island_values(fact: Fact) -> list[Any] | None:
    if fact["code"] not in ISLAND | ISLANDS:
        return None
    return [fact["code"] in ISLANDS, fact["position"], fact.get("box"), fact.get("countries")]


def _hash(values: list[Any]) -> str:
    return blake2b(json.dumps(values).encode(), digest_size=5).hexdigest()
