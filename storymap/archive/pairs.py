"""Find the names in an archive that a person should review: frequent names with an uncertain place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storymap.archive.provenance import read_provenance
from storymap.archive.tables import library
from storymap.decisions import OPEN, plain
from storymap.errors import OutputError
from storymap.model import MentionKind

SENTENCES = 3  # maximum number of example sentences of a pair; each is from another document
_KINDS = frozenset({MentionKind.NAME.value, MentionKind.METONYM.value})


@dataclass(slots=True)
class Pair:
    """All mentions with the same words and the same place.

    `place` is the id of the place, or "" if the mentions are unresolved.
    """

    surface: str
    place: str
    mentions: int = 0
    doubt: float = 0.0  # the sum of (1 - confidence) over the mentions
    sentences: dict[str, str] = field(default_factory=dict)  # document -> sentence

    @property
    def confidence(self) -> float:
        """The mean confidence."""
        return 1 - self.doubt / self.mentions


def least_sure(archive: Path) -> list[Pair]:
    """Return the pairs of an archive, starting with the largest `doubt`.

    Demonyms, descriptions, suggestions, and names that a places file decides are left out. Raise OutputError if the
    folder is not an archive, or if the archive was made without sentences.
    """
    if not read_provenance(archive).get("options", {}).get("sentences"):
        raise OutputError(f"{archive} has no sentences to show. Run `storymap archive run` with --sentences --restart.")
    pairs: dict[tuple[str, str], Pair] = {}
    for row in _rows(archive):
        surface, place = plain(row["surface"]), row["place"] or ""
        pair = pairs.setdefault((surface, place), Pair(surface, place))
        pair.mentions += 1
        pair.doubt += 1 - (float(row["confidence"]) if place else 0.0)
        if len(pair.sentences) < SENTENCES and surface in (row["sentence"] or ""):
            pair.sentences.setdefault(row["document"], row["sentence"])
    unsure = [pair for pair in pairs.values() if pair.sentences and pair.doubt > 0]
    return sorted(unsure, key=lambda pair: (-round(pair.doubt, 6), pair.surface, pair.place))


def _rows(archive: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of names with a place or with an open decision, one partition after the other. Suggestions and
    overrides are left out."""
    library()
    from pyarrow import parquet

    columns = ["document", "surface", "kind", "suggestion", "place", "confidence", "reason", "sentence"]
    for file in sorted((archive / "mentions").glob("part-*.parquet")):
        for row in parquet.read_table(file, columns=columns).to_pylist():
            if row["suggestion"] or row["kind"] not in _KINDS or row["reason"] == "override":
                continue
            if row["place"] is not None or row["reason"] in OPEN:
                yield row
