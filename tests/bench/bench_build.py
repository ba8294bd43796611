"""Measure commands on the seed article, each in a new process: wall time, peak memory, size of the page.

The program prints numbers; it has no pass/fail limits.

python -m tests.bench.bench_build
"""

from __future__ import annotations

import gzip
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SEED = Path(__file__).parents[2] / "seeds" / "000_b6515417aea22efc.txt"
RUNS = 5


def measured(command: list[str]) -> tuple[float, float]:
    """Run a command in a new process and return its wall time (s) and peak memory (MB)."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command} failed with {status}")
    return time.perf_counter() - began, usage.ru_maxrss / 1024


def row(name: str, command: list[str]) -> None:
    measured(command)  # this run is not counted, because it fills the file cache of the system
    runs = [measured(command) for _ in range(RUNS)]
    walls, peaks = [r[0] for r in runs], [r[1] for r in runs]
    print(f"{name:28} {statistics.median(walls):6.2f} s ({min(walls):.2f}-{max(walls):.2f})  {max(peaks):6.0f} MB")


def main() -> None:
    storymap = [sys.executable, "-m", "storymap"]
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "story.html"
        print(f"{'command':28} wall, median of {RUNS}      peak")
        row("storymap --help", [*storymap, "--help"])
        row("storymap places SEED", [*storymap, "places", str(SEED)])
        row("storymap build SEED", [*storymap, "build", str(SEED), "-o", str(page)])
        raw = page.read_bytes()
        print(f"page: {len(raw) / 1000:.0f} KB, {len(gzip.compress(raw, 9, mtime=0)) / 1000:.0f} KB gzipped")


if __name__ == "__main__":
    main()
