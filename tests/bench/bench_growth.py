"""Measure how the time and memory of `places` and `build` grow with an article, for many shapes of articles.

    python -m tests.bench.bench_growth [places|build] [SHAPE ...] [--bytes N]

Each shape is run at N/4, N/2 and N bytes (100,000 by default), each time in a new process. First the time for a very
small article (the start-up time) is subtracted. The exponent is the slope of log(time) over log(size): 1 is linear, 2
is quadratic. Times are CPU seconds, so other work on the machine has little influence.
"""

from __future__ import annotations

import argparse
import math
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

SEED = 20
TOWNS = [
    "Vienna",
    "Graz",
    "Linz",
    "Oslo",
    "Bergen",
    "Chitose",
    "Sapporo",
    "Hakodate",
    "Tbilisi",
    "Batumi",
    "Atlanta",
    "Savannah",
    "Kyiv",
    "Lviv",
    "Odesa",
    "Lisbon",
    "Porto",
    "Braga",
    "Hella",
    "Reykjavik",
    "Akureyri",
    "Bristol",
    "Cardiff",
    "Swansea",
    "Lagos",
    "Ibadan",
    "Kano",
    "Quito",
    "Cuenca",
    "Lima",
    "Cusco",
    "Arequipa",
]
_CHILD = """
import resource, sys, time
from pathlib import Path
began = time.process_time()
import storymap
from storymap.pipeline import find_places
from storymap.source import Source
path = sys.argv[2]
result = storymap.build(path=Path(path), warn=lambda sentence: None).html() if sys.argv[1] == "build" else find_places(Source(path))
print(time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""

Line = Callable[[random.Random, int], str]


def _town(r: random.Random) -> str:
    return r.choice(TOWNS)


# Name of a shape -> the suffix of the file, the separator of the parts, and a function that makes part number i.
SHAPES: dict[str, tuple[str, str, Line]] = {
    "paragraphs": (".txt", "\n\n", lambda r, i: f"Trains leave {_town(r)} in the morning and come back from {_town(r)}."),
    "one paragraph": (".txt", " ", lambda r, i: f"Trains leave {_town(r)} in the morning and come back from {_town(r)}."),
    "short lines": (".txt", "\n", lambda r, i: f"{_town(r)} {i}"),
    "one town": (".txt", "\n\n", lambda r, i: "The road to Vienna was closed, and so was the bridge."),
    "no places": (".txt", "\n\n", lambda r, i: "The mill by the river stayed closed for the winter, as it had been before."),
    "unknown names": (".txt", "\n\n", lambda r, i: f"We walked to {_word(r)} and slept in {_word(r)}."),
    "persons": (".txt", "\n\n", lambda r, i: f"Mr {_word(r)} met Anna {_word(r)}, and {_word(r)} said nothing."),
    "descriptions": (".txt", " ", lambda r, i: "Japan and Russia speak of the disputed islands and of the strait."),
    "distances": (".txt", "\n\n", lambda r, i: f"{_town(r)} is {i % 900} km north of {_town(r)}."),
    "capitals": (".txt", "\n\n", lambda r, i: f"TRAINS LEAVE {_town(r).upper()} IN THE MORNING."),
    "lower case": (".txt", "\n\n", lambda r, i: f"the trains leave {_town(r).lower()} in the morning, she said."),
    "lists of places": (".txt", "\n\n", lambda r, i: ", ".join(_town(r) for _ in range(12)) + " and Oslo."),
    "headings": (".md", "\n\n", lambda r, i: f"## {_town(r)} {i}"),
    "list items": (".md", "\n", lambda r, i: f"- {_town(r)}, day {i}"),
    "nested lists": (".md", "\n", lambda r, i: "  " * (i % 5) + f"- {_town(r)}, day {i}"),
    "tables": (".md", "\n", lambda r, i: f"| {_town(r)} | {i} | late harvest |" + ("\n|---|---|---|" if i == 0 else "")),
    "links": (".md", "\n\n", lambda r, i: f"See [{_town(r)}](https://example.org/{i}) and *the mill* at **{_town(r)}**."),
    "footnotes": (".md", "\n\n", lambda r, i: f"From {_town(r)}.[^{i}]\n\n[^{i}]: Then to {_town(r)}."),
    "quotes": (".md", "\n\n", lambda r, i: f"> {_town(r)} was quiet, she wrote.\n"),
    "missing images": (".md", "\n\n", lambda r, i: f"![{_town(r)}](images/{i}.jpg)\n\nWe left {_town(r)}."),
    "HTML paragraphs": (".html", "\n", lambda r, i: f"<p>From <b>{_town(r)}</b> to <a href='/{i}'>{_town(r)}</a>.</p>"),
    "HTML spans": (".html", " ", lambda r, i: f"<span><i>{_town(r)}</i></span>"),
    "HTML tables": (".html", "\n", lambda r, i: f"<table><tr><td>{_town(r)}</td><td>{i}</td></tr></table>"),
    "Japanese": (".txt", "。\n\n", lambda r, i: "札幌から稚内まで列車で行き、函館に戻った"),
}  # fmt: skip


def _word(r: random.Random) -> str:
    return "".join(r.choice(("ba", "ke", "lo", "mi", "ru", "sta", "ven")) for _ in range(3)).capitalize()


def article(shape: str, size: int) -> str:
    """Return an article of this shape with about `size` bytes."""
    return "".join(_parts(shape, size))


def _parts(shape: str, size: int) -> Iterator[str]:
    _, separator, line = SHAPES[shape]
    r, written, i = random.Random(SEED), 0, 0
    while written < size:
        part = line(r, i) + separator
        written += len(part.encode())
        i += 1
        yield part


def measure(command: str, shape: str, size: int, folder: Path) -> tuple[float, float]:
    """Return the CPU seconds and the peak memory in MB of one run."""
    path = folder / f"article{SHAPES[shape][0]}"
    path.write_text(article(shape, size), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, command, str(path)], capture_output=True, text=True, check=False, cwd=folder
    )
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
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for shape in arguments.shapes or SHAPES:
            start = measure(arguments.command, shape, 200, folder)[0]
            rows = [measure(arguments.command, shape, size, folder) for size in sizes]
            times = [seconds - start for seconds, _ in rows]
            row = " | ".join(f"{seconds:.2f}" for seconds in times)
            print(f"| {shape} | {row} | {exponent(sizes, times):.2f} | {max(m for _, m in rows):.0f} |", flush=True)


if __name__ == "__main__":
    main()
