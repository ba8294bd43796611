"""`storymap import`: write changes that were made in an exported file to places.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from storymap.cli.arguments import ImagesOption, ItemOption
from storymap.cli.messages import warn
from storymap.cli.progress import Stages
from storymap.cli.sources import open_source
from storymap.errors import GazetteerError, ImportFileError

if TYPE_CHECKING:
    from storymap.export.gather import Gathered
    from storymap.importers.changes import ImportedChanges
    from storymap.importers.plan import Change
    from storymap.overrides.write import PlacesFile
    from storymap.source import Source

FileArgument = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="The changed file: GeoJSON, Linked Places, Web Annotations, CSV, KML, KMZ, GPX, GeoPackage or FlatGeobuf.",
        show_default=False,
    ),
]
ArticleOption = Annotated[
    Path, typer.Option("--article", "-a", metavar="ARTICLE", help="The article that was exported.", show_default=False)
]
TargetOption = Annotated[
    Path | None,
    typer.Option(
        "--places",
        metavar="FILE",
        help="The places.yaml to change; created if missing. Default: places.yaml beside the article.",
        show_default=False,
    ),
]
ExportTitleOption = Annotated[
    str | None,
    typer.Option(
        "--title", metavar="TEXT", help="The --title that was passed to `storymap export`, if any.", show_default=False
    ),
]
ExportHomeOption = Annotated[
    str | None,
    typer.Option(
        "--home", metavar="PLACE", help="The --home that was passed to `storymap export`, if any.", show_default=False
    ),
]
ExportLanguageOption = Annotated[
    str | None,
    typer.Option(
        "--language",
        metavar="TAG",
        help="The --language that was passed to `storymap export`, if any.",
        show_default=False,
    ),
]
MissingOption = Annotated[
    bool | None,
    typer.Option(
        "--delete-missing/--keep-missing",
        help="Remove places that are missing from the file, or keep them. Default: remove them, but fail if more than half are missing.",
        show_default=False,
    ),
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Print the changes without writing them.")]


def import_(
    file: FileArgument,
    article: ArticleOption,
    places: TargetOption = None,
    title: ExportTitleOption = None,
    home: ExportHomeOption = None,
    language: ExportLanguageOption = None,
    missing: MissingOption = None,
    dry_run: DryRunOption = False,
    images: ImagesOption = None,
    item: ItemOption = None,
) -> None:
    """Import changes made in another tool into places.yaml.

    Reads a file that `storymap export` wrote, after places in it were moved, renamed, added, deleted or replaced. Also
    reads a file from another program, with points whose names occur in the article.
    """
    from storymap.importers import read
    from storymap.importers.plan import plan
    from storymap.overrides.write import PlacesFile

    source = open_source(
        str(article),
        title=title,
        language=language,
        home=home,
        places=[places] if places else None,
        images=images,
        item=item,
        editing=True,
    )
    target = source.places_path
    stages = Stages()
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ImportFileError(f"{file} cannot be read: {error.strerror or error}.") from error
    now = _gather(source, stages)
    stages.done()
    imported = read(content, str(file), now, _is_known)
    _check_missing(imported, now, file, missing)
    sheet = PlacesFile.open(target, article.name)
    surfaces = {m.mention.surface for m in now.mentions}
    changes = plan(imported, now, [s for s in surfaces if isinstance(sheet.entry(s), list)])
    for sentence in imported.remarks:
        warn(f"{file.name}: {sentence}")
    if not dry_run and changes:
        write(sheet, changes)
        _warn_unmet(imported, _gather(source, stages), target)
        stages.done()
    for change in changes:
        typer.echo("".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(change)))
    typer.echo(summary(len(changes), target, dry_run=dry_run), err=True)


def _gather(source: Source, stages: Stages) -> Gathered:
    """Return the places, mentions and unmapped names of the story as rows, as `gather` returns them for exporters."""
    from storymap.export.gather import gather
    from storymap.pipeline import build_story
    from storymap.results import lookups

    story = build_story(source, warn=warn, progress=stages)
    return gather(story, lookups(story))


def _is_known(place_id: str) -> bool:
    """Return whether the gazetteer has a place with this id."""
    from storymap.gazetteer import open_gazetteer

    try:
        open_gazetteer().place(place_id)
    except GazetteerError:
        return False
    return True


def _check_missing(imported: ImportedChanges, now: Gathered, file: Path, missing: bool | None) -> None:
    """Decide what happens to mentions that are missing from the imported file.

    With --keep-missing, they are not deleted.

    Raise ImportFileError if more than half of the mentions are missing and neither --keep-missing nor --delete-missing
    is given.
    """
    if missing is False:
        imported.keep_missing()
    elif missing is None and 2 * len(imported.missing) > len(now.mapped()):
        raise ImportFileError(
            f"{file}: {len(imported.missing)} of {len(now.mapped())} mentions on the map are missing. "
            "Pass --delete-missing if they were deleted, or --keep-missing if the file contains only a part."
        )


def _warn_unmet(imported: ImportedChanges, now: Gathered, target: Path) -> None:
    """Warn about mentions that did not change because another entry of places.yaml takes precedence.

    `now` contains the rows of the story after the import.
    """
    from storymap.importers.plan import unmet_targets

    text = now.story.article.text
    for start, end in unmet_targets(imported, now):
        warn(f"“{text[start:end]}” was not changed: another entry in {target.name} takes precedence.")


def write(sheet: PlacesFile, changes: list[Change]) -> None:
    """Write the changes to places.yaml. If a change is invalid, write nothing."""
    for change in changes:
        if change.decision:
            sheet.decide(change.surface, change.decision, change.only)
        if change.display:
            sheet.set_display(change.surface, change.display, change.only)
    sheet.save()


def summary(number: int, target: Path, *, dry_run: bool) -> str:
    """Return a line that says what was done."""
    if not number:
        return f"{target}: no changes"
    counted = f"{number} changes" if number != 1 else "1 change"
    return f"{target}: {counted}, not written (--dry-run)" if dry_run else f"{target}: {counted} written"
