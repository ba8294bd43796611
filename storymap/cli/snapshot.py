"""Save and load a snapshot: what the names of an article refer to.

`storymap publish` saves snapshots, and `storymap diff` compares them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storymap.files import write_atomically
from storymap.json_limits import parse_json
from storymap.model import Article, Place, Position, Rejected, Resolution

FOLDER = ".storymap/published"  # path of the snapshot in the folder of the pages
SCHEMA = "storymap-published/1"


@dataclass(frozen=True, slots=True)
class Meaning:
    """The places that some words of an article refer to.

    `places` maps the id of each place to its number of mentions; the id None stands for words that are not a place.
    `reason` is the reason for the resolution of the first mention.
    """

    places: Counter[str | None]
    reason: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The places of one version of an article, and what the words of this version refer to."""

    places: Mapping[str, Place]  # place id -> the place
    meanings: Mapping[str, Meaning]  # words -> what they refer to; words that places.yaml ignores refer to None
    words: Mapping[str, Sequence[str]]  # place id -> the words that refer to the place

    @classmethod
    def of(cls, article: Article, resolutions: Sequence[Resolution], rejected: Iterable[Rejected]) -> Snapshot:
        """Return the snapshot of an article."""
        from storymap.decisions import decisions, plain
        from storymap.pipeline import english_phrases

        phrases = english_phrases()
        meanings: dict[str, Meaning] = {}
        for decision in decisions(article, resolutions):
            meaning = meanings.setdefault(decision.surface, Meaning(Counter(), phrases.reason(decision.reason)))
            meaning.places[decision.place.id if decision.place else None] += len(decision.resolutions)
        for r in rejected:
            if r.reason.code == "override":
                meanings.setdefault(plain(r.surface), Meaning(Counter(), phrases.reason(r.reason))).places[None] += 1
        words: dict[str, dict[str, None]] = {}
        for one in resolutions:
            if one.place is not None:
                words.setdefault(one.place.id, {})[" ".join(one.mention.surface.split())] = None
        places = {one.place.id: one.place for one in resolutions if one.place}
        return cls(places, meanings, {place_id: list(found) for place_id, found in words.items()})

    def save(self, path: Path) -> None:
        """Write the snapshot. Raise OutputError if the file cannot be written."""
        from storymap.pipeline import english_phrases

        phrases = english_phrases()
        document = {
            "schema": SCHEMA,
            "places": {i: [phrases.full_name(p), *p.position] for i, p in self.places.items()},
            "meanings": {w: [[[i, n] for i, n in m.places.items()], m.reason] for w, m in self.meanings.items()},
            "words": {i: list(words) for i, words in self.words.items()},
        }
        write_atomically(path, json.dumps(document, ensure_ascii=False, indent=1))

    @classmethod
    def load(cls, path: Path) -> Snapshot | None:
        """Return the snapshot that a file contains, or None if the file does not contain a snapshot."""
        try:
            document: Any = parse_json(path.read_text(encoding="utf-8"))
            if document["schema"] != SCHEMA:
                return None
            places = {i: Place(i, str(name), Position(lat, lon)) for i, (name, lat, lon) in document["places"].items()}
            meanings = {
                w: Meaning(Counter(dict(map(tuple, rows))), reason)
                for w, (rows, reason) in document["meanings"].items()
            }
            return cls(places, meanings, document["words"])
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None


def snapshot_path(folder: Path, page: str) -> Path:
    """Return the file in which the snapshot of a published page is saved."""
    return folder / FOLDER / f"{page}.json"
