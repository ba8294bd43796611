"""Read many articles into an archive, which is a folder of partitions, on a process pool or on Dask.

A run can be resumed, and its memory use is bounded.

For each partition, the folder has a file in `mentions/` and a file of the same name in `documents/`. `archive.json`
contains the provenance: how the archive was made. The file in `documents/` is written last. Therefore, a partition is
done if this file exists. Files are written atomically, so a run can be killed at any time.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from storymap import resources
from storymap.archive import PARTITION_DOCUMENTS
from storymap.archive.inputs import Skipped, documents, expand, size_of
from storymap.archive.partitions import Document, Options, Part, read_partition
from storymap.archive.redo import Changes, changes, entry_hashes, only_places_changed
from storymap.archive.schedulers import Scheduler
from storymap.archive.tables import SCHEMA
from storymap.errors import OutputError
from storymap.files import locked, write_atomically
from storymap.json_limits import parse_json
from storymap.version import __version__

PARTITION_BYTES = 4_000_000  # a partition of this size is complete, even if it has fewer documents than allowed
_SAMPLE_BATCH = 20  # number of documents
_ABOUT = "archive.json"


@dataclass(frozen=True, slots=True)
class Count:
    """What a run has done so far. `before` is the number of documents in partitions that an earlier run finished.

    For `skipped`, see `inputs.Skipped`.
    """

    read: int = 0
    failed: int = 0
    mentions: int = 0
    before: int = 0
    partitions: int = 0
    bytes_in: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sample:
    """The result of reading the first documents of an input.

    `seconds` is CPU time, `written` is the size of the output in bytes, and `whole` says whether all documents of the
    input were read.
    """

    count: Count
    seconds: float
    written: int
    whole: bool


@dataclass
class Run:
    """A run that reads the documents of `inputs` into the archive `out`. For `fields`, see `inputs.documents`."""

    inputs: Sequence[str]
    out: Path
    options: Options
    fields: Mapping[str, str] = field(default_factory=dict)
    partition_documents: int = PARTITION_DOCUMENTS
    places: Sequence[Path] = ()  # the shared places files, for the provenance
    # Whether a partition is read again if it contains a name whose entries in the places files changed.
    redo: bool = False
    _changes: Changes | None = field(default=None, init=False, repr=False)
    _skipped: Skipped = field(default_factory=Skipped, init=False, repr=False)

    @cached_property
    def names(self) -> list[str]:
        """The names of the files to read. Raise ArticleError if there are no files."""
        return expand(self.inputs, self._skipped)

    @cached_property
    def sizes(self) -> list[tuple[str, int, int]]:
        """The name, the size (bytes) and the modification time (ns) of each file."""
        return size_of(self.names)

    def run(self, scheduler: Scheduler, progress: Callable[[Count], None] = lambda count: None) -> Count:
        """Read all partitions that are not done yet. Return the counts of this run.

        Raise OutputError if the folder was made from another input or with other options, or if it cannot be written.
        """
        self.out.mkdir(parents=True, exist_ok=True)
        with locked(self.out / _ABOUT):
            about = self._begin()
            if about.get("complete") and self._all_done(about["partitions"]):
                return Count(
                    before=about["documents"], partitions=about["partitions"], skipped=about.get("skipped", {})
                )
            count, total = Count(), {"documents": 0, "partitions": 0}
            for count in self._read(scheduler, total):
                progress(count)
            skipped = dict(sorted(self._skipped.items()))
            self._finish(about | total | {"skipped": skipped})
        return replace(count, skipped=skipped)

    def sample(self, limit: int, seconds: float) -> Sample:
        """Read the first documents without writing.

        Stop after about `limit` documents or about `seconds` of CPU time.
        """
        began, count, written, whole = time.process_time(), Count(), 0, True
        for part in batched(documents(self.names, self.fields), _SAMPLE_BATCH):
            if count.read >= limit or time.process_time() - began > seconds:
                whole = False
                break
            content = read_partition(part, self.options)
            count = _added(count, content, part)
            written += len(content.documents) + len(content.mentions)
        return Sample(count, time.process_time() - began, written, whole)

    def _read(self, scheduler: Scheduler, total: dict[str, int]) -> Iterator[Count]:
        count = Count()

        def missing() -> Iterator[tuple[int, list[Document]]]:
            nonlocal count
            for number, part in enumerate(self._partitions()):
                total["partitions"], total["documents"] = number + 1, total["documents"] + len(part)
                if self._is_done(number, part):
                    count = replace(count, before=count.before + len(part))
                    continue
                yield number, part

        for number, part, content in scheduler.map(missing(), self.options):
            write_atomically(self._file("mentions", number), content.mentions)
            write_atomically(self._file("documents", number), content.documents)
            count = _added(count, content, part)
            yield count
        yield count

    def _is_done(self, number: int, part: Sequence[Document]) -> bool:
        files = [self._file(table, number) for table in ("mentions", "documents")]
        if not all(file.is_file() for file in files):
            return False
        return self._changes is None or not self._changes.affect(files[0], part)

    def _partitions(self) -> Iterator[list[Document]]:
        """Yield the partitions of the input.

        The same input and the same `partition_documents` always give the same partitions.
        """
        part: list[Document] = []
        size = 0
        for document in documents(self.names, self.fields, self._skipped):
            part.append(document)
            size += document.size
            if len(part) >= self.partition_documents or size >= PARTITION_BYTES:
                yield part
                part, size = [], 0
        if part:
            yield part

    def _file(self, table: str, number: int) -> Path:
        return self.out / table / f"part-{number:05}.parquet"

    def _all_done(self, partitions: int) -> bool:
        return all(self._file(table, n).is_file() for n in range(partitions) for table in ("mentions", "documents"))

    def _begin(self) -> dict[str, Any]:
        """Return the provenance of the folder.

        Raise OutputError if the folder was made from another input or with other options.
        """
        about = self._provenance()
        file = self.out / _ABOUT
        if not file.exists():
            if any(self.out.iterdir()):
                others = [
                    path.name
                    for path in self.out.iterdir()
                    if path.name not in ("documents", "mentions") and not path.name.endswith(".lock")
                ]
                if others:
                    raise OutputError(
                        f"{self.out} is not empty and has no {_ABOUT}. Choose a new folder for the archive."
                    )
            write_atomically(file, _json(about))
            return about
        try:
            before = dict(parse_json(file.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise OutputError(f"{file} cannot be read: {error}. Delete {self.out} to begin again.") from error
        changed = [key for key in ("schema", "input", "options", "version", "data") if before.get(key) != about[key]]
        if changed == ["options"] and only_places_changed(before, about):
            return self._begin_redo(before, about)
        if changed:
            raise OutputError(
                f"{self.out} was made with a different value of: {', '.join(changed)}. Choose a new folder, or begin again with --restart."
            )
        return before if isinstance(before, dict) else about

    def _begin_redo(self, before: dict[str, Any], about: dict[str, Any]) -> dict[str, Any]:
        """Store in `_changes` how the places files changed, and return the new provenance.

        `archive.json` keeps the old provenance until all partitions are done, so that an interrupted run finds the same
        changes again when it is resumed.
        """
        if not self.redo:
            raise OutputError(
                f"{self.out} was made with other places files. With --redo, the partitions with changed names are read again."
            )
        self._changes = changes(before, about)
        write_atomically(self.out / _ABOUT, _json({**before, "complete": False}))
        return about

    def _finish(self, about: Mapping[str, Any]) -> None:
        for path in [p for table in ("documents", "mentions") for p in (self.out / table).glob("part-*.parquet")]:
            if int(path.stem.partition("-")[2]) >= about["partitions"]:
                path.unlink()
        write_atomically(self.out / _ABOUT, _json({**about, "complete": True}))

    def _provenance(self) -> dict[str, Any]:
        sizes = self.sizes
        digest = hashlib.sha256(json.dumps([sizes, dict(self.fields)]).encode()).hexdigest()
        options = {
            "language": self.options.language,
            "home": self.options.home,
            "sentences": self.options.sentences,
            "partition_documents": self.partition_documents,
            "places": [[path.name, hashlib.sha256(path.read_bytes()).hexdigest()] for path in self.places],
        }
        return {
            "schema": SCHEMA,
            "version": __version__,
            "data": _data_digest(),
            "input": {"files": len(sizes), "bytes": sum(size for _, size, _ in sizes), "sha256": digest},
            "options": options,
            "entries": entry_hashes(self.options.overrides),
            "complete": False,
        }


def _data_digest() -> str:
    """Return a hash of the compiled data files on which the found places depend."""
    whole = hashlib.sha256()
    for name in ("places.bin", "ranker.json", "tagger.npz", "words.npz", "everyday.zip"):
        whole.update(resources.data(name).read_bytes())
    return whole.hexdigest()


def batched(read: Iterable[Document], size: int) -> Iterator[list[Document]]:
    """Yield lists of at most `size` documents."""
    rest = iter(read)
    while batch := list(islice(rest, size)):
        yield batch


def clear(out: Path) -> None:
    """Delete the partitions and the provenance of an archive. Other files in the folder are kept."""
    for table in ("documents", "mentions"):
        shutil.rmtree(out / table, ignore_errors=True)
    (out / _ABOUT).unlink(missing_ok=True)


def _added(count: Count, part: Part, read: Sequence[Document]) -> Count:
    return replace(
        count,
        read=count.read + part.read,
        failed=count.failed + part.failed,
        mentions=count.mentions + part.found,
        partitions=count.partitions + 1,
        bytes_in=count.bytes_in + sum(document.size for document in read),
    )


def _json(about: Mapping[str, Any]) -> str:
    return json.dumps(about, ensure_ascii=False, indent=1) + "\n"
