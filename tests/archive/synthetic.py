"""A synthetic archive of any size: its tables are written directly, without reading texts."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from storymap.archive.partitions import to_part
from storymap.archive.tables import SCHEMA, Rows, point
from storymap.gazetteer import open_gazetteer
from storymap.model import BoundingBox, Place

WORLD = BoundingBox(-180, -90, 180, 90)
SYLLABLES = (
    "ka",
    "lo",
    "min",
    "ter",
    "va",
    "su",
    "re",
    "pol",
    "an",
    "di",
    "cor",
    "ne",
    "ta",
    "sha",
    "bru",
    "mel",
    "or",
    "fi",
    "gan",
)


def write_archive(out: Path, articles: int, places: int, *, sentences: bool = True, partition: int = 500) -> Path:
    """Write an archive with about 12 mentions in each article. Return its folder."""
    chance = random.Random(7)
    gazetteer = open_gazetteer()
    known = [gazetteer.place(entry) for entry in gazetteer.largest(WORLD, frozenset({"city"}), places)]
    weights = [1 / (n + 3) for n in range(len(known))]
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 3, 4)))) for _ in range(20_000)]
    common = [1 / (n + 2) for n in range(len(vocabulary))]
    for number in range(0, articles, partition):
        rows = Rows([], [])
        for article in range(number, min(articles, number + partition)):
            rows.documents.append(document(f"d{article}", chance.randint(1990, 2019)))
            for at, place in enumerate(chance.choices(known, weights, k=chance.randint(6, 18))):
                words = chance.choices(vocabulary, common, k=chance.randint(10, 25))
                words[0] = words[0].capitalize()
                words.insert(chance.randint(1, 6), place.name)
                text = " ".join(words) + "." if sentences else None
                rows.mentions.append(mention(f"d{article}", 100 * at, place, text))
        write_partition(out, number // partition, rows)
    about = {"schema": SCHEMA, "options": {"sentences": sentences}, "complete": True}
    (out / "archive.json").write_text(json.dumps(about), encoding="utf-8")
    return out


def write_partition(out: Path, number: int, rows: Rows) -> None:
    """Write the files of a partition."""
    for table, content in zip(("documents", "mentions"), to_part(rows)[:2], strict=True):
        file = out / table / f"part-{number:05}.parquet"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def document(name: str, year: int | None, **values: object) -> dict[str, Any]:
    """Return the row of a document."""
    return {
        "document": name,
        "title": f"Report {name} of the harbour office",
        "published": f"{year}-05-01" if year else None,
        "year": year,
        "language": "en",
        "url": f"https://news.example/{year}/{name}",
        "file": "reports.jsonl",
        "characters": 2000,
        **values,
    }


def mention(name: str, start: int, place: Place, sentence: str | None, /, **values: object) -> dict[str, Any]:
    """Return the row of a mention. The text of the mention is the name of the place."""
    return {
        "document": name,
        "start": start,
        "end": start + len(place.name),
        "surface": place.name,
        "kind": "name",
        "suggestion": False,
        "place": place.id,
        "name": place.name,
        "feature_code": place.feature_code,
        "country": place.country_codes[0] if place.country_codes else None,
        "disputed": place.dispute is not None,
        "lat": place.position.lat,
        "lon": place.position.lon,
        "confidence": 0.9,
        "unsure": False,
        "reason": "gazetteer",
        "sentence": sentence,
        "geometry": point(place.position.lat, place.position.lon),
        **values,
    }
