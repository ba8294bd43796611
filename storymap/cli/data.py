"""`storymap data`: list, look up, fetch and build the data of the package."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from storymap.cli.messages import print_json
from storymap.cli.progress import Bar
from storymap.errors import StorymapError
from storymap.model import Place
from storymap.wording.english import counted

if TYPE_CHECKING:
    from storymap.gazetteer.fetched import About

app = typer.Typer(no_args_is_help=True, help="List, look up, fetch and build the data of the package.")


@app.command("list")
def list_() -> None:
    """List the data files of the package, their sources, and the licences of the sources."""
    from storymap.gazetteer import open_gazetteer
    from storymap.resources import data

    for path in sorted(data("").iterdir()):
        if path.is_file() and path.suffix in (".bin", ".json", ".npz", ".zip") and not path.name.startswith("."):
            typer.echo(f"{path.name:<16} {path.stat().st_size / 1e6:7.2f} MB")
    about = open_gazetteer().about
    typer.echo("\nplaces.bin contains {:,} names of:".format(about["names"]))
    for kind, count in sorted(about["counts"].items(), key=lambda pair: -pair[1]):
        typer.echo(f"{count:>9,} {kind}")
    if fetched := fetched_parts():
        typer.echo("\nFetched in addition (`storymap data forget` removes it):")
        for part in fetched:
            typer.echo(f"{part.rows:>9,} {part.source}  {part.url}  {part.fetched}  sha256 {part.sha256[:16]}…")
    typer.echo("\nMade from:")
    for source in tomllib.loads(data("SOURCES.toml").read_text(encoding="utf-8")).values():
        package = f" ({source['package']})" if "package" in source else ""
        typer.echo(
            f"  {source['name']}{package}: {source['what']}. {source['licence']}. {source.get('url', '')}".rstrip()
        )


@app.command()
def build(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            help="Parts to build: facts, base, planet, footprints, relief. Default: facts.", show_default=False
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FOLDER",
            help="The folder to write to. Default: the data folder of the package.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Build the data files of the package again. The command needs a checkout. The same input gives the same bytes.

    The parts are: facts (places.bin and two patches, made in seconds from the files in storymap/facts and the base),
    base (settlements and administrative units), planet (the basemap), footprints (the areas of places), and relief (the
    shading of mountains). Every part except facts downloads pinned versions of packages when it is built for the first
    time.
    """
    forge = _forge("compile")
    builders: dict[str, Callable[[Path | None], list[Path]]] = {
        "facts": forge.compile_facts,
        "places": forge.compile_facts,  # before version 0.1.0, this was the name of `facts`
        "base": forge.build_base,
        "planet": forge.build_planet,
        "footprints": forge.build_footprints,
        "relief": forge.build_relief,
    }
    for name in what or ["facts"]:
        if name not in builders:
            raise typer.BadParameter(f"Unknown part {name!r}. Use one of: facts, base, planet, footprints, relief.")
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    for name in what or ["facts"]:
        for path in builders[name](out):
            typer.echo(f"{path}: {path.stat().st_size / 1e6:.2f} MB", err=True)


@app.command()
def check() -> None:
    """Check the values, references and names in storymap/facts.

    The command needs a checkout. The exit code is 1 if the facts have a mistake.
    """
    complaints, count = _forge("compile").check_facts()
    for complaint in complaints:
        typer.echo(complaint)
    if complaints:
        raise typer.Exit(1)
    typer.echo(f"{count:,} facts are correct.", err=True)


def _forge(module: str) -> Any:
    """Import a module of `storymap.forge`. Raise StorymapError if the installed package does not contain the module."""
    try:
        return import_module(f"storymap.forge.{module}")
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("storymap.forge"):
            raise StorymapError(f"{error.name} is not installed: python -m pip install -e '.[forge]'") from error
        raise StorymapError(
            "This command needs a checkout of the project's repository: the installed package contains compiled data,"
            " but not the facts and the code that compiles them."
        ) from error


@app.command()
def fetch(
    what: Annotated[
        list[str],
        typer.Argument(
            help="Country codes (JP, US …) or allCountries for places of GeoNames; natural-earth for outlines.",
            show_default=False,
        ),
    ],
    alternate_names: Annotated[
        bool,
        typer.Option("--alternate-names", help="Also fetch GeoNames' alternate names by language (a larger download)."),
    ] = False,
    base: Annotated[
        str | None, typer.Option(metavar="URL", help="URL of a mirror to fetch from.", show_default=False)
    ] = None,
) -> None:
    """Fetch more places from GeoNames or Natural Earth.

    The fetched places are stored on this computer. All other commands then use them in addition to the places in the
    package, and need no network.
    """
    from datetime import UTC, datetime

    from storymap.gazetteer import fetch as fetched
    from storymap.gazetteer.fetched import fetched_path

    today = datetime.now(UTC).date().isoformat()
    for name in what:
        if not re.fullmatch(r"[A-Za-z]{2}|allCountries|natural-earth", name):
            raise typer.BadParameter(f"{name} is not a country code (JP), allCountries or natural-earth")
    for name in what:
        with Bar() as bar:
            if name == "natural-earth":
                counts = {
                    layer: fetched.fetch_natural_earth(
                        layer, fetched_path(), base=base or fetched.NATURAL_EARTH, today=today, progress=bar
                    )
                    for layer in fetched.LAYERS
                }
            else:
                code = name if name == fetched.ALL else name.upper()
                counts = {
                    code: fetched.fetch_geonames(
                        code,
                        fetched_path(),
                        base=base or fetched.GEONAMES,
                        today=today,
                        alternates=alternate_names,
                        progress=bar,
                    )
                }
        for part, count in counts.items():
            typer.echo(f"{part}: {counted(count, 'place')}, in {fetched_path()}", err=True)


@app.command()
def forget(
    part: Annotated[
        str | None,
        typer.Argument(help="The part to remove, as named by `data list`. Default: all parts.", show_default=False),
    ] = None,
) -> None:
    """Remove fetched places. Afterwards, commands no longer use these places."""
    from storymap.gazetteer import fetch as fetched
    from storymap.gazetteer.fetched import fetched_path

    if fetched.forget(fetched_path(), part):
        typer.echo(f"{part or 'Everything that was fetched'} is removed.", err=True)
    else:
        hint = " `storymap data list` shows the fetched parts, such as JP." if part else ""
        typer.echo(f"Nothing was fetched{f' as {part}' if part else ''}.{hint}", err=True)


@app.command("train-ranker")
def train_ranker(
    texts: Annotated[
        list[Path],
        typer.Argument(help="Annotated texts as JSON Lines (see forge/training/ranker.py).", show_default=False),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FOLDER",
            help="The folder to write to. Default: the data folder of the package.",
            show_default=False,
        ),
    ] = None,
    only_certainty: Annotated[
        bool, typer.Option("--only-certainty", help="Train only the confidence; keep the other weights.")
    ] = False,
    only_choice: Annotated[
        bool, typer.Option("--only-choice", help="Train only the choice of places; keep the weights of the confidence.")
    ] = False,
) -> None:
    """Train the weights that the resolver uses to decide between places of the same name."""
    ranker = _forge("training.ranker")
    from storymap.resources import data

    if only_certainty and only_choice:
        raise typer.BadParameter("--only-certainty and --only-choice exclude each other: use one of them.")
    keep = ("first", "full", "confidence") if only_certainty else ("confidence", "certainty") if only_choice else ()
    typer.echo(f"{ranker.build(texts, out or data(''), keep)}", err=True)


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="The name of a place, in any script.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON list, best match first.")] = False,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="Maximum number of places to print.")] = 20,
) -> None:
    """Show all places with a name, with their ids and sources. The best match comes first.

    The name may be followed by a place that contains it, such as Newtown Kent.
    """
    from storymap.gazetteer import open_gazetteer
    from storymap.resolve.search import search_places

    gazetteer = open_gazetteer()
    found = [gazetteer.place(entry) for entry in gazetteer.find(name)]
    found = found or [one.place for one in search_places(name, gazetteer)]
    if as_json:
        print_json([row(place) for place in found[:limit]])
        return
    if why := gazetteer.negative(name):
        typer.echo(f"“{name}” alone is never recognised as a place: {why}.")
    if stands_for := gazetteer.demonym(name):
        typer.echo(f"“{name}” is evidence for {', '.join(_called(code) for code in stands_for)}.")
    if not found:
        from storymap.nearest import did_you_mean
        from storymap.resolve.nearest import nearest_name

        near = nearest_name(name, gazetteer)
        hint = did_you_mean(near) or " `storymap data fetch COUNTRY` adds smaller places."
        typer.echo(f"No place with the name “{name}” was found.{hint}")
    for place in found[:limit]:
        typer.echo("\n".join(_lines(place)))
    if len(found) > limit:
        typer.echo(f"… and {len(found) - limit} more (--limit).")


def fetched_parts() -> list[About]:
    """Return the sources of places that the user has fetched, or an empty list."""
    from storymap.gazetteer import open_gazetteer
    from storymap.gazetteer.extended import ExtendedGazetteer

    gazetteer = open_gazetteer()
    return gazetteer.fetched.about if isinstance(gazetteer, ExtendedGazetteer) else []


def row(place: Place) -> dict[str, Any]:
    """Return a place as the JSON object that `show --json` writes."""
    dispute = place.dispute
    return {
        "id": place.id,
        "name": place.name,
        "lat": place.position.lat,
        "lon": place.position.lon,
        "feature_code": place.feature_code,
        "country_codes": list(place.country_codes),
        "bbox": list(place.bbox) if place.bbox else None,
        "population": place.population,
        "dispute": {
            "status": dispute.status,
            "administered_by": list(dispute.administered_by),
            "claimed_by": list(dispute.claimed_by),
            "since": dispute.since,
            "note": dispute.note,
        }
        if dispute
        else None,
        "source": place.source,
    }


def _lines(place: Place) -> list[str]:
    """Return the lines that `show` prints for a place: kind, position, other names and territorial dispute."""
    where = ", ".join(part for part in (place.admin1, *(_called(code) for code in place.country_codes[:4])) if part)
    lat, lon = place.position
    people = f", {place.population:,} people" if place.population else ""
    lines = [
        f"{place.name} [{place.feature_code}] {lat:.2f} {lon:.2f}{people}",
        f"    {where or 'no country'} · {place.id} · {place.source}, {place.licence}",
    ]
    if place.names:
        names = (f"{n.name} ({'/'.join(filter(None, (n.language, n.side)))})" for n in place.names[:12])
        lines.append(f"    {', '.join(names)}")
    if place.dispute:
        lines.append(f"    {place.dispute.status}: {place.dispute.note}")
    return lines


def _called(code: str) -> str:
    """Return the name of a country or place. `code` is the code of a country or the id of a place."""
    from storymap.gazetteer import open_gazetteer

    gazetteer = open_gazetteer()
    return gazetteer.place(code).name if ":" in code else gazetteer.country_name(code)
