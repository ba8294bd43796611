"""Measure a change in `storymap edit`, from the request of the browser to the answer with the changed part of the state.

    python -m tests.bench.bench_edit [seed|book]

The articles are the seed article and a generated book of 100,000 words with 5,000 mentions. The program prints the
median and the range of the processor time in milliseconds, and the size of the answer. It has no pass/fail limits.
"""

from __future__ import annotations

import gc
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from storymap.edit.app import EditorApp
from storymap.edit.session import EditSession
from storymap.source import Source
from tests.bench.bench_build import SEED
from tests.bench.bench_page import book

RUNS = 12
ARTICLES: Mapping[str, Callable[[], str]] = {"seed": lambda: SEED.read_text(encoding="utf-8"), "book": book}
# Kind of change -> the change with number n. It is sent together with the offsets of a name and its passage.
CHANGES: Mapping[str, Callable[[int], dict[str, Any]]] = {
    "a note": lambda n: {"do": "look", "note": f"Number {n}."},
    "another position": lambda n: {"do": "own", "lat": 10 + n / 10, "lon": 20 + n / 7},
    "not a place": lambda n: {"do": "ignore"},
    "a title": lambda n: {"do": "scene", "title": f"Number {n}"},
}


def main() -> None:
    gc.set_threshold(100_000, 50, 50)  # as the commands do
    for name in sys.argv[1:] or ARTICLES:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "article.md"
            path.write_text(ARTICLES[name](), encoding="utf-8")
            measure(name, path)


def measure(name: str, path: Path) -> None:
    """Print the processor times of the changes of one article."""
    began = time.process_time()
    session = EditSession(Source(str(path)))
    gc.collect()
    gc.freeze()  # as the server does
    app = EditorApp(session, edits=True, on_change=lambda session: None)
    spans = [row["spans"][0] for row in app._state_payload()["decisions"]]
    print(f"{name}: the first page {1000 * (time.process_time() - began):.0f} ms")
    for kind, change in CHANGES.items():
        rows = [send(app, spans[n % len(spans)], change(n)) for n in range(RUNS)]
        times, sizes = zip(*rows, strict=True)
        print(
            f"  {kind:20} {statistics.median(times):6.0f} ms ({min(times):.0f}-{max(times):.0f}), {max(sizes):,} bytes"
        )


def send(app: EditorApp, span: Mapping[str, Any], change: Mapping[str, Any]) -> tuple[float, int]:
    """Make a change as the browser does, and return the processor time in milliseconds and the size of the answer in bytes."""
    session = app.session
    place = {"start": span["start"], "end": span["end"], "passage": span["passage"]}
    body = {**place, **change, "seen": session.places_digest}
    have, began = session.version, time.process_time()
    app._apply_change(body)
    if not session.refresh() or session.problem:
        raise SystemExit(f"{body}: {session.problem or 'the page was not updated'}")
    answer = json.dumps(app._state_payload(have))
    return 1000 * (time.process_time() - began), len(answer)


if __name__ == "__main__":
    main()
