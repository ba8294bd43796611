"""Read the tables of an archive and group the mentions by place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from storymap.archive.provenance import read_provenance
from storymap.archive.tables import library
from storymap.errors import OutputError
from storymap.urls import is_web_url

BEFORE, AFTER = 200, 240  # maximum number of code points before and after the mention in a passage
_COLUMNS = ["document", "surface", "place", "name", "feature_code", "country", "disputed", "lat", "lon", "confidence"]


class Document(NamedTuple):
    """An article. `url` is a web address, or empty. `year` is 0 if the year is unknown."""

    name: str  # title; without a title, the file name or the id
    url: str
    published: str
    year: int


class Passage(NamedTuple):
    """A mention (`words`) with the text before and after it. `document` is an index into `Atlas.documents`."""

    document: int
    before: str
    words: str
    after: str


class Run(NamedTuple):
    """How many passages and how many articles of one year mention a place. `year` is 0 if the year is unknown."""

    year: int
    passages: int
    articles: int


@dataclass(slots=True)
class AtlasPlace:
    """A place with all its mentions. The newest passages come first, and passages without a year come last."""

    id: str
    name: str
    lat: float
    lon: float
    country: str
    feature_code: str
    disputed: bool
    mentions: int = 0
    confidence: float = 0.0  # the highest confidence of its mentions
    names: Counter[str] = field(default_factory=Counter)  # the name as written in the articles -> number of mentions
    passages: list[Passage] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)

    @property
    def articles(self) -> int:
        """The number of articles that name the place."""
        return sum(run.articles for run in self.runs)

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year in which an article names the place."""
        known = [run.year for run in self.runs if run.year]
        return (min(known), max(known)) if known else None


@dataclass(frozen=True, slots=True)
class Atlas:
    """The places of an archive. The places that most articles name come first.

    `sentences` says whether the archive contains the sentence of each mention.
    """

    documents: list[Document]
    places: list[AtlasPlace]
    sentences: bool
    complete: bool


def read_archive(archive: Path) -> Atlas:
    """Return the places of an archive. Raise OutputError if the folder is not a readable archive."""
    about = read_provenance(archive)
    sentences = bool(about.get("options", {}).get("sentences"))
    documents: list[Document] = []
    places: dict[str, AtlasPlace] = {}
    seen: dict[str, dict[tuple[int, str], Passage]] = {}
    for articles, mentions in _partitions(archive, [*_COLUMNS, *(["sentence"] if sentences else [])]):
        numbers: dict[str, int] = {}
        for row in articles:
            numbers[row["document"]] = len(documents)
            documents.append(_document(row))
        for row in mentions:
            if row["place"] is None or row["lat"] is None:
                continue
            place = places.get(row["place"]) or places.setdefault(row["place"], _place(row))
            place.mentions += 1
            place.confidence = max(place.confidence, round(float(row["confidence"]), 4))
            surface = " ".join(row["surface"].split())
            place.names[surface] += 1
            number, sentence = numbers[row["document"]], row.get("sentence") or surface
            passages = seen.setdefault(place.id, {})
            if (number, sentence) not in passages:
                passages[number, sentence] = _passage(number, sentence, surface)
    for place in places.values():
        _order(place, seen.pop(place.id), documents)
    ordered = sorted(places.values(), key=lambda p: (-p.articles, -p.mentions, p.name, p.id))
    return Atlas(documents, ordered, sentences, bool(about.get("complete")))


def _partitions(archive: Path, columns: list[str]) -> Iterator[tuple[list[dict[str, Any]], list[dict[str, Any]]]]:
    """Yield the document rows and the mention rows of each partition."""
    library()
    from pyarrow import ArrowException, parquet

    wanted = ["document", "title", "published", "year", "url", "file", "error"]
    for file in sorted((archive / "documents").glob("part-*.parquet")):
        try:
            articles = parquet.read_table(file, columns=wanted).to_pylist()
            mentions = parquet.read_table(archive / "mentions" / file.name, columns=columns).to_pylist()
        except (OSError, ArrowException) as error:
            raise OutputError(
                f"{file.name} of {archive} cannot be read: {error}. Run `storymap archive run` again."
            ) from error
        yield [row for row in articles if row["error"] is None], mentions


def _document(row: dict[str, Any]) -> Document:
    url = row["url"] or ""
    name = " ".join((row["title"] or "").split()) or PurePosixPath(row["file"] or "").name or row["document"]
    return Document(name, url if is_web_url(url) else "", row["published"] or "", row["year"] or 0)


def _place(row: dict[str, Any]) -> AtlasPlace:
    return AtlasPlace(
        row["place"],
        row["name"],
        row["lat"],
        row["lon"],
        row["country"] or "",
        row["feature_code"] or "",
        bool(row["disputed"]),
    )


def _passage(document: int, sentence: str, surface: str) -> Passage:
    before, words, after = sentence.partition(surface)
    if not words:  # the sentence splitter divided the name, so the sentence does not contain it
        before, words, after = "", surface, ""
    if len(before) > BEFORE:
        before = "…" + (before[-BEFORE:].partition(" ")[2] or before[-BEFORE:])
    if len(after) > AFTER:
        after = (after[:AFTER].rpartition(" ")[0] or after[:AFTER]) + "…"
    return Passage(document, before, words, after)


def _order(place: AtlasPlace, passages: dict[tuple[int, str], Passage], documents: list[Document]) -> None:
    """Sort the passages of a place from new to old, and count them by year."""
    ordered = sorted(passages.values(), key=lambda p: p.document)
    ordered.sort(key=lambda p: (documents[p.document].year, documents[p.document].published), reverse=True)
    place.passages = ordered
    for year, group in groupby(ordered, key=lambda p: documents[p.document].year):
        those = [p.document for p in group]
        place.runs.append(Run(year, len(those), len(set(those))))
