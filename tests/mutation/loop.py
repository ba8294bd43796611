"""Run the tests for each mutant in a forked process.

The tests are collected and the data is loaded only once, in the process that is forked."""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

from storymap.gazetteer import open_gazetteer
from tests.mutation import patch
from tests.mutation.mutants import Mutant, sample

KILLED, SURVIVED, SKIPPED = 0, 1, 2


class Loop:
    """A pytest plugin that runs the collected tests once with coverage, and then, for each mutant, the tests that reach
    it."""

    def __init__(self, root: Path, paths: Sequence[Path], number: int, seed: int, seconds: float) -> None:
        self.root, self.paths, self.number, self.seed, self.seconds = root, paths, number, seed, seconds
        self.results: list[tuple[Mutant, int, bool]] = []
        self.took = 0.0

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.testsfailed:
            return True
        open_gazetteer().find("Paris")  # the data are loaded here, so that all forks share them
        items = {item.nodeid: item for item in session.items}
        costs, reached = self._cover(session)
        began = time.perf_counter()
        for mutant in sample(self.paths, self.number, self.seed):
            lines = reached.get(str(mutant.path), {})
            # all tests that reach the module may notice a changed constant
            wanted = range(mutant.lines[0], mutant.lines[1] + 1) if mutant.is_function else lines
            names = {name for line in wanted for name in lines.get(line, ())}
            chosen = [items[n] for n in sorted(names, key=lambda n: costs.get(n, 0.0)) if n in items]
            limit = self.seconds + 3 * sum(costs[item.nodeid] for item in chosen)
            result = self._try(mutant, chosen, limit) if chosen else SURVIVED
            self.results.append((mutant, result, bool(chosen)))
        self.took = time.perf_counter() - began
        return True

    def _cover(self, session: pytest.Session) -> tuple[dict[str, float], dict[str, dict[int, list[str]]]]:
        """Run all tests in a forked process. Return the seconds of each test, and the tests that reach each line."""
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "costs.json"
            if _in_fork(lambda: self._cover_in_fork(session, Path(folder), out), 0) != 0:
                raise pytest.UsageError("the tests fail without a mutant")
            found = json.loads(out.read_text(encoding="utf-8"))
        lines = {path: {int(n): tests for n, tests in by_line.items()} for path, by_line in found["lines"].items()}
        return found["costs"], lines

    def _cover_in_fork(self, session: pytest.Session, folder: Path, out: Path) -> int:
        import coverage

        cover = coverage.Coverage(
            data_file=str(folder / "data"), include=[str(p) for p in self.paths], config_file=False
        )
        # A test that gets a result from a cache would not reach the lines that compute the result.
        caches = patch.caches((*{patch.module_name(path, self.root) for path in self.paths}, "tests."))
        costs = {}
        cover.start()
        for item, after in zip(session.items, [*session.items[1:], None], strict=True):
            for cache in caches:
                cache.cache_clear()
            began = time.process_time()
            cover.switch_context(item.nodeid)
            if not _passes(item, after):
                print(f"{item.nodeid} fails without a mutant", file=sys.__stderr__)
                return 1
            costs[item.nodeid] = time.process_time() - began
        cover.stop()
        data = cover.get_data()
        lines = {str(p): data.contexts_by_lineno(str(p)) for p in self.paths}
        out.write_text(json.dumps({"costs": costs, "lines": lines}), encoding="utf-8")
        return 0

    def _try(self, mutant: Mutant, items: Sequence[pytest.Item], limit: float) -> int:
        def run() -> int:
            try:
                patch.apply(mutant, self.root)
            except patch.NotApplicableError:
                return SKIPPED
            return SURVIVED if all(map(_passes, items, [*items[1:], None])) else KILLED

        return _in_fork(run, limit)

    @property
    def score(self) -> float | None:
        """The percentage of the mutants that were killed, or None if no mutant was tried."""
        tried = [result for _, result, _ in self.results if result != SKIPPED]
        return 100 * tried.count(KILLED) / len(tried) if tried else None

    def report(self, survivors: bool) -> str:
        """Return the counts, and with `survivors` a line for each mutant that no test noticed."""
        tried = [row for row in self.results if row[1] != SKIPPED]
        killed = sum(result == KILLED for _, result, _ in tried)
        alive = [(mutant, covered) for mutant, result, covered in tried if result == SURVIVED]
        kinds = Counter(mutant.kind for mutant, _ in alive)
        files = Counter(mutant.path.name for mutant, _ in alive)
        rows = [
            f"{len(tried)} mutants (seed {self.seed}), {killed} killed ({self.score or 0:.0f} %), "
            f"{sum(not covered for _, covered in alive)} not reached, {len(self.results) - len(tried)} left out, {self.took:.0f} s",
            "  survivors: " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()),
            "  in: " + ", ".join(f"{name} {count}" for name, count in files.most_common()),
        ]
        if survivors:
            for m, covered in alive:
                rows.append(f"  {m.path.relative_to(self.root)}:{m.line} {m.owner}: {m.text[:110]}{'' if covered else ' [not reached]'}")  # fmt: skip
        return "\n".join(rows)


def _passes(item: pytest.Item, after: pytest.Item | None) -> bool:
    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=after))


def _in_fork(run, seconds: float) -> int:  # type: ignore[no-untyped-def]
    """Return the result of a function in a forked process, or KILLED after `seconds` of CPU time (0: no limit)."""
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        result = KILLED
        try:
            if seconds:
                resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 5))
                resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            result = run()
        except BaseException as error:
            if not seconds:
                print(f"{type(error).__name__}: {error}", file=sys.__stderr__)
                result = 1
        finally:
            os._exit(result)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return code if code in (SURVIVED, SKIPPED) or not seconds else KILLED
