"""`storymap import`: what others changed in an export of ours, into places.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from storymap.cli.progress import Stages

if TYPE_CHECKING:
    from storymap.importers.plan import Change
    from storymap.overrides.write import PlacesFile


def bring(
    file: Annotated[
        Path, typer.Argument(help="The file that came back: GeoJSON or Web Annotations.", show_default=False)
    ],
    article: Annotated[
        Path, typer.Option("--article", "-a", help="The article that the file was exported from.", show_default=False)
    ],
    places: Annotated[
        Path | None,
        typer.Option(
            help="The places.yaml that takes the changes. Default: the one beside the article, made if need be.",
            show_default=False,
        ),
    ] = None,
    title: Annotated[
        str | None, typer.Option(help="The title, if the export was given one.", show_default=False)
    ] = None,
    home: Annotated[
        str | None, typer.Option(help="Where the outlet is at home, if the export was told so.", show_default=False)
    ] = None,
    language: Annotated[
        str | None, typer.Option(help="The article's language, if the export was told so.", show_default=False)
    ] = None,
    missing: Annotated[
        bool | None,
        typer.Option(
            "--delete-missing/--keep-missing",
            help="Places that the file lacks: off the map, or left alone. Default: off the map, if no more than half are missing.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change and write nothing.")] = False,
) -> None:
    """Bring changes made in another tool back into places.yaml: places moved, renamed, added, deleted or chosen anew."""
    from storymap.cli.messages import warn
    from storymap.errors import BroughtBackError, GazetteerError
    from storymap.export.gather import Gathered, gather
    from storymap.gazetteer import open_gazetteer
    from storymap.importers import read
    from storymap.importers.plan import plan, unmet_targets
    from storymap.overrides.write import NAME, PlacesFile
    from storymap.pipeline import build_story, lookups
    from storymap.source import Source

    target = places or article.with_name(NAME)
    stages = Stages()

    def told() -> Gathered:
        beside = target if target.is_file() else None
        story = build_story(Source(article, title, language, home, beside), warn=warn, progress=stages)
        return gather(story, lookups(story))

    def known(place_id: str) -> bool:
        try:
            open_gazetteer().place(place_id)
        except GazetteerError:
            return False
        return True

    try:
        content = file.read_bytes()
    except OSError as error:
        raise BroughtBackError(f"{file} cannot be read: {error.strerror or error}.") from error
    now = told()
    stages.done()
    brought = read(content, str(file), now, known)
    if missing is False:
        brought.keep_missing()
    elif missing is None and 2 * len(brought.missing) > len(now.mapped()):
        raise BroughtBackError(
            f"{file} lacks {len(brought.missing)} of {len(now.mapped())} mentions on the map. "
            "If they were deleted, say --delete-missing; if the file is but a part, --keep-missing."
        )
    sheet = PlacesFile.open(target, article.name)
    surfaces = {m.mention.surface for m in now.mentions}
    changes = plan(brought, now, [s for s in surfaces if isinstance(sheet.entry(s), list)])
    for sentence in brought.remarks:
        warn(f"{file.name}: {sentence}")
    if not dry_run and changes:
        write(sheet, changes)
        for span in unmet_targets(brought, told()):
            warn(
                f"“{now.story.article.text[span[0] : span[1]]}” still means what it meant: {target.name} says otherwise."
            )
        stages.done()
    for change in changes:
        typer.echo("".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(change)))
    typer.echo(closing(len(changes), target, dry_run=dry_run), err=True)


def write(sheet: PlacesFile, changes: list[Change]) -> None:
    """All changes, or none."""
    for change in changes:
        if change.decision:
            sheet.decide(change.surface, change.decision, change.only)
        if change.display:
            sheet.set_display(change.surface, change.display, change.only)
    sheet.save()


def closing(number: int, target: Path, *, dry_run: bool) -> str:
    """What was done, in one line."""
    if not number:
        return f"{target}: nothing differs"
    counted = f"{number} changes" if number != 1 else "1 change"
    return f"{target}: {counted} to be made" if dry_run else f"{target}: {counted} written"
