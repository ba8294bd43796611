"""Measure how well places are found and resolved: `python -m tests.quality.measure [FOLDER] [--failures]`.

The texts in this repository are always measured. FOLDER contains public corpora, which may be used for measuring but
may not be copied here: `evaluate.py` (computes scores), `corpora.py` (reads corpora) and `corpora/NAME.jsonl`. The
tables are printed as Markdown for README.md.
"""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import storymap
from storymap.model import Home, Position
from tests.quality import gate, report
from tests.quality.annotated import NAMED, TEXTS, read_folder
from tests.quality.figures import figures

# (corpus, whether the resolver is told the place of publication)
RUNS = (("lgl", False), ("lgl", True), ("gwn", False), ("tudloc", False), ("wiktor", False), ("seed", False))
_HEAD = "| corpus | documents | tagging F1, exact | overlap | resolved correctly (161 km) | size-aware | end-to-end F1 "
_HEAD += "| size-aware | documents/s |\n|---|---|---|---|---|---|---|---|---|"


# Takes a text and its place of publication. Returns mentions as in places.schema.json.
Find = Callable[[str, Home | None], list[dict[str, Any]]]


def ours(text: str, home: Home | None) -> list[dict[str, Any]]:
    """Return the mentions that storymap finds."""
    mentions: list[dict[str, Any]] = storymap.places(text, home=home).to_dict()["mentions"]
    return mentions


def main(arguments: list[str]) -> int:
    folders = [Path(a) for a in arguments if not a.startswith("-")]
    print(own("gate", failures="--failures" in arguments))
    print(f"\n{languages()}")
    print(f"\n{languages('regions')}")
    if not folders:
        print("\nNo folder of public corpora was given: only the texts in this repository were measured.")
        return 0
    folder = folders[0]
    if not (folder / "evaluate.py").is_file() or not (folder / "corpora.py").is_file():
        print(f"\n{folder} does not contain evaluate.py and corpora.py: the public corpora were not measured.")
        return 1
    print(f"\n{_HEAD}")
    for row in rows(folder):
        print(row, flush=True)
    return 0


def own(name: str, *, failures: bool = False) -> str:
    """Return the tables for a folder in `texts`; with `failures`, also all failures."""
    outcomes = gate.run(read_folder(TEXTS / name))
    measured = figures(outcomes)
    low, high = gate.floors()
    if failures:
        return report.whole(outcomes, measured, low | high)
    return f"{report.figure_table(measured, low | high)}\n\n{report.kind_table(outcomes)}"


def languages(folder: str = "languages") -> str:
    """Return a table with a row for each language other than English. `folder`: a folder in `texts`."""
    table = ["| language | names | tagging F1 | resolved correctly | end-to-end F1 |", "|---|---|---|---|---|"]
    for language, outcomes in gate.languages(folder).items():
        found, names = figures(outcomes), sum(o.expected is not None and o.expected.kind in NAMED for o in outcomes)
        scores = (found[key] for key in ("tagging_f1", "resolved_right", "end_to_end_f1"))
        table.append(f"| {language} | {names} | " + " | ".join(f"{score:.3f}" for score in scores) + " |")
    return "\n".join(table)


def rows(folder: Path, runs: Sequence[tuple[str, bool]] = RUNS, find: Find = ours) -> Iterator[str]:
    """Yield a row of the table for each corpus, with the scores of a finder, or "absent" if there is no file."""
    sys.path.insert(0, str(folder))
    evaluate, corpora = importlib.import_module("evaluate"), importlib.import_module("corpora")
    for name, at_home in runs:
        if (folder / "corpora" / f"{name}.jsonl").is_file():
            documents = list(corpora.load(name))
            homes = corpora.homes(name) if at_home else {}
            predicted, seconds = _predict(documents, homes, find)
            label = f"{name} + home" if at_home else name
            yield _row(label, evaluate.evaluate(name, predicted), len(documents), len(documents) / seconds)
        else:
            yield f"| {name} | absent |"


def _predict(documents: list[Any], homes: dict[str, Any], find: Find) -> tuple[dict[str, Any], float]:
    began = time.perf_counter()
    predicted = {}
    for number, text, _ in documents:
        home = Home(position=Position(homes[number]["lat"], homes[number]["lon"])) if number in homes else None
        kept = [_mention(m) for m in find(text, home) if m["kind"] not in ("demonym", "description")]
        predicted[number] = {"doc_id": number, "mentions": kept}
    return predicted, time.perf_counter() - began


def _mention(mention: dict[str, Any]) -> dict[str, Any]:
    place = mention["place"] or {}
    source, _, number = str(place.get("id", "")).partition(":")
    known = int(number) if source == "geonames" and number.isdigit() else None
    span = {"start": mention["start"], "end": mention["end"], "text": mention["surface"]}
    return span | {"lat": place.get("lat"), "lon": place.get("lon"), "geonames_id": known}


def _row(label: str, result: dict[str, Any], documents: int, speed: float) -> str:
    scores = [result[part]["f1"] for part in ("exact", "overlap")]
    scores += [result["resolution"].get(part, 0.0) for part in ("acc161", "size161")]
    scores += [result[part]["f1"] for part in ("end_to_end", "end_to_end_size")]
    return f"| {label} | {documents} | " + " | ".join(f"{score:.3f}" for score in scores) + f" | {speed:.0f} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
