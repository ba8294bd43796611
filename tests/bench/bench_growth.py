"""Measure how the time and memory of `places` and `build` grow with an article, for many shapes of articles.

    python -m tests.bench.bench_growth [places|build] [SHAPE ...] [--bytes N]

Each shape is run at N/4, N/2 and N bytes (100,000 by default), each time in a new process. Before the time is taken, the
process reads a small article of the same shape, so that imports and caches do not count. The exponent is the slope of
log(time) over log(size): 1 is linear, 2 is quadratic. Times are CPU seconds, so other work on the machine has little
influence. The memory is the peak of the whole process.
"""

from __future__ import annotations

import argparse
import math
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.growth_shapes import SHAPES

SMALL = 2_000  # bytes of the article that a process reads first
PATIENCE_S = 600
_CHILD = """
import gc, resource, sys, time
from pathlib import Path
import storymap
from storymap.pipeline import find_places
from storymap.source import Source
from tests.bench.growth_shapes import SHAPES

def run(folder):
    path = next(Path(folder).glob("article.*"))
    if command == "build":
        storymap.build(path=path, item=item, warn=lambda sentence: None).html()
    else:
        find_places(Source(path, item=item))

gc.set_threshold(100_000, 50, 50)  # as the command line does
command, item = sys.argv[1], SHAPES[sys.argv[2]].item
run(sys.argv[3])
began = time.process_time()
run(sys.argv[4])
print(time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def measure(command: str, shape: str, size: int) -> tuple[float, float]:
    """Return the CPU seconds and the peak memory in MB of one run."""
    with tempfile.TemporaryDirectory() as small, tempfile.TemporaryDirectory() as large:
        for folder, length in ((small, SMALL), (large, size)):
            SHAPES[shape].write(Path(folder), length)
        arguments = [sys.executable, "-c", _CHILD, command, shape, small, large]
        try:
            done = subprocess.run(arguments, capture_output=True, text=True, check=False, timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            return math.inf, math.inf
    if done.returncode:
        raise SystemExit(f"{command} of {shape!r} failed at {size} bytes:\n{done.stderr[-2000:]}")
    seconds, memory = done.stdout.split()
    return float(seconds), float(memory)


def exponent(sizes: list[int], seconds: list[float]) -> float:
    """Return the slope of log(seconds) over log(size) by least squares."""
    xs, ys = [math.log(size) for size in sizes], [math.log(max(s, 0.01)) for s in seconds]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure growth.")
    parser.add_argument("command", choices=("places", "build"), nargs="?", default="places")
    parser.add_argument("shapes", nargs="*")
    parser.add_argument("--bytes", type=int, default=100_000)
    arguments = parser.parse_args()
    sizes = [arguments.bytes // 4, arguments.bytes // 2, arguments.bytes]
    print(f"| shape | {' | '.join(f'{size:,} bytes, s' for size in sizes)} | exponent | peak, MB |")
    print("|---|" + "---|" * (len(sizes) + 2))
    for shape in arguments.shapes or SHAPES:
        rows = [measure(arguments.command, shape, size) for size in sizes]
        times = [seconds for seconds, _ in rows]
        row = " | ".join(f"{seconds:.2f}" for seconds in times)
        print(f"| {shape} | {row} | {exponent(sizes, times):.2f} | {max(m for _, m in rows):.0f} |", flush=True)


if __name__ == "__main__":
    main()
