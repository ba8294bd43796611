"""`storymap places`: the places of an article as a table or JSON, or of many texts as JSON Lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import typer

from storymap.cli.arguments import HomeOption, ImagesOption, ItemOption, LanguageOption, PlacesOption
from storymap.cli.messages import warn
from storymap.cli.sources import open_source
from storymap.errors import StorymapError
from storymap.read.formats import SUFFIXES_HELP


def places(
    article: Annotated[
        str | None,
        typer.Argument(
            metavar="ARTICLE",
            help=f"The article: a file ({SUFFIXES_HELP}), a URL, or - for standard input. Not needed with --jsonl.",
            show_default=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON document (storymap-places/2).")] = False,
    jsonl: Annotated[
        bool,
        typer.Option(
            "--jsonl", help='Read JSON Lines {"id", "text"} from standard input; print a JSON document for each line.'
        ),
    ] = False,
    schema: Annotated[
        int,
        typer.Option(
            "--schema", min=1, max=2, metavar="1|2", help="The form of the JSON documents; 1 has no suggestions."
        ),
    ] = 2,
    overrides: PlacesOption = None,
    home: HomeOption = None,
    language: LanguageOption = None,
    images: ImagesOption = None,
    item: ItemOption = None,
) -> None:
    """List the places in an article.

    Prints each mention with its place, confidence and reason; then suggestions (possible places that are not on the
    map); then rejected names.
    """
    if jsonl:
        for document in answer_lines(sys.stdin.buffer, home, schema=schema):
            sys.stdout.write(json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n")
        return
    if article is None:
        raise typer.BadParameter("required, except with --jsonl.", param_hint="ARTICLE")
    from storymap.pipeline import find_places

    found = find_places(
        open_source(article, places=overrides, home=home, language=language, images=images, item=item), warn=warn
    )
    for message in found.unused:
        warn(message)
    if as_json:
        typer.echo(json.dumps(found.to_dict(schema=schema), ensure_ascii=False, indent=1))
    else:
        from storymap.cli.table import table

        typer.echo(table(found))


def answer_lines(lines: Iterable[bytes], home: str | None = None, *, schema: int = 2) -> Iterator[dict[str, Any]]:
    """Yield a document for each line before the next line is read. For an invalid line, yield {"id", "error"}."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _answer(line, number, home, schema)


def _answer(line: bytes, number: int, home: str | None, schema: int) -> dict[str, Any]:
    from storymap.pipeline import places as find

    record: Any = None
    try:
        record = json.loads(line)
        options = _options(record)
        return find(record["text"], id=record.get("id"), **({"home": home} | options)).to_dict(schema=schema)
    except StorymapError as error:
        return {"id": _id(record), "error": str(error)}
    except (ValueError, TypeError) as error:
        return {"id": _id(record), "error": f"line {number}: {error}"}


def _options(record: Any) -> dict[str, Any]:
    """Return the optional fields of a record. Raise ValueError if one of them is invalid."""
    from storymap.model import Home, position

    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise ValueError('each line must be a JSON object with a string "text"')
    options: dict[str, Any] = {}
    for key in ("title", "language", "published"):
        if record.get(key) is not None:
            if not isinstance(record[key], str):
                raise ValueError(f'"{key}" must be a string')
            options[key] = record[key]
    at = record.get("home")
    if isinstance(at, dict):
        try:
            options["home"] = Home(position=position(float(at["lat"]), float(at["lon"])))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f'"home" must be a name or an object with "lat" and "lon": {error}') from error
    elif at is not None:
        options["home"] = str(at)
    return options


def _id(record: Any) -> Any:
    return record.get("id") if isinstance(record, dict) else None
