"""Fuzz targets with many inputs: `python -m tests.fuzz TARGET… [-n 20000] [--seed 1] [--atheris]`.

Without --atheris, inputs are derived from the seeds, and from inputs that reached new lines of the package. The program
prints the number of executions, the number of lines that were reached after each fifth of the executions, and each kind
of finding with its first input (as Python bytes).
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import traceback
import types
import warnings
from pathlib import Path
from typing import Any

import storymap
from tests.fuzz.mutations import random_input
from tests.fuzz.targets import TARGETS, run

ROOT = str(Path(storymap.__file__).parent)


class Coverage:
    """A record of the lines of the package that were executed."""

    def __init__(self) -> None:
        self.lines: set[tuple[types.CodeType, int]] = set()

    def trace(self, frame: types.FrameType, event: str, argument: Any) -> Any:
        return self._local if frame.f_code.co_filename.startswith(ROOT) else None

    def _local(self, frame: types.FrameType, event: str, argument: Any) -> Any:
        if event == "line":
            self.lines.add((frame.f_code, frame.f_lineno))
        return self._local


def kind_of(error: BaseException) -> str:
    """Return the type of an error, and the last line in its traceback that is code of the package."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(ROOT)]
    at = f"{Path(frames[-1].filename).relative_to(ROOT)}:{frames[-1].lineno}" if frames else "outside of the package"
    return f"{type(error).__name__} at {at}"


def fuzz(name: str, number: int, seed: int, trace_every: int) -> int:
    """Run a target `number` times, fewer if it is slow, and print a report. Return the number of findings."""
    target, source = TARGETS[name], random.Random(seed)
    number = max(5, int(number * target.share))
    corpus, coverage, started = list(target.seeds), Coverage(), time.perf_counter()
    kinds: dict[str, list[Any]] = {}
    growth: list[int] = []
    slowest = (0.0, b"")
    for content in target.seeds:  # these runs fill caches and import modules, which does not count as coverage
        run(name, content)
    started = time.perf_counter()
    for count in range(number):
        content = corpus[count] if count < len(target.seeds) else random_input(source, corpus, target.tokens)
        traced = count < len(target.seeds) or count % trace_every == 0
        before, began = len(coverage.lines), time.perf_counter()
        sys.settrace(coverage.trace if traced else None)
        try:
            run(name, content)
        except Exception as error:
            sys.settrace(None)
            kinds.setdefault(kind_of(error), [0, content, f"{error}"[:100]])[0] += 1
        finally:
            sys.settrace(None)
        slowest = max(slowest, (time.perf_counter() - began, content))
        if len(coverage.lines) > before and len(content) < 20_000:
            corpus.append(content)
        if (count + 1) * 5 // number > len(growth):
            growth.append(len(coverage.lines))
    seconds = time.perf_counter() - started
    total: int = sum(found[0] for found in kinds.values())
    print(f"{name}: {number} executions, {number / seconds:.0f} a second, lines reached {growth}, corpus {len(corpus)}, slowest {slowest[0]:.2f} s, findings {total} of {len(kinds)} kinds", flush=True)  # fmt: skip
    for kind, (times, content, message) in sorted(kinds.items()):
        print(f"  {times} {kind}: {message}\n    {content[:600]!r}", flush=True)
    if slowest[0] > 2:
        print(f"  slow: {slowest[1][:300]!r} ({len(slowest[1])} bytes)")
    return total


def fuzz_with_atheris(name: str, number: int, seed: int) -> None:
    """Run a target with libFuzzer, with the coverage of the package's bytecode. It stops at the first finding."""
    import atheris

    target = TARGETS[name]
    with tempfile.TemporaryDirectory() as folder:
        for i, content in enumerate(target.seeds):
            (Path(folder) / str(i)).write_bytes(content)
        words = Path(folder).with_suffix(".dict")
        rows = (
            '"' + "".join(f"\\x{byte:02x}" for byte in token) + '"' for token in target.tokens if 0 < len(token) < 60
        )
        words.write_text("\n".join(rows) + "\n", encoding="utf-8")
        options = [
            sys.argv[0],
            folder,
            f"-runs={number}",
            f"-seed={seed}",
            f"-dict={words}",
            "-max_len=4096",
            "-rss_limit_mb=0",
        ]
        atheris.instrument_all()
        atheris.Setup(options, lambda content: run(name, content))
        atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="+", choices=[*TARGETS, "all"], metavar="TARGET")
    parser.add_argument("-n", "--number", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--trace-every", type=int, default=10, help="trace the coverage of every nth input; tracing is slow"
    )
    parser.add_argument("--atheris", action="store_true")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    if options.atheris:
        fuzz_with_atheris(options.targets[0], options.number, options.seed)
        return 0
    names = list(TARGETS) if "all" in options.targets else options.targets
    return min(1, sum(fuzz(name, options.number, options.seed, options.trace_every) for name in names))


if __name__ == "__main__":
    sys.exit(main())
