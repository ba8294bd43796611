"""`storymap export`: write the story in another format."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from storymap.cli.arguments import (
    SUFFIXES_HELP,
    AreasOption,
    BoilerplateOption,
    ExportOption,
    FormatOption,
    FormatsOption,
    HomeOption,
    ImagesOption,
    ItemOption,
    LanguageOption,
    PlacesOption,
    TitleOption,
)
from storymap.cli.messages import warn
from storymap.cli.output import check_outputs, inputs_of, is_folder, output_path
from storymap.cli.progress import Stages
from storymap.cli.sources import given, open_source
from storymap.extras import install

if TYPE_CHECKING:
    from storymap.export.gather import Gathered
    from storymap.ports import About, Aspect

STDOUT = Path("-")
OptionalArticleArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="ARTICLE",
        help=f"The article: a file ({SUFFIXES_HELP}), a URL, or - for standard input. Not needed with --formats.",
        show_default=False,
    ),
]


def export(
    context: typer.Context,
    article: OptionalArticleArgument = None,
    name: FormatOption = "geojson",
    output: ExportOption = None,
    formats: FormatsOption = False,
    areas: AreasOption = True,
    title: TitleOption = None,
    places: PlacesOption = None,
    home: HomeOption = None,
    language: LanguageOption = None,
    keep_boilerplate: BoilerplateOption = False,
    images: ImagesOption = None,
    item: ItemOption = None,
) -> None:
    """Export the story to another format.

    The formats include GeoJSON, KML, GPX, CSV, TEI and Web Annotations. The option --formats lists all of them.
    """
    from storymap.export import exporter, exporters, names, unknown
    from storymap.export.gather import gather
    from storymap.pipeline import build_story
    from storymap.results import lookups

    if formats:
        typer.echo("\n\n".join(describe(e.ABOUT) for e in exporters()))
        return
    if article is None:
        raise typer.BadParameter("required, except with --formats.", param_hint="ARTICLE")
    if name not in names():
        raise typer.BadParameter(unknown(name), param_hint="--format")
    chosen = exporter(name)
    _check_suffix(output, name, chosen.ABOUT.suffix)
    path = STDOUT if output == str(STDOUT) else output_path(article, output, chosen.ABOUT.suffix)
    stages = Stages()
    source = open_source(
        article,
        title=title,
        language=language,
        home=home,
        places=places,
        images=images,
        item=item,
        keep_boilerplate=given(context, "keep_boilerplate", keep_boilerplate),
    )
    if path != STDOUT:
        check_outputs([path], inputs_of(source))
    story = build_story(source, warn=warn, progress=stages)
    found = lookups(story, areas=areas)
    content = chosen.write(story, found)
    stages.done()
    _write(path, content)
    typer.echo(summary(path, len(content), chosen.ABOUT, gather(story, found)), err=True)


# Many formats share these suffixes. Therefore such a suffix never contradicts --format.
_COMMON_SUFFIXES = (".json", ".jsonl", ".html", ".txt", ".xml")


def _check_suffix(output: str | None, name: str, suffix: str) -> None:
    """Raise a usage error if the suffix of --output belongs to another format than --format."""
    from storymap.export import exporters

    if output is None or output == str(STDOUT) or is_folder(output) or output.lower().endswith(suffix):
        return
    last = Path(output).suffix.lower()
    if last in _COMMON_SUFFIXES:
        return
    others = [e.ABOUT.name for e in exporters() if last and Path(f"x{e.ABOUT.suffix}").suffix == last]
    if others and name not in others:
        raise typer.BadParameter(
            f"{output} has the suffix of {' or '.join(others)}, but the format is {name}. Pass --format {others[0]}, or name the "
            f"file {Path(output).with_suffix(suffix)}.",
            param_hint="--output",
        )


def _write(path: Path, content: bytes) -> None:
    """Write the content to the file `path`, or to standard output if `path` is `-`."""
    from storymap.files import write_atomically

    if path == STDOUT:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        write_atomically(path, content)


def describe(a: About) -> str:
    """Return the lines about a format that --formats prints."""
    from storymap.ports import Aspect

    keeps = [aspect for aspect in Aspect if aspect in a.keeps]
    lines = [
        f"{a.name:<15}{a.title} ({a.suffix})",
        _wrapped("keeps", ", ".join(keeps)),
        _wrapped("drops", ", ".join(a.drops) or "nothing"),
        _wrapped("opened by", a.opened_by),
    ]
    if a.remark:
        lines.append(_wrapped("note", a.remark))
    if a.extra:
        lines.append(_wrapped("needs", install(a.extra)))
    return "\n".join(lines)


def summary(path: Path, size: int, a: About, gathered: Gathered) -> str:
    """Return one line that says what was written and which parts of this story the format leaves out."""
    from storymap.export.gather import amount
    from storymap.ports import Aspect

    dropped = [_counted(aspect, n) for aspect in a.drops if (n := amount(aspect, gathered))]
    where = "standard output" if path == STDOUT else str(path)
    places = _counted(Aspect.POSITIONS, len(gathered.places)).replace("position", "place")
    loss = f"dropped: {', '.join(dropped)}" if dropped else "nothing was dropped"
    return f"{where}: {places}, {size / 1000:.0f} KB; {loss}"


def _counted(aspect: Aspect, number: int) -> str:
    """Return text such as "2 disputes", or only the name of the aspect, such as "text", if it is not countable."""
    from storymap.ports import Aspect

    if aspect in (Aspect.TEXT, Aspect.CONFIDENCE, Aspect.REASONS):
        return aspect.value
    if aspect is Aspect.ABSENT:
        return f"{number} mention{'s' if number != 1 else ''} not on the map"
    return f"{number} {aspect.value}" if number != 1 else f"1 {aspect.value.removesuffix('s')}"


def _wrapped(head: str, text: str) -> str:
    return textwrap.fill(text, 110, initial_indent=f"  {head:<13}", subsequent_indent=" " * 15)
