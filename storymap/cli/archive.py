"""`storymap archive`: write the places of many articles as GeoParquet, and show them on a static site."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from storymap.archive import PARTITION_DOCUMENTS
from storymap.cli.arguments import HomeOption, LanguageOption
from storymap.cli.messages import warn
from storymap.errors import ArticleError

if TYPE_CHECKING:
    from storymap.archive.run import Count, Run

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Write the places of many articles to GeoParquet files, and map them.",
)
_SAMPLE_DOCUMENTS, _SAMPLE_SECONDS = 200, 15.0
_MAX_SKIPPED = 5  # maximum number of kinds of skipped files and records in the summary


_Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help="A folder of articles, a pattern, an article, or a file with many articles: JSON Lines (also .gz, .zst), Parquet, WARC or WET. Also an address such as s3://….",
        show_default=False,
    ),
]
_Output = Annotated[
    Path, typer.Option("--output", "-o", metavar="FOLDER", help="The folder for the result.", show_default=False)
]
_Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        min=1,
        metavar="N",
        help="The number of processes. Default: one for each core.",
        show_default=False,
    ),
]
_Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="Use Dask: the address of its scheduler (tcp://host:8786) or its scheduler file (.json).",
        show_default=False,
    ),
]
_Places = Annotated[
    list[Path] | None,
    typer.Option(
        "--places",
        metavar="FILE",
        help="A places file for all articles; may be repeated, later files win.",
        show_default=False,
    ),
]
_Fields = Annotated[
    list[str] | None,
    typer.Option(
        "--field",
        metavar="FIELD=NAME",
        help="The JSON key or column NAME contains FIELD: text=body reads the text from body. Fields: id, text, title, "
        "language, published, url.",
        show_default=False,
    ),
]


@app.callback()
def archive() -> None:
    """Write the places of many articles to GeoParquet files, and show these places on a map."""


@app.command()
def run(
    inputs: _Inputs,
    out: _Output,
    workers: _Workers = None,
    scheduler: _Scheduler = None,
    places: _Places = None,
    home: HomeOption = None,
    language: LanguageOption = None,
    sentences: Annotated[bool, typer.Option("--sentences", help="Store the sentence of each mention.")] = False,
    fields: _Fields = None,
    partition: Annotated[
        int, typer.Option("--partition", min=1, metavar="N", help="Maximum number of documents in a partition.")
    ] = PARTITION_DOCUMENTS,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read a sample, print an estimate of time and size, and write nothing.")
    ] = False,
    restart: Annotated[
        bool, typer.Option("--restart", help="Delete the partitions in the folder, and start again.")
    ] = False,
    redo: Annotated[
        bool,
        typer.Option(
            "--redo",
            help="After a change of the places files: read again only the partitions with names whose entries changed.",
        ),
    ] = False,
) -> None:
    """Write the places of many articles to Parquet files.

    The documents are read in groups, the partitions. To continue after an interruption, run the same command again:
    partitions that are done are not read again. If a document cannot be read, its row in the table of documents has the message in the column `error`. See docs/how-to/archive.md.
    """
    from storymap.archive.partitions import Options
    from storymap.archive.run import Run, clear
    from storymap.archive.schedulers import Dask, Processes

    options = Options(language or "", home or "", sentences, _overrides(places or []))
    job = Run(inputs, out, options, _fields(fields or []), partition, places or [], redo)
    if dry_run:
        _estimate(job, Processes(workers).workers)
        return
    if restart:
        clear(out)
    progress = _Progress(sum(size for _, size, _ in job.sizes))
    count = job.run(Dask(scheduler) if scheduler else Processes(workers), progress)
    progress.done()
    typer.echo(f"{out}: {_summary(count)}", err=True)
    if count.read and count.failed == count.read:
        raise typer.Exit(ArticleError.exit_code)


@app.command()
def atlas(
    folder: Annotated[
        Path, typer.Argument(metavar="ARCHIVE", help="The folder that `archive run` wrote.", show_default=False)
    ],
    out: Annotated[
        Path, typer.Option("--output", "-o", metavar="FOLDER", help="The folder for the site.", show_default=False)
    ],
    title: Annotated[
        str,
        typer.Option(
            "--title", metavar="TEXT", help="The title of the site. Default: Places in N articles.", show_default=False
        ),
    ] = "",
    theme: Annotated[
        str, typer.Option("--theme", metavar="NAME", help="Colours of the site: paper, slate or contrast.")
    ] = "paper",
) -> None:
    """Write a static site with one map of all places of ARCHIVE.

    The site works from any web server and from disk. If the archive was made with --sentences, the list of a place
    shows the passages that name the place. Otherwise, the list shows only the words that name the place. See docs/how-to/archive.md.
    """
    from storymap.archive.atlas import write_atlas

    written = write_atlas(folder, out, title=title, theme=theme)
    if not written.complete:
        warn(f"{folder} is not complete: run `storymap archive run` to the end, and then this command again.")
    changed = f"{written.changed} of {written.files} files changed" if written.changed else "nothing changed"
    typer.echo(f"{out / 'index.html'}: {written.summary}; {changed}", err=True)


@app.command()
def review(
    folder: Annotated[
        Path, typer.Argument(metavar="ARCHIVE", help="The folder that `archive run` wrote.", show_default=False)
    ],
    places: Annotated[
        Path,
        typer.Option("--places", metavar="FILE", help="The places file for the answers.", show_default=False),
    ],
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Maximum number of questions.")] = 100,
) -> None:
    """Review the frequent unsure names of ARCHIVE in the terminal.

    Each answer applies to all articles and is written to the places file at once. Afterwards, run `storymap archive run
    … --places FILE --redo` to read the articles with changed names again.
    """
    from storymap.archive.pairs import least_sure
    from storymap.cli.archive_review import ArchiveReview
    from storymap.cli.review import read_line
    from storymap.gazetteer import open_gazetteer
    from storymap.pipeline import english_phrases

    overrides = _overrides([places]) if places.exists() else None
    decided = {" ".join(entry.surface.split()) for entry in overrides.entries if entry.decides} if overrides else set()
    pairs = [pair for pair in least_sure(folder) if pair.surface not in decided][:limit]
    if not pairs:
        typer.echo("No names to review: all have a high confidence, or an entry in the places file.")
        return
    session = ArchiveReview(pairs, places, open_gazetteer(), english_phrases(), read_line, typer.echo)
    session.run()
    if session.answered:
        typer.echo(
            f"Now run: storymap archive run … -o {folder} --places {places} --redo (with the options of the first run)"
        )


def _overrides(places: list[Path]) -> Any:
    from storymap.overrides import Layer, load_layers, merge

    return merge(load_layers(tuple(Layer(path, shared=True) for path in places))) if places else None


def _fields(given: list[str]) -> dict[str, str]:
    from storymap.archive.inputs import FIELDS

    fields = {}
    for pair in given:
        field, equals, name = pair.partition("=")
        if field not in FIELDS or not equals or not name:
            raise typer.BadParameter(
                f"{pair!r} is not FIELD=NAME with one of the fields {', '.join(FIELDS)}.", param_hint="--field"
            )
        fields[field] = name
    return fields


def _estimate(job: Run, workers: int) -> None:
    """Print an estimate of the time and the output size of a run, from a sample of its first documents."""
    sample = job.sample(_SAMPLE_DOCUMENTS, _SAMPLE_SECONDS)
    count, total = sample.count, sum(size for _, size, _ in job.sizes)
    typer.echo(f"{len(job.names):,} file{'s' if len(job.names) != 1 else ''}, {total / 1e6:,.1f} MB")
    if not count.read:
        typer.echo("The input has no documents.")
        return
    rate = count.read / sample.seconds
    typer.echo(
        f"sample: {count.read:,} documents ({count.failed:,} failed), {count.mentions:,} mentions, "
        f"{rate:.0f} documents per second of processor time"
    )
    compressed = any(name.endswith((".gz", ".zst", ".parquet")) for name in job.names)
    if not sample.whole and (not total or compressed or not count.bytes_in):
        typer.echo("The number of documents is unknown, because the input is compressed or remote.")
        return
    documents = count.read if sample.whole else count.read * total / count.bytes_in
    typer.echo(
        f"estimate: {documents:,.0f} documents, {_duration(documents / rate / workers)} with {workers} process{'es' if workers != 1 else ''}, "
        f"{documents / count.read * sample.written / 1e6:,.1f} MB of output"
    )


class _Progress:
    """Prints the progress on one line of standard error, at most once a second: documents, rate, and the time left."""

    def __init__(self, total_bytes: int) -> None:
        self._total = total_bytes
        self._began = self._shown = time.monotonic()
        self._drawn = False

    def __call__(self, count: Count) -> None:
        now = time.monotonic()
        if now - self._shown < (1 if sys.stderr.isatty() else 30) or not count.read:
            return
        self._shown = now
        rate = count.read / (now - self._began)
        left = (
            (self._total - count.bytes_in) / count.bytes_in * (now - self._began)
            if self._total and count.bytes_in
            else 0
        )
        text = f"{_summary(count)}, {rate:.0f} per second" + (f", about {_duration(left)} left" if left > 0 else "")
        end = "" if sys.stderr.isatty() else "\n"
        sys.stderr.write(f"\r\033[K{text}" if not end else f"{text}{end}")
        sys.stderr.flush()
        self._drawn = not end

    def done(self) -> None:
        """Clear the line with the progress."""
        if self._drawn:
            sys.stderr.write("\r\033[K")


def _summary(count: Count) -> str:
    if not count.read and count.before:
        return f"nothing to do: all {count.before:,} documents are done{_skipped(count)}"
    parts = [f"{count.read:,} document{'s' if count.read != 1 else ''} read"]
    parts += [f"{count.failed:,} failed"] if count.failed else []
    parts += [f"{count.before:,} done before"] if count.before else []
    return ", ".join([*parts, f"{count.mentions:,} mentions"]) + _skipped(count)


def _skipped(count: Count) -> str:
    """Return text with the number of skipped documents of the most frequent kinds, or "" if none was skipped.

    The file archive.json contains the numbers of all kinds.
    """
    kinds = sorted(count.skipped.items(), key=lambda kind: (-kind[1], kind[0]))
    shown = [f"{number:,} {kind}" for kind, number in kinds[:_MAX_SKIPPED]]
    shown += ["… (see archive.json)"] if len(kinds) > _MAX_SKIPPED else []
    return f"; skipped: {', '.join(shown)}" if shown else ""


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
