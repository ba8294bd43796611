"""Count results that differ between four threads and one thread. The expected number is 0.

The program has no pass/fail limits.

    python -m tests.bench.bench_threads [TEXTS.jsonl] [NUMBER_OF_TEXTS]

Each run is a new process, and the threads start before anything is cached, because filled caches would hide a race
condition. The file is JSON Lines with the key "text"; without a file, the texts in tests/quality are used. The pages of
the first twelve texts are compared too.
"""

from __future__ import annotations

import hashlib
import json
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

import storymap

TEXTS = Path(__file__).parents[1] / "quality" / "texts"
RUNS, THREADS, NUMBER, PAGES = 3, 4, 150, 12


def main() -> None:
    number = int(sys.argv[2]) if len(sys.argv) > 2 else NUMBER
    texts = read_texts(Path(sys.argv[1]) if len(sys.argv) > 1 else None, number)
    expected, expected_pages = _in_new_process(texts, 1)
    differ, pages_differ = 0, 0
    for _ in range(RUNS):
        found, pages = _in_new_process(texts, THREADS)
        differ += sum(a != b for a, b in zip(found, expected, strict=True))
        pages_differ += sum(a != b for a, b in zip(pages, expected_pages, strict=True))
    print(f"{RUNS} runs, {THREADS} threads: {differ} of {RUNS * len(texts)} results differ", end=", ")
    print(f"{pages_differ} of {RUNS * len(expected_pages)} pages differ")


def read_texts(path: Path | None, number: int) -> list[str]:
    """Return the first `number` texts of a JSON Lines file, or of tests/quality if `path` is None."""
    if path is None:
        return [file.read_text(encoding="utf-8") for file in sorted(TEXTS.rglob("*.txt"))[:number]]
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in islice(lines, number)]


def _in_new_process(texts: list[str], threads: int) -> tuple[list[str], list[str]]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(answers, texts, threads).result()


def answers(texts: list[str], threads: int) -> tuple[list[str], list[str]]:
    """Return the places document of each text, and a hash of the page for each of the first texts.

    If a text causes an exception, the exception is its result.
    """
    sys.setswitchinterval(1e-6)
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(_answer, texts)), list(pool.map(_page, texts[:PAGES]))


def _answer(text: str) -> str:
    try:
        return json.dumps(storymap.places(text).to_dict())
    except Exception as error:
        return repr(error)


def _page(text: str) -> str:
    try:
        return hashlib.sha256(storymap.build(f"{text}\n").html().encode()).hexdigest()
    except Exception as error:
        return repr(error)


if __name__ == "__main__":
    main()
