"""Measure the tagger: words per second on one core in the first and in later runs, time to open, size of its files.

The program prints numbers; it has no pass/fail limits.

python -m tests.bench.bench_tagger [FOLDER_OF_TEXTS]
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import process_time

from storymap.gazetteer import open_gazetteer
from storymap.recognize.tagger import Tagger
from storymap.resources import data

TEXTS = Path(__file__).parents[1] / "quality" / "texts"
RUNS = 5


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else TEXTS
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.txt"))]
    words = sum(len(text.split()) for text in texts)
    gazetteer = open_gazetteer()
    gazetteer.best("Paris")
    began = process_time()
    tagger = Tagger.open(gazetteer)
    opened = process_time() - began
    times = []
    for _ in range(RUNS):
        began = process_time()
        for text in texts:
            tagger.spans(text)
        times.append(process_time() - began)
    size = sum(data(name).stat().st_size for name in ("tagger.npz", "words.npz"))
    print(f"{len(texts)} texts, {words} words; files of {size / 1e6:.2f} MB, opened in {opened * 1000:.0f} ms")
    print(f"first run {words / times[0]:,.0f} words/s; later runs {words / min(times[1:]):,.0f} words/s")


if __name__ == "__main__":
    main()
