"""Describe the public interfaces as JSON, one function each. `record.py` writes the results to `recorded/`."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import typer
from ruamel.yaml import YAML

import storymap
from storymap.cli import application
from tests.contracts.pages import oembed, page, snippets
from tests.contracts.run import INPUTS, done, folder, run, without_sentences


def schema(name: str) -> Any:
    """Return a JSON Schema from its path in the installed package, because users' files refer to this path."""
    return json.loads((files("storymap") / "schemas" / name).read_text(encoding="utf-8"))


# ---- places.yaml and what it does ----


def effects(article: str, yaml: str, tmp: Path) -> dict[str, Any]:
    """Return the places document and the GeoJSON of an article with a places.yaml."""
    with folder(tmp, article, "mill.png", places=yaml):
        found = done("places", article, "--json", "--schema", "1").json
        story = done("export", article, "-f", "geojson", "-o", "-").out
    words = frozenset(("text", "reason", "kind", "where", "source"))
    geojson = without_sentences(json.loads(story), words)
    for feature in geojson["features"]:
        about = feature["properties"]
        for name in ("candidates", "mentions"):  # the places document also has these values
            about.pop(name, None)
        if not about["place_id"].startswith("editor:"):
            feature["geometry"] = feature["geometry"]["type"]
            # the note is a sentence, which may change
            about["dispute"] = about["dispute"] and {**about["dispute"], "note": "…"}
    del geojson["storymap"]["credits"]
    return {"places": without_sentences(found), "features": geojson["features"], "story": geojson["storymap"]}


def refused(tmp: Path) -> dict[str, list[Any]]:
    """Return invalid places.yaml -> [exit code, line, column] as in the message."""
    found = {}
    for text in (INPUTS / "refused.txt").read_text(encoding="utf-8").split("---\n"):
        with folder(tmp, "ferry.txt"):
            Path("places.yaml").write_text(text, encoding="utf-8")
            ran = run("places", "ferry.txt")
        at = re.search(r"places\.yaml:(\d+):(\d+): ", ran.err)
        found[text] = [ran.code, *(map(int, at.groups()) if at else ["nowhere"])]
    return found


# ---- documents for programs ----


def places_of(article: str, tmp: Path) -> Any:
    with folder(tmp, article):
        return without_sentences(done("places", article, "--json", "--schema", "1").json)


def json_lines(tmp: Path) -> list[Any]:
    with folder(tmp):
        ran = done("places", "--jsonl", "--schema", "1", stdin=(INPUTS / "lines.jsonl").read_bytes())
    assert ran.out.endswith(b"}\n")
    return [without_sentences(json.loads(line)) for line in ran.out.splitlines()]


def explained(tmp: Path) -> Any:
    with folder(tmp, "ferry.txt"):
        documents = [done("explain", "ferry.txt", "Otaru", "--nth", "2", "--json").json]
        documents += [
            done("explain", "ferry.txt", words, "--json").json for words in ("Sapporo", "Japanese", "Springfield")
        ]
    for document in documents:
        for mention in document["mentions"]:
            del mention["candidates"][1:]
            for candidate in mention["candidates"]:
                evidence = candidate["evidence"]  # feature -> number; another model may have other names of features
                candidate["evidence"] = (
                    all(isinstance(value, float) for value in evidence.values()) and len(evidence) > 0
                )
            cue = mention["cue"].items()
            mention["cue"] = {name: value for name, value in cue if value and name != "relation_start"}
    return without_sentences(documents)


def differences(tmp: Path) -> dict[str, Any]:
    with folder(tmp, "ferry.txt"):
        text = Path("ferry.txt").read_text(encoding="utf-8")
        Path("new.txt").write_text(text.replace("Wakkanai", "Abashiri").replace(" in Tokyo", ""), encoding="utf-8")
        Path("a.yaml").write_text("version: 1\nplaces:\n  Otaru: {ignore: true}\n", encoding="utf-8")
        Path("b.yaml").write_text("version: 1\nplaces:\n  Otaru: {id: geonames:1850147}\n", encoding="utf-8")
        articles = done("diff", "ferry.txt", "new.txt", "--json").json
        choices = done("diff", "a.yaml", "b.yaml", "--article", "ferry.txt", "--json").json
    return {"articles": without_sentences(articles), "choices": without_sentences(choices)}


def known(tmp: Path) -> Any:
    names = ("Chitose", "Senkaku Islands", "Xyzzy")
    found = {name: done("data", "show", name, "--json", "--limit", "2").json for name in names}
    shown: dict[str, Any] = without_sentences(found, frozenset(["note"]))
    return shown


# ---- the command line ----


def commands(tmp: Path) -> dict[str, Any]:
    """Return the arguments, options and subcommands of the parser, and those of each subcommand.

    Help texts are left out, because they may change.
    """
    return _command(typer.main.get_command(application()))


def _command(command: Any) -> dict[str, Any]:
    parameters = [p for p in command.params if p.name != "help"]
    return {
        "arguments": [
            {"required": p.required, "many": p.nargs != 1, "default": p.default}
            for p in parameters
            if p.param_type_name == "argument"
        ],
        "options": {
            name: _option(p, name) for p in parameters for name in [*p.opts, *p.secondary_opts] if name[:1] == "-"
        },
        "commands": {name: _command(inner) for name, inner in getattr(command, "commands", {}).items()},
    }


def _option(parameter: Any, name: str) -> dict[str, Any]:
    """Describe an option. `means` is its first long name: it shows that -o is still --output."""
    long = [opt for opt in (*parameter.opts, *parameter.secondary_opts) if opt.startswith("--")]
    return {
        "means": name if name in long else long[0],
        "takes_value": not parameter.is_flag,
        "required": parameter.required,
        "many": parameter.multiple,
        "default": parameter.default,
    }


def written(tmp: Path) -> dict[str, list[str]]:
    """Return command line -> names of the files that it writes if the output is not given or is a folder."""
    calls: dict[str, list[str]] = {
        "build ferry.txt": [],
        "build ferry.txt -o out": [],
        "build ferry.txt --companion --oembed --share-image --canonical https://example.org/": [],
        "init ferry.txt": [],
        "init ferry.txt --places mine.yaml": [],
        **{f"export ferry.txt -f {name}": [] for name in FORMATS},
    }
    for number, call in enumerate(calls):
        with folder(tmp / str(number), "ferry.txt") as here:
            Path("out").mkdir()
            done(*call.split())
            names = (p.relative_to(here).as_posix() for p in here.rglob("*") if p.is_file())
            calls[call] = sorted(set(names) - {"ferry.txt"})
    return calls


FORMATS = (  # all formats except geoparquet, which needs pyarrow
    *("geojson", "kml", "gpx", "csv", "linkedplaces", "annotations"),
    *("tei", "markdown", "spacy", "conll", "folium", "maplibre"),
)


CALLS = (
    *("--version", "--help", "build", "build --no-such-option", "nothing", "build missing.txt", "build empty.txt"),
    *(
        "places",
        "places missing.txt",
        "explain ferry.txt Nowhere",
        "explain ferry.txt Otaru --nth 9",
        "diff ferry.txt",
        "diff missing.txt ferry.txt",
    ),
    *(
        "build ferry.txt --theme pink",
        "build ferry.txt --css missing.css",
        "build ferry.txt --min-confidence 2",
        "build ferry.txt --oembed",
    ),
    *(
        "embed ferry.txt",
        "embed missing.html",
        "embed ferry.txt --for nobody",
        "export ferry.txt -f nothing",
        "export",
        "data show",
        "data fetch nowhere",
    ),
    *(
        "places ferry.txt --places broken.yaml",
        "build ferry.txt --places missing.yaml",
        "build ferry.txt --places unknown-id.yaml",
    ),
    *(
        "build ferry.txt --online nobody",
        "build village.txt --strict",
        "build ferry.txt --min-confidence 0.999",
        "build ferry.txt --strict -o s.html",
    ),
    *(
        "build ferry.txt --css loads.css",
        "build ferry.txt --oembed --canonical ftp://example.org/",
        "build ferry.txt -o ferry.txt",
    ),
    *(
        "build ferry.txt -o empty.txt/a.html",
        "export ferry.txt -o empty.txt/a.geojson",
        "import empty.txt -a ferry.txt",
    ),
    *("import missing.json -a ferry.txt", "import old.geojson -a kinds.txt", "import old.geojson -a missing.txt"),
)


def exit_codes(tmp: Path) -> dict[str, int]:
    codes = {}
    with folder(tmp, "ferry.txt", "village.txt", "kinds.txt", "old.geojson"):
        Path("empty.txt").touch()
        Path("broken.yaml").write_text("version: [", encoding="utf-8")
        Path("unknown-id.yaml").write_text("version: 1\nplaces: {Otaru: {id: geonames:0}}\n", encoding="utf-8")
        Path("loads.css").write_text("@import url(https://example.org/a.css);", encoding="utf-8")
        for call in CALLS:
            ran = run(*call.split())
            assert "Traceback" not in ran.err, f"storymap {call}: {ran.err}"
            codes[call] = ran.code
    return codes


# ---- files that were written earlier ----


def imported(tmp: Path) -> dict[str, Any]:
    """Return places.yaml after importing old exports, unchanged and edited ones, or None if no file is written.

    `since`: places.yaml was changed after the export; importing an unedited export must keep these changes.
    """
    found: dict[str, Any] = {}
    for name in ("old.geojson", "old.jsonld"):
        with folder(tmp / f"since-{name}", "ferry.txt", name, places="since.yaml"):
            done("import", name, "--article", "ferry.txt")
            found[f"since {name}"] = Path("places.yaml").read_text(encoding="utf-8")
    for name in ("old.geojson", "old.jsonld", "back.geojson", "back.jsonld"):
        with folder(tmp / name, "ferry.txt", name):
            done("import", name, "--article", "ferry.txt")
            found[name] = YAML(typ="safe").load(Path("places.yaml")) if Path("places.yaml").exists() else None
    return found


def drafted(tmp: Path) -> dict[str, Any]:
    """Return what `init` writes for an article, without comments."""
    with folder(tmp, "ferry.txt"):
        done("init", "ferry.txt")
        return {"places.yaml": YAML(typ="safe").load(Path("places.yaml"))}


# ---- Python and plugins ----


def api(tmp: Path) -> dict[str, Any]:
    """Return the public names, and the parameters of the two functions with kind and default."""
    return {
        "names": dict.fromkeys(sorted(storymap.__all__), True),
        "build": _parameters(storymap.build),
        "places": _parameters(storymap.places),
    }


def _parameters(function: Callable[..., Any]) -> dict[str, Any]:
    signature = inspect.signature(function)
    return {
        name: {
            "kind": p.kind.name,
            "required": p.default is p.empty,
            "default": None if callable(p.default) else p.default,
        }
        for name, p in signature.parameters.items()
    }


def formats(tmp: Path) -> dict[str, Any]:
    """Return the parts of exports that programs read: the properties of GeoJSON and the columns of CSV."""
    with folder(tmp, "features.md", "places.yaml", "mill.png"):
        table = done("export", "features.md", "-f", "csv", "-o", "-").out.decode("utf-8-sig")
        geojson = json.loads(done("export", "features.md", "-f", "geojson", "-o", "-").out)
    whole = {f["id"]: f for f in geojson["features"]}
    place, area = whole["the-reserve"], whole["the-reserve-area"]
    return {
        "csv": dict.fromkeys(table.splitlines()[0].split(","), True),
        "geojson": {"file": _shape(geojson["storymap"]), "place": _shape(place), "area": _shape(area["properties"])},
    }


def _shape(value: Any) -> Any:
    """Replace the values in a dict: nested dicts by their keys, lists by "list", other values by True."""
    return (
        {k: _shape(v) for k, v in value.items()}
        if isinstance(value, dict)
        else "list"
        if isinstance(value, list)
        else True
    )


Observation = Callable[[Path], Any]
# The results of these functions must be the same as those recorded, except for sentences.
SAME: Mapping[str, Observation] = {
    "effects-features": lambda tmp: effects("features.md", "places.yaml", tmp),
    "effects-kinds": lambda tmp: effects("kinds.txt", "kinds.yaml", tmp),
    "exit-codes": exit_codes,
    "imported": imported,
    "init": drafted,
    "places-ferry": lambda tmp: places_of("ferry.txt", tmp),
    "places-hafen": lambda tmp: places_of("hafen.txt", tmp),
    "places-fune": lambda tmp: places_of("fune.txt", tmp),
    "places-jsonl": json_lines,
    "refused": refused,
    "written": written,
}
# The results of these functions must be the same as those recorded, but dicts may also have new keys.
WITHIN: Mapping[str, Observation] = {
    "api": api,
    "commands": commands,
    "data-show": known,
    "diff": differences,
    "explain": explained,
    "formats": formats,
    "oembed": oembed,
    "page": page,
    "snippets": snippets,
}
