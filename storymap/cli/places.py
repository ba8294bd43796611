"""`storymap places`: print the places of an article as a table or JSON, or the places of many texts as JSON Lines."""

from __future__ import annotations

from typing import Annotated

import typer

from storymap.cli.arguments import SUFFIXES_HELP, HomeOption, ImagesOption, ItemOption, LanguageOption, PlacesOption
from storymap.cli.messages import print_json, warn
from storymap.cli.sources import open_source


def places(
    articles: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ARTICLE",
            help=f"The article: a file ({SUFFIXES_HELP}), a URL, or - for standard input. With --jsonl: files of JSON Lines, "
            "also .gz and .zst; without files, standard input.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON document (storymap-places/2).")] = False,
    jsonl: Annotated[
        bool,
        typer.Option(
            "--jsonl",
            help='Read JSON Lines {"id", "text"} from files or standard input; print a JSON document for each line.',
        ),
    ] = False,
    fail_on_error: Annotated[
        bool,
        typer.Option(
            "--fail-on-error", help="With --jsonl: exit with code 3 if any line failed, not only if all lines failed."
        ),
    ] = False,
    schema: Annotated[
        int,
        typer.Option(
            "--schema", min=1, max=2, metavar="1|2", help="Version of the JSON documents; 1 has no suggestions."
        ),
    ] = 2,
    overrides: PlacesOption = None,
    home: HomeOption = None,
    language: LanguageOption = None,
    images: ImagesOption = None,
    item: ItemOption = None,
) -> None:
    """List the places in an article.

    Prints each mention with its place, confidence and reason; then suggestions (possible places); then rejected names.
    """
    from storymap.pipeline import find_places

    if jsonl:
        from storymap.cli.json_lines import answer_files

        raise typer.Exit(
            answer_files(articles or [], home=home, language=language, schema=schema, fail_on_error=fail_on_error)
        )
    if not articles:
        raise typer.BadParameter("required, except with --jsonl.", param_hint="ARTICLE")
    if len(articles) > 1:
        raise typer.BadParameter("only one article can be given, except with --jsonl.", param_hint="ARTICLE")
    found = find_places(
        open_source(articles[0], places=overrides, home=home, language=language, images=images, item=item), warn=warn
    )
    for message in found.unused:
        warn(message)
    if as_json:
        print_json(found.to_dict(schema=schema))
    else:
        from storymap.cli.table import table

        typer.echo(table(found))
