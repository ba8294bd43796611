"""Users' files, schemas and plugins that were written for earlier versions still work."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

import storymap
from tests.contracts.observe import schema
from tests.contracts.pages import page_document, site
from tests.contracts.run import INPUTS, RECORDED, done, folder

YAMLS = ("places.yaml", "kinds.yaml", "old.yaml", "at.yaml", "split.yaml", "media.yaml")
PLUGIN = """
class ABOUT:
    name, title, suffix, keeps, drops = "slugs", "Slugs", ".slugs.txt", frozenset(), ()
    opened_by, remark, extra = "anything", "", ""

def write(story, lookups):
    rows = [f"{p.slug} {p.label} {p.place.id} {p.place.position.lat} {p.place.position.lon}" for p in story.places]
    return "\\n".join([story.article.title, *rows]).encode()
"""


def load(text: str) -> Any:
    return YAML(typ="safe").load(text)


def command(*argv: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "storymap", *argv],
        capture_output=True,
        text=True,
        env=os.environ | environment,
        check=False,
    )


# ---- places.yaml and its schema ----


@pytest.mark.parametrize("name", YAMLS)
def test_schema_accepts_old_file(name: str) -> None:
    jsonschema.validate(load((INPUTS / name).read_text(encoding="utf-8")), schema("places-yaml.schema.json"))


@pytest.mark.parametrize("text", (INPUTS / "refused.txt").read_text(encoding="utf-8").split("---\n"))
def test_schema_rejects_files_that_commands_reject(text: str) -> None:
    with pytest.raises((jsonschema.ValidationError, YAMLError)):
        jsonschema.validate(load(text), schema("places-yaml.schema.json"))


def test_inputs_use_every_key_and_value_of_the_schema() -> None:
    """A new key of places.yaml must be used in an input file, so that its effect is recorded."""
    texts = " ".join((INPUTS / name).read_text(encoding="utf-8") for name in YAMLS)
    words: set[str] = set()

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            words.update(node.get("properties", {}))
            words.update(node.get("enum", []))
        for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else []:
            walk(inner)

    walk(schema("places-yaml.schema.json"))
    assert {"approximate", "peninsula", "breakaway"} < words
    assert [word for word in sorted(words) if not re.search(rf"\b{word}\b", texts)] == []


# ---- JSON documents and their schemas ----


@pytest.mark.parametrize("name", ["places-ferry", "places-hafen", "places-fune", "places-jsonl"])
def test_recorded_documents_match_the_schema(name: str) -> None:
    found = json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))
    for document in found if isinstance(found, list) else [found]:
        jsonschema.validate(document, schema("places.schema.json"))


@pytest.mark.parametrize("name", ["plain.html", "led.html"])
def test_document_in_page_matches_the_schema(name: str) -> None:
    document = page_document((site() / name).read_text(encoding="utf-8"))
    assert document["schema"] == "storymap/1"
    jsonschema.validate(document, schema("story.schema.json"))


# ---- init ----


def test_init_refers_to_the_schema_and_changes_no_decision(tmp_path: Path) -> None:
    with folder(tmp_path, "ferry.txt"):
        before = done("places", "ferry.txt", "--json").json
        done("init", "ferry.txt")
        text = Path("places.yaml").read_text(encoding="utf-8")
        named = re.match(r"# yaml-language-server: \$schema=(\.storymap/places-yaml\.schema\.json)\n", text)
        assert named and json.loads(Path(named[1]).read_text(encoding="utf-8")) == schema("places-yaml.schema.json")
        assert done("places", "ferry.txt", "--json").json == before
        done("init", "ferry.txt")
        assert Path("places.yaml").read_text(encoding="utf-8") == text


def test_uncommented_line_of_init_chooses_its_place(tmp_path: Path) -> None:
    with folder(tmp_path, "ferry.txt"):
        done("init", "ferry.txt")
        text = Path("places.yaml").read_text(encoding="utf-8")
        Path("places.yaml").write_text(
            text.replace("# id: geonames:4409896", "id: geonames:4409896", 1), encoding="utf-8"
        )
        mentions = done("places", "ferry.txt", "--json").json["mentions"]
    chosen = {m["surface"]: m["place"]["id"] for m in mentions if m["place"]}
    assert chosen["Springfield"] == "geonames:4409896"


def test_init_updates_comments_of_an_earlier_init(tmp_path: Path) -> None:
    """`init` updates the comments that it wrote: on the schema, on entries, on suggestions and on unresolved names."""
    with folder(tmp_path, "village.txt", places="old.yaml"):
        old = Path("places.yaml").read_text(encoding="utf-8").splitlines()
        done("init", "village.txt")
        new = Path("places.yaml").read_text(encoding="utf-8").splitlines()
    assert [line for line in old if line not in new or old.index(line) == 4] == [old[0], old[4], old[8]]
    assert new[0] == "# yaml-language-server: $schema=.storymap/places-yaml.schema.json"
    assert new[4] == old[5]  # Otaru is in the article, so its comment is removed
    # storymap now suggests another Paris, with a new comment
    assert re.fullmatch(r"    suggested: geonames:4717560  # .*", new[7])
    assert "74%" not in new[7]
    # Sapporo is not in the article, so a comment is added.
    assert new[8] == old[9] and new[9].startswith("  # ") and new[10] == old[10]
    assert "  Texas:" in new
    assert sum("Grimbleford: {lat: , lon: }" in line for line in new) == 1


# ---- the command and Python ----


def test_python_m_storymap_and_script_run_the_command() -> None:
    ran = command("--version")
    assert (ran.returncode, ran.stdout) == (0, f"storymap {storymap.__version__}\n")
    (script,) = entry_points(group="console_scripts", name="storymap")
    assert script.load()(["--version"]) == 0


def test_broken_cache_has_exit_code_5(tmp_path: Path) -> None:
    cache = tmp_path / "storymap" / "fetched.sqlite"
    cache.parent.mkdir()
    cache.write_text("broken", encoding="utf-8")
    assert command("places", str(INPUTS / "ferry.txt"), XDG_CACHE_HOME=str(tmp_path)).returncode == 5


def test_json_lines_are_written_one_by_one_and_interrupt_has_exit_code_130() -> None:
    # Shells start background commands with SIGINT ignored, and child processes inherit this. Without the default
    # handler, the test would hang.
    code = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
        "from storymap.cli import main; sys.exit(main())"
    )
    argv = [sys.executable, "-c", code, "places", "--jsonl"]
    with subprocess.Popen(
        argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(b'{"id": 1, "text": "Rain in Sapporo."}\n')
        # More lines are needed, because the first result may be buffered until there are more inputs.
        process.stdin.write(b"".join(b'{"id": %d, "text": "Rain in Sapporo."}\n' % n for n in range(2, 40)))
        assert json.loads(process.stdout.readline())["id"] == 1
        process.send_signal(signal.SIGINT)
        assert b"Traceback" not in process.stderr.read()
    assert process.returncode == 130


def test_python_functions_and_command_have_the_same_output(tmp_path: Path) -> None:
    import folium

    with folder(tmp_path, "ferry.txt"):
        text = Path("ferry.txt").read_text(encoding="utf-8")
        found = storymap.places(text, id="ferry.txt")
        assert isinstance(found, storymap.Places)
        assert found.to_dict() == done("places", "ferry.txt", "--json").json
        assert len(found) == len(list(found)) == len(found.to_dict()["mentions"])
        story = storymap.build("ferry.txt")
        assert isinstance(story, storymap.StoryMap)
        done("build", "ferry.txt")
        assert story.html() == story.save("saved.html").read_text(encoding="utf-8")
        assert story.html() == Path("ferry.html").read_text(encoding="utf-8")
        assert story.export("geojson") == done("export", "ferry.txt", "-o", "-").out
        assert isinstance(story.map, folium.Map)
        # a notebook stores what it shows, so it gets a table instead of a large page
        frame = r'<iframe srcdoc="[^"]+" sandbox="allow-scripts allow-popups" |<p><strong>.*<table>'
        assert re.match(frame, story._repr_html_(), re.S)
        assert story.story.article.text == text
        line = {"type": "LineString", "coordinates": [[141, 43], [141.2, 45.1]]}
        story.map.add_child(folium.GeoJson({"type": "Feature", "properties": {}, "geometry": line}))
        assert "LineString" in story.html()


def test_export_format_of_another_package_is_found(tmp_path: Path) -> None:
    about = tmp_path / "slugs-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: slugs\nVersion: 1\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[storymap.exporters]\nslugs = slugs_format\n", encoding="utf-8")
    (tmp_path / "slugs_format.py").write_text(PLUGIN, encoding="utf-8")
    paths = os.pathsep.join([str(tmp_path), str(Path(storymap.__file__).parents[1])])
    with folder(tmp_path, "ferry.txt"):
        ran = command("export", "ferry.txt", "-f", "slugs", PYTHONPATH=paths)
    assert ran.returncode == 0, ran.stderr
    lines = (tmp_path / "ferry.slugs.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "Ferry talks" and "otaru Otaru geonames:2128574 43.18944 141.00222" in lines
