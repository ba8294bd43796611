"""Measure the time from a change of places.yaml to the updated page in `storymap edit`, with the seed article.

Prints numbers; has no pass/fail limits.

python -m tests.bench.bench_edit
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from pathlib import Path

from storymap.edit.session import EditSession
from storymap.source import Source
from tests.bench.bench_build import SEED

CHANGES = {
    "another Chitose": "places:\n  Chitose: {{id: geonames:2130404}}\n  Tokyo: {{note: Number {n}.}}\n",
    "a pin is moved": "places:\n  Chitose: {{lat: 42.{n:03}, lon: 141.6}}\n",
    "a camera": "scenes:\n  p6: {{camera: {{box: [139, 41, 146, 45.{n:03}], zoom: 7}}}}\n",
    "a note": "places:\n  Chitose: {{note: Number {n}.}}\n",
    "not a place": "places:\n  Milan: {{ignore: true}}\n  Tokyo: {{note: Number {n}.}}\n",
}
RUNS = 15


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        article = Path(shutil.copy(SEED, folder))
        places = article.with_name("places.yaml")
        began = time.perf_counter()
        session = EditSession(Source(str(article)))
        print(f"{'the first page':20} {1000 * (time.perf_counter() - began):6.0f} ms")
        for name, text in CHANGES.items():
            walls = []
            for n in range(RUNS):
                places.write_text("version: 1\n" + text.format(n=n + 1), encoding="utf-8")
                began = time.perf_counter()
                if not session.refresh() or session.problem:
                    raise SystemExit(f"{name}: {session.problem or 'the page was not updated'}")
                walls.append(1000 * (time.perf_counter() - began))
            print(f"{name:20} {statistics.median(walls):6.0f} ms ({min(walls):.0f}-{max(walls):.0f})")


if __name__ == "__main__":
    main()
