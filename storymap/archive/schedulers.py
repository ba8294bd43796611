"""Run `read_partition` for many partitions: on a pool of processes, or on Dask distributed.

A scheduler has one method, `map`, which takes an iterator of partitions. `map` takes partitions from the iterator only
shortly before a worker needs them, so that only a few partitions are in memory. It yields each result as soon as the
result is ready.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from storymap.archive.partitions import (
    Document,
    Options,
    Part,
    failed_row,
    read_documents,
    read_partition,
    to_part,
)
from storymap.archive.tables import Rows
from storymap.errors import OutputError

Read = Callable[[Sequence[Document], Options], Rows]
Numbered = tuple[int, list[Document]]
Done = tuple[int, list[Document], Part]
_AHEAD = 2  # at most this many partitions for each worker are submitted at the same time


class Scheduler(Protocol):
    """Runs `read_partition` for each partition."""

    def map(self, partitions: Iterable[Numbered], options: Options) -> Iterator[Done]:
        """Yield (number, documents, result) for each partition.

        The order can differ from the order of the partitions.
        """


class Processes:
    """A scheduler that uses a pool of processes. `workers` is the number of processes (default: one for each core).

    `read` is a parameter so that tests can replace it.
    """

    def __init__(self, workers: int | None = None, read: Read = read_documents) -> None:
        self.read = read
        self.workers = workers or len(
            os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)
        )

    def map(self, partitions: Iterable[Numbered], options: Options) -> Iterator[Done]:
        """See `Scheduler.map`. If a process ends unexpectedly, the unfinished partitions are read again, one by one."""
        waiting, suspects = iter(partitions), list[Numbered]()
        while True:
            yield from self._map(waiting, options, suspects)
            if not suspects:
                return
            for number, documents in suspects:
                yield number, documents, to_part(_read_alone(documents, options, self.read))
            suspects.clear()

    def _map(self, waiting: Iterator[Numbered], options: Options, suspects: list[Numbered]) -> Iterator[Done]:
        """Yield results until all partitions are read, or until a process ends unexpectedly.

        If a process ends, the partitions that are not finished are added to `suspects`.
        """
        running: dict[Future[Part], Numbered] = {}
        with _pool(self.workers) as pool:
            try:
                while True:
                    while len(running) < self.workers * _AHEAD and (item := next(waiting, None)) is not None:
                        running[pool.submit(_part, self.read, item[1], options)] = item
                    if not running:
                        return
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        result = future.result()
                        number, documents = running.pop(future)
                        yield number, documents, result
            except BrokenProcessPool:
                suspects.extend(running.values())


class Dask:
    """A scheduler that uses Dask distributed.

    `address` is the address of a Dask scheduler (tcp://host:8786) or the path of its scheduler file (JSON).
    """

    def __init__(self, address: str) -> None:
        self.library: Any = _library()
        file = {"scheduler_file": address} if Path(address).suffix == ".json" else {"address": address}
        try:
            self.client: Any = self.library.Client(**file, timeout="20s")
        except (OSError, ValueError, TimeoutError) as error:
            raise OutputError(f"there is no Dask scheduler at {address}: {error}") from error

    def map(self, partitions: Iterable[Numbered], options: Options) -> Iterator[Done]:
        """See `Scheduler.map`. If a worker ends, Dask itself reads the partition again on another worker."""
        waiting = iter(partitions)
        running: dict[Any, Numbered] = {}
        shared = self.client.scatter(options, broadcast=True)
        with closing(self.client):
            workers = max(1, sum(self.client.nthreads().values()))
            finished = self.library.as_completed()
            while True:
                while len(running) < workers * _AHEAD and (item := next(waiting, None)) is not None:
                    future = self.client.submit(read_partition, item[1], shared, pure=False, key=f"storymap-{item[0]}")
                    running[future] = item
                    finished.add(future)
                if not running:
                    return
                future = next(finished)
                number, documents = running.pop(future)
                try:
                    result = future.result()
                except self.library.scheduler.KilledWorker:
                    result = to_part(_read_alone(documents, options, read_documents))
                yield number, documents, result


def _library() -> Any:
    """Return the module `distributed` of Dask. Raise OutputError if Dask is not installed."""
    try:
        return import_module("distributed")
    except ImportError as error:
        raise OutputError(
            "Dask is not installed: python -m pip install distributed. Or leave out --scheduler to use this machine."
        ) from error


def _pool(workers: int) -> ProcessPoolExecutor:
    """Return a pool of fresh processes. Forked processes would inherit locks that other threads hold."""
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


def _part(read: Read, documents: Sequence[Document], options: Options) -> Part:
    return to_part(read(documents, options))


def _read_alone(documents: Sequence[Document], options: Options, read: Read) -> Rows:
    """Return the rows of documents, which are read in a separate process.

    A document that crashes the process becomes a row with `error`.
    """
    with _pool(1) as pool:
        try:
            return pool.submit(read, documents, options).result()
        except BrokenProcessPool:
            pass
    if len(documents) == 1:
        return Rows([failed_row(documents[0], "the process ended while it read this document")], [])
    middle = len(documents) // 2
    first, second = _read_alone(documents[:middle], options, read), _read_alone(documents[middle:], options, read)
    return Rows(first.documents + second.documents, first.mentions + second.mentions)
