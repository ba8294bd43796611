"""Measure the time and the size of each export, for the seed article and for a long article with 800 places.

The program prints numbers; it has no pass/fail limits.

python -m tests.bench.bench_export
"""

from __future__ import annotations

import statistics
import time

from storymap.export import exporter, names
from storymap.export.areas import cut
from tests.export.stories import STORIES, looked_up

RUNS = 5


def measured(form: str, story: str) -> tuple[float, int]:
    """Return the median time (ms) and the size (bytes) of an export, without the time for building the story."""
    told, found, times, size = STORIES[story](), looked_up(story), [], 0
    for _ in range(RUNS):
        cut.cache_clear()
        began = time.perf_counter()
        size = len(exporter(form).write(told, found))
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times), size


def main() -> None:
    print(f"{'format':14}{'seed':>10}{'':>12}{'800 places':>14}")
    for form in names():
        cells = []
        for story in ("seed", "crowd"):
            # this loads the libraries, so that the measured runs do not
            exporter(form).write(STORIES["empty"](), looked_up("empty"))
            ms, size = measured(form, story)
            cells.append(f"{ms:7.0f} ms {size / 1000:7.0f} KB")
        print(f"{form:14}" + "  ".join(cells))


if __name__ == "__main__":
    main()
