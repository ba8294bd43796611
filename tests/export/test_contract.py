"""Requirements for every format: its files have the aspects in `keeps`, are reproducible, and can have hostile text."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import EntryPoint
from typing import Any

import pytest
import shapely

import storymap.export as exports
from storymap.errors import OutputError
from storymap.export import exporter, names
from storymap.export.gather import amount, gather
from storymap.model import Figure, Footprint, MapLayer, Position, Relation, Story
from storymap.ports import About, Aspect, Exporter, Lookups
from tests.export.needs import can_be_written, needs, reader
from tests.export.stories import FIJI, STORIES, TWO_NAMES, hostile, looked_up, written


@pytest.mark.thorough
@pytest.mark.parametrize("form", names())
@pytest.mark.parametrize("story", [name for name in STORIES if name != "crowd"])
def test_every_story_can_be_written_reproducibly(story: str, form: str) -> None:
    needs(form)
    again = exporter(form).write(STORIES[story](), looked_up(story))
    assert written(story, form) == again and again


def test_another_process_writes_the_same_bytes() -> None:
    """The output does not depend on the order of sets, memory addresses or random ids."""
    forms = [form for form in names() if can_be_written(form)]
    code = f"from tests.export.test_contract import digests; print(digests({forms!r}))"
    other = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert other.stdout.strip() == str(digests(forms))


def digests(forms: Sequence[str]) -> dict[str, str]:
    """Return format -> hash of the hostile story in this format."""
    return {form: hashlib.sha256(written("hostile", form)).hexdigest() for form in forms}


# Aspect -> lists of strings. If a format keeps the aspect, its file must contain at least one string of each list. The
# alternatives are needed because formats write numbers and escape text in different ways.
TRACES = {
    Aspect.TEXT: [["lies far from"]],
    Aspect.MENTIONS: [["Łeft Ísle"]],
    Aspect.DESCRIPTIONS: [["The disputed island off"]],
    Aspect.POSITIONS: [["10.25"], ["-40.5"], ["179.999999", "-180.000001"]],
    Aspect.AREAS: [["-19"]],
    Aspect.DISPUTES: [["Right' Isle", "Right&#x27; Isle"], ["الجزيرة"], ["claimed by two"], ["ccupied"]],
    Aspect.CONFIDENCE: [["0.31", "31 %"]],
    Aspect.REASONS: [["could be this"]],
    Aspect.CANDIDATES: [["Elsewhere-on-Sea"]],
    Aspect.ABSENT: [["Nowhereville"], ["Not read as a place on its own"]],
    Aspect.SCENES: [["Over the water"]],
    Aspect.DISTANCES: [["162.3", "162 km"]],
    Aspect.NOTES: [["mind"]],
    Aspect.LAYERS: [["The front"], ["11.375"], ["12.625"], ["-13.875"]],
    Aspect.SOURCES: [["GeoNames (CC BY 4.0)"]],
}


LAYER = MapLayer(
    "layer-1",
    "The front",
    "line",
    lines=((Position(-11.375, 170.0), Position(-11.0, 171.0)),),
    area=Footprint(((tuple(Position(lat, lon) for lat, lon in ((-12.625, 170), (-12.625, 171), (-12, 171))),),)),
    points=(Position(-13.875, 170.0),),
)


@cache
def rich() -> Story:
    """Return the hostile story with a stated distance and a scene title, so that it has all aspects."""
    story = hostile()
    start = story.article.text.index("2 500 km")
    isle, fiji = (next(p.slug for p in story.places if p.place is place) for place in (TWO_NAMES, FIJI))
    line = (FIJI.position, TWO_NAMES.position)
    relation = Relation("distance", start, start + 8, fiji, isle, "2 500 km", 2500.0, 162.3, 162.3, 162.3, line)
    picture = Figure("cover.jpg", after=0)
    scenes = (story.scenes[0], replace(story.scenes[1], title="Over the water"), *story.scenes[2:])
    return replace(
        story, relations=(relation,), scenes=scenes, layers=(LAYER,), article=replace(story.article, figures=(picture,))
    )


def readable(form: str, content: bytes) -> str:
    """Return the text of a file, without the markup that would interrupt the strings for which the tests search."""
    if form == "geoparquet":
        table = reader("pyarrow.parquet").read_table(io.BytesIO(content))
        shapes = [str(shapely.from_wkb(table[column].to_pylist())) for column in ("geometry", "footprint")]
        plain = table.drop_columns(["geometry", "footprint"]).to_pylist()
        return "\n".join([str(plain), *shapes, table.schema.metadata[b"storymap"].decode()])
    if form in ("geopackage", "flatgeobuf"):
        pyogrio = reader("pyogrio")
        layers = [layer for layer, _ in pyogrio.list_layers(content)]
        frames = [pyogrio.read_dataframe(content, layer=layer) for layer in layers]
        rows = [{**row, "geometry": str(row["geometry"])} for frame in frames for row in frame.to_dict("records")]
        return "\n".join(f"{row}\n{row.get('source')} ({row.get('licence')})" for row in rows)
    text = content.decode("utf-8-sig")
    if form == "conll":  # in this format, each token has a line
        text = " ".join(line.split(" ")[0] for line in text.splitlines())
    if form == "maplibre":  # the basemap is removed, because its coordinates may contain the searched numbers
        text = re.sub(r'"ground-\d":\{.*?"tolerance":0\}', "", text)
    return text.replace("\\u0027", "'")


@pytest.mark.parametrize("form", names())
def test_format_contains_the_aspects_it_keeps(form: str) -> None:
    needs(form)
    text = readable(form, exporter(form).write(rich(), looked_up("hostile")))
    assert exporter(form).ABOUT.keeps
    for aspect in exporter(form).ABOUT.keeps:
        for traces in TRACES[aspect]:
            assert any(t in text for t in traces), f"{form} should keep {aspect}, but contains none of {traces}"


@pytest.mark.parametrize("form", names())
def test_traces_of_aspects_are_not_in_every_file_of_the_format(form: str) -> None:
    """A file without places has none of the strings for which the test above searches. Otherwise, it could not fail."""
    needs(form)
    text = readable(form, written("empty", form))
    assert [trace for lists in TRACES.values() for traces in lists for trace in traces if trace in text] == []


@pytest.mark.parametrize("form", names())
def test_all_of_eight_hundred_places_are_written(form: str) -> None:
    needs(form)
    found = set(re.findall(r"Town [A-Z]\d+", readable(form, written("crowd", form))))
    assert found == {p.label for p in STORIES["crowd"]().places} and len(found) == 800


@pytest.mark.parametrize("form", names())
def test_unpaired_surrogate_raises_error(form: str) -> None:
    needs(form)
    story = replace(hostile(), article=replace(hostile().article, title="half \ud83d a flag"))
    with pytest.raises(OutputError, match=r"unpaired surrogate U\+D83D after “half ”"):
        exporter(form).write(story, looked_up("hostile"))


def test_rich_story_has_every_aspect() -> None:
    gathered = gather(rich(), looked_up("hostile"))
    assert all(amount(aspect, gathered) for aspect in Aspect)


def test_passages_left_out_are_not_exported() -> None:
    gathered = gather(hostile(), looked_up("hostile"))
    assert "p6" not in {m.passage for m in gathered.mentions}
    assert len(gathered.mapped()) == len([s for s in hostile().slugs if s]) - 1


def test_every_format_has_name_suffix_title_and_programs_that_open_it() -> None:
    for name in names():
        about = exporter(name).ABOUT
        assert about.name == name and about.suffix.startswith(".") and about.title and about.opened_by


def test_unknown_format_suggests_most_similar_name() -> None:
    with pytest.raises(
        OutputError, match=r"unknown format 'geojsom'; choose one of geojson, .* Did you mean geojson\?"
    ):
        exporter("geojsom")


class PluginFormat:
    """An exporter like one from a plugin."""

    ABOUT = About("shout", "PluginFormat names", ".txt", frozenset(), "anyone")

    @staticmethod
    def write(story: Story, lookups: Lookups) -> bytes:
        return ", ".join(p.label.upper() for p in story.places).encode()


def test_plugin_adds_format_and_cannot_replace_built_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def points(group: str) -> list[EntryPoint]:
        value = f"{__name__}:PluginFormat"
        return [EntryPoint("shout", value, group), EntryPoint("geojson", value, group)]

    monkeypatch.setattr(exports, "entry_points", points)
    assert names()[0] == "geojson" and names()[-1] == "shout"
    plugin: Exporter = exporter("shout")
    assert b"FIJI" in plugin.write(hostile(), looked_up("hostile"))
    assert exporter("geojson").ABOUT.title == "GeoJSON (RFC 7946)"


def test_plugin_that_cannot_be_loaded_raises_error_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def points(group: str) -> list[Any]:
        return [EntryPoint("broken", "no_such_module:Thing", group)]

    monkeypatch.setattr(exports, "entry_points", points)
    with pytest.raises(OutputError, match=r"plugin no_such_module:Thing for the format broken cannot be loaded"):
        exporter("broken")
