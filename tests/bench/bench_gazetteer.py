"""Measure the gazetteer: time to open, lookups per second on one core, peak memory, size of the file.

The program prints numbers; it has no pass/fail limits.

python -m tests.bench.bench_gazetteer
"""

from __future__ import annotations

import random
import resource
from collections.abc import Callable
from time import perf_counter, process_time

from storymap.gazetteer import EmbeddedGazetteer, fold
from storymap.model import BoundingBox
from storymap.resources import data

_NAMES = 20_000
_RUNS = 7


def main() -> None:
    began = perf_counter()
    gazetteer = EmbeddedGazetteer(data("places.bin"))
    opened = perf_counter() - began
    gazetteer.find("Hokkaido")
    first = perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    names = _sample(gazetteer)
    entries = sum(len(gazetteer.find(name)) for name in names)
    size = data("places.bin").stat().st_size
    print(
        f"{size / 1e6:.2f} MB; opened in {opened * 1000:.2f} ms, first lookup after {first * 1000:.2f} ms, {peak:.0f} MB"
    )
    for what, look_up in (("fold", fold), ("best", gazetteer.best), ("find", gazetteer.find)):
        print(f"{what} {_rate(look_up, names):>12,.0f} /s, {len(names):,} different names")
        print(f"{what} {_rate(look_up, names[:500] * 20):>12,.0f} /s, 500 names that are repeated as in a text")
    print(f"find {_rate(gazetteer.find, ['Xyzzy' + name for name in names]):>12,.0f} /s, unknown names")
    print(f"{entries / len(names):.1f} places per name on average")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB, including pages of the mapped file")


def _sample(gazetteer: EmbeddedGazetteer) -> list[str]:
    """Return the main names of the most prominent settlements, shuffled so that caches do not help."""
    world = BoundingBox(-180, -90, 180, 90)
    entries = gazetteer.largest(world, frozenset({"city"}), _NAMES)
    names = [gazetteer.place(entry).name for entry in entries]
    random.Random(1).shuffle(names)
    return names


def _rate(look_up: Callable[[str], object], names: list[str]) -> float:
    """Return lookups per second of processor time in the fastest of several rounds."""
    times = []
    for _ in range(_RUNS):
        began = process_time()
        for name in names:
            look_up(name)
        times.append(process_time() - began)
    return len(names) / min(times)


if __name__ == "__main__":
    main()
