"""Read documents from folders of articles, and from JSON Lines, Parquet, WARC and WET files.

The files can be on this computer or at any URL that fsspec supports.
Documents are read one after the other, so that memory use does not depend on the size of the input. The order of the
documents is fixed.
"""

from __future__ import annotations

import glob
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from storymap.archive.partitions import MAX_TEXT, Document
from storymap.errors import ArticleError
from storymap.json_limits import JsonLimitError, parse_json
from storymap.paths import did_you_mean
from storymap.read.formats import formats
from storymap.read.lines import decompressed, lines

FIELDS = ("id", "text", "title", "language", "published", "url")
_ARTICLES = frozenset(suffix for _, suffixes in formats() for suffix in suffixes)
_COMPRESSED = (".gz", ".zst", ".zstd")
_LINES, _WARC = (".jsonl", ".ndjson"), (".warc", ".wet")
MAX_FILE_BYTES = 50_000_000
# Web pages can have any content type. After this many kinds of skipped files and records, all further kinds are counted
# together.
_MAX_KINDS = 40
_OTHERS = "others"


class Skipped(Counter[str]):
    """Count, by kind, the files and records that are skipped because they are not documents.

    Examples of kinds are "files .jpg" and "records with status 404".
    """

    def add(self, kind: str) -> None:
        """Count a skipped file or record. If there are already _MAX_KINDS kinds, a new kind is counted as "others"."""
        kind = "".join(c if c.isprintable() else "?" for c in kind)[:60]
        self[kind if kind in self or len(self) < _MAX_KINDS else _OTHERS] += 1


def expand(inputs: Sequence[str], skipped: Skipped | None = None) -> list[str]:
    """Return the files of folders, patterns and URLs, sorted within each input.

    Other files in these folders, which storymap cannot read, are counted in `skipped`.

    Raise ArticleError if an input does not exist or has no file that can be read.
    """
    names: list[str] = []
    for given in inputs:
        found = _files(given, Skipped() if skipped is None else skipped)
        if not found:
            raise ArticleError(
                f"{given} contains no file that can be read: articles, JSON Lines, Parquet, WARC or WET."
            )
        names += found
    return list(dict.fromkeys(names))


def documents(
    names: Iterable[str], fields: Mapping[str, str] | None = None, skipped: Skipped | None = None
) -> Iterator[Document]:
    """Yield the documents in files.

    `fields` has the names of columns or keys that differ from FIELDS: {"text": "body"} if the texts are in `body`.

    For a file or line that cannot be read, a Document with `error` is yielded. Records that are not articles are
    counted in `skipped`. Raise ArticleError if a library is missing.
    """
    keys = {field: (fields or {}).get(field, field) for field in FIELDS}
    for name in names:
        with ExitStack() as stack:
            try:
                file = stack.enter_context(_opened(name))
            except (OSError, ValueError) as error:
                yield Document(id=name, name=name, error=f"the file cannot be read: {error}")
                continue
            yield from _of_file(name, file, keys, stack, Skipped() if skipped is None else skipped)


def _of_file(
    name: str, file: IO[bytes], keys: Mapping[str, str], stack: ExitStack, skipped: Skipped
) -> Iterator[Document]:
    kind = _kind(name)
    if kind in _LINES:
        yield from _json_lines(name, decompressed(file, name, stack), keys)
    elif kind == ".parquet":
        yield from _parquet(name, file, keys)
    elif kind in _WARC:
        yield from _warc(name, file, skipped)
    else:
        raw = file.read(MAX_FILE_BYTES + 1)
        error = f"the file is larger than {MAX_FILE_BYTES // 1_000_000} MB" if len(raw) > MAX_FILE_BYTES else ""
        yield Document(
            id=name, raw=b"" if error else raw, name=name, error=error or ("" if raw else "the file is empty")
        )


def _files(given: str, skipped: Skipped) -> list[str]:
    if "://" in given:
        return _remote_files(given)
    path = Path(given)
    if path.is_dir():
        names = []
        for file in path.rglob("*"):
            if not file.is_file():
                continue
            if any(part.startswith(".") for part in file.relative_to(path).parts):
                skipped.add("hidden files")
            elif (kind := _kind(file.name)) in {*_ARTICLES, *_LINES, *_WARC, ".parquet"}:
                names.append(str(file))
            else:
                skipped.add(f"files {kind}" if kind else "files without a suffix")
        return sorted(names)
    if path.is_file():
        return [given]
    if glob.has_magic(given):
        return sorted(name for name in glob.glob(given, recursive=True) if Path(name).is_file())
    raise ArticleError(f"{given} does not exist.{did_you_mean(path)}")


def _remote_files(given: str) -> list[str]:
    if not glob.has_magic(given):
        return [given]
    try:
        system, path = _library("fsspec.core", "addresses such as s3://").url_to_fs(given)
        return sorted(system.unstrip_protocol(name) for name in system.glob(path))
    except (ImportError, OSError, ValueError) as error:
        raise ArticleError(f"{given} cannot be read: {error}") from error


def _opened(name: str) -> Any:
    return _library("fsspec", "addresses").open(name, "rb") if "://" in name else Path(name).open("rb")


def _library(module: str, what: str) -> Any:
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise ArticleError(
            f"{what}: the package {package} is needed, but it is not installed: python -m pip install 'storymap-leaflet[archive]'"
        ) from error


def _kind(name: str) -> str:
    """Return the suffix of a file name in lower case, without a compression suffix such as .gz."""
    path = Path(name.partition("?")[0] if "://" in name else name)
    suffix = path.suffix.lower()
    return Path(path.stem).suffix.lower() if suffix in _COMPRESSED else suffix


def _json_lines(name: str, file: IO[bytes], keys: Mapping[str, str]) -> Iterator[Document]:
    for number, line in enumerate(lines(file), 1):
        default = f"{Path(name).name}:{number}"
        if line.problem:
            yield Document(id=default, error=f"{line.at}: {line.problem}")
        elif line.content.strip(b" \t\r\n\xef\xbb\xbf"):
            try:
                record = parse_json(line.content)
            except JsonLimitError as error:
                yield Document(id=default, error=f"{line.at}: {error}")
            except ValueError as error:
                yield Document(id=default, error=f"{line.at} is not JSON: {error}")
            else:
                yield _record(record, default, keys, line.at)


def _parquet(name: str, file: IO[bytes], keys: Mapping[str, str]) -> Iterator[Document]:
    parquet = _library("pyarrow.parquet", "Parquet files")
    try:
        table = parquet.ParquetFile(file)
        present = [key for key in keys.values() if key in table.schema_arrow.names]
        if keys["text"] not in present:
            columns = ", ".join(table.schema_arrow.names[:12])
            yield Document(
                id=name,
                name=name,
                error=f"there is no column {keys['text']!r}; the columns are {columns}. Use --field text=COLUMN",
            )
            return
        number = 0
        for batch in table.iter_batches(batch_size=256, columns=present):
            for record in batch.to_pylist():
                number += 1
                yield _record(record, f"{Path(name).name}:{number}", keys, f"row {number}")
    except (OSError, ValueError) as error:  # the exceptions of pyarrow are subclasses of OSError and ValueError
        yield Document(id=name, name=name, error=f"the rest of the file cannot be read: {error}")


def _record(record: Any, default: str, keys: Mapping[str, str], at: str) -> Document:
    """Return the document of a JSON object or a row of a table."""
    if not isinstance(record, dict):
        return Document(id=default, error=f"{at}: it is not a JSON object")
    given: dict[str, Any] = {field: _text(record.get(key)) for field, key in keys.items()}
    text = given.pop("text")
    name = given.pop("id") or default
    if not isinstance(record.get(keys["text"]), str | None):
        return Document(id=name, **given, error=f"{at}: {keys['text']!r} is not text")
    if not text.strip():
        return Document(id=name, **given, error=f"{at}: {keys['text']!r} is empty or missing")
    if len(text) > MAX_TEXT:
        return Document(id=name, **given, error=f"{at}: {keys['text']!r} has more than {MAX_TEXT:,} characters")
    given["published"] = given["published"][:10]
    return Document(id=name, text=text, **given)


def _text(value: object) -> str:
    """Return a value as text. Characters that UTF-8 cannot represent are replaced by "?"."""
    text = "" if value is None else str(value)
    return text.encode("utf-8", "replace").decode("utf-8")


def _warc(name: str, file: IO[bytes], skipped: Skipped) -> Iterator[Document]:
    """Yield the pages (HTML or plain text) of a WARC file, or the texts of a WET file. Other records are counted in
    `skipped`."""
    warc = _library("fastwarc.warc", "WARC files")
    types = warc.WarcRecordType
    try:
        wanted = types.response | types.conversion | types.revisit
        for record in warc.ArchiveIterator(file, record_types=wanted, parse_http=True):
            if record.record_type == types.revisit:
                skipped.add("records of unchanged pages (revisit)")
                continue
            url = record.headers.get("WARC-Target-URI") or f"{Path(name).name}@{record.stream_pos}"
            date = (record.headers.get("WARC-Date") or "")[:10]
            if record.record_type == types.conversion:
                text = record.reader.read(4 * MAX_TEXT).decode("utf-8", "replace")
                yield Document(id=url, url=url, text=text, error="" if text.strip() else "the text is empty")
                continue
            yield from _page(record, url, date, skipped)
    except (OSError, ValueError, RuntimeError, EOFError) as error:
        yield Document(id=name, name=name, error=f"the rest of the file cannot be read: {error}")


def _page(record: Any, url: str, date: str, skipped: Skipped) -> Iterator[Document]:
    """Yield the page of a WARC record if it is HTML or plain text with status 200. Count other records in `skipped`."""
    if not record.is_http:
        skipped.add("records of other protocols")
        return
    kind = (record.http_content_type or "").lower()
    status = record.http_headers.status_code
    if status not in (200, None):
        skipped.add(f"records with status {status}")
    elif kind not in ("text/html", "application/xhtml+xml", "text/plain", ""):
        skipped.add(f"records {kind}")
    else:
        raw = record.reader.read(MAX_FILE_BYTES + 1)
        if len(raw) > MAX_FILE_BYTES:
            yield Document(id=url, url=url, error=f"the page is larger than {MAX_FILE_BYTES // 1_000_000} MB")
            return
        published = date if kind == "text/plain" else ""
        yield Document(id=url, url=url, raw=raw, published=published, error="" if raw else "the page is empty")


def size_of(names: Iterable[str]) -> list[tuple[str, int, int]]:
    """Return each name with the size (bytes) and the modification time (ns) of its file.

    The size and the time are 0 for a URL.
    """
    found = []
    for name in names:
        status = None if "://" in name else Path(name).stat()
        found.append((name, status.st_size if status else 0, status.st_mtime_ns if status else 0))
    return found
