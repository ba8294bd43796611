"""Measure the partition function of archives: processor time relative to `places()`, memory, and size of the output.

    python -m tests.bench.bench_archive FILE.jsonl [PARTITIONS]

Partitions of 100 documents are read in turn by `places()` and by `read_partition` in one process, so that other load on the machine
affects both. The program prints numbers; it has no pass/fail limits. `tests.bench.generated_articles` writes a file.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from time import process_time

import storymap
from storymap.archive.inputs import documents
from storymap.archive.partitions import Document, Options, read_partition
from storymap.archive.run import batched

DOCUMENTS = 100


def memory_mb() -> float:
    """Return the current memory of this process (MB).

    The peak memory would not be useful, because it includes the memory that loading the data takes.
    """
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def main(arguments: list[str]) -> None:
    """Print a row for each partition, and a last row for all of them."""
    storymap.places("Rain in Riga.")
    read_partition(next(documents_of(arguments[0], 1)), Options())
    sums = [0.0, 0.0, 0.0, 0.0]
    print(
        "| partition | places(), documents/s | partition, documents/s | ratio | memory, MB | output / input |\n|---|---|---|---|---|---|"
    )
    for number, part in enumerate(islice(documents_of(arguments[0], DOCUMENTS), int((arguments[1:] or ["5"])[0]))):
        seconds, content = [0.0, 0.0], None
        # the order alternates, because the second reading of a text finds names in caches
        for which in (0, 1) if number % 2 else (1, 0):
            began = process_time()
            if which:
                content = read_partition(part, Options())
            else:
                for document in part:
                    storymap.places(document.text)
            seconds[which] = process_time() - began
        assert content is not None
        row = (*seconds, len(content.documents + content.mentions), sum(d.size for d in part))
        sums = [total + value for total, value in zip(sums, row, strict=True)]
        plain, ours = len(part) / row[0], len(part) / row[1]
        print(
            f"| {number} | {plain:.1f} | {ours:.1f} | {ours / plain:.2f} | {memory_mb():.0f} | {row[2] / row[3]:.2f} |",
            flush=True,
        )
    print(f"| all | | | {sums[0] / sums[1]:.2f} | | {sums[2] / sums[3]:.2f} |")


def documents_of(file: str, size: int) -> Iterator[list[Document]]:
    """Yield the documents of a file in lists with at most `size` documents."""
    return batched(documents([file]), size)


if __name__ == "__main__":
    main(sys.argv[1:])
