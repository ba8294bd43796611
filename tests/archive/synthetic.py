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
SYLLABLES = "ka lo min ter va su re pol an di cor ne ta sha bru mel or fi gan tu".split()


def write_archive(out: Path, articles: int, places: int, *, sentences: bool = True, partition: int = 500) -> Path:
    """Write an archive with about 12 mentions in each article. Return its folder."""
    chance = random.Random(7)
    gazetteer = open_gazetteer()
    entries = gazetteer.largest(WORLD, frozenset({"city"}), places)
    known = [gazetteer.place(entry) for entry in entries]
    weights = [1 / (n + 3) for n in range(len(known))]
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 3, 4)))) for _ in range(20_000)]
    common = [1 / (n + 2) for n in range(len(vocabulary))]
    for number in range(0, articles, partition):
        rows = Rows([], [])
        for article in range(number, min(articles, number + partition)):
            chosen = chance.choices(known, weights, k=chance.randint(6, 18))
            words = iter(chance.choices(vocabulary, common, k=25 * len(chosen)))
            rows.documents.append(_document(article, chance.randint(1990, 2019)))
            for at, place in enumerate(chosen):
                text = [next(words) for _ in range(chance.randint(10, 25))]
                text[0] = text[0].capitalize()
                text.insert(chance.randint(1, 6), place.name)
                sentence = " ".join(text) + "."
                rows.mentions.append(_mention(f"d{article}", at, place, sentence if sentences else None))
        documents, mentions = to_part(rows)[:2]
        for table, content in (("documents", documents), ("mentions", mentions)):
            file = out / table / f"part-{number // partition:05}.parquet"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    about = {"schema": SCHEMA, "options": {"sentences": sentences}, "complete": True}
    (out / "archive.json").write_text(json.dumps(about), encoding="utf-8")
    return out


def _document(number: int, year: int) -> dict[str, Any]:
    return {
        "document": f"d{number}",
        "title": f"Report {number} of the harbour office",
        "published": f"{year}-{number % 12 + 1:02}-{number % 28 + 1:02}",
        "year": year,
        "language": "en",
        "url": f"https://news.example/{year}/report-{number}",
        "file": "reports.jsonl",
        "characters": 2000,
    }


def _mention(document: str, start: int, place: Place, sentence: str | None) -> dict[str, Any]:
    return {
        "document": document,
        "start": 100 * start,
        "end": 100 * start + len(place.name),
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
    }
