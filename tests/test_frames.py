"""The Python API for data frames and notebooks, and the forms of articles and places files that it accepts."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

import storymap
from storymap.errors import OutputError
from storymap.frames import COLUMNS, MAX_ROWS
from storymap.results import MAX_NOTEBOOK_BYTES
from tests.export.needs import reader

TEXT = "The ferry left Otaru for Rishiri.\n\nIt came back to Otaru at night.\n"
ELSEWHERE = {"Rishiri": {"at": [10.5, 20.5]}}


def place_of(story: storymap.StoryMap, name: str) -> tuple[float, float]:
    """Return the position of the first mention of a name."""
    found = next(r.place for r in story.story.resolutions if r.mention.surface == name)
    assert found is not None
    return found.position.lat, found.position.lon


def test_data_frame_has_a_row_per_mention_in_order_of_the_text() -> None:
    reader("pandas")
    frame = storymap.places(TEXT, title="By ferry").to_dataframe()
    assert tuple(frame.columns) == COLUMNS
    assert list(frame["mention"]) == ["Otaru", "Rishiri", "Otaru"]
    assert [TEXT[start:end] for start, end in zip(frame["start"], frame["end"], strict=True)] == list(frame["mention"])
    assert frame["lat"].between(43, 46).all() and frame["lon"].between(140, 142).all()
    assert frame.attrs["title"] == "By ferry"


def test_data_frame_of_text_without_places_has_its_columns() -> None:
    reader("pandas")
    frame = storymap.places("Nothing happened that day.").to_dataframe()
    assert len(frame) == 0 and tuple(frame.columns) == COLUMNS


def test_geo_data_frame_has_points_in_longitude_and_latitude() -> None:
    reader("geopandas")
    frame = storymap.build(text=TEXT).to_geodataframe()
    assert frame.crs.to_epsg() == 4326
    assert list(frame.geometry.y) == list(frame["lat"]) and list(frame.geometry.x) == list(frame["lon"])


@pytest.mark.parametrize(("module", "method"), [("pandas", "to_dataframe"), ("geopandas", "to_geodataframe")])
def test_missing_library_is_named(module: str, method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(OutputError, match=f"needs {module}, .*pip install {module}"):
        getattr(storymap.places(TEXT), method)()


def test_table_in_notebook_counts_mentions_and_escapes_names() -> None:
    html = storymap.places(TEXT, title="<b>Ferry</b>")._repr_html_()
    assert "&lt;b&gt;Ferry" in html and "<b>" not in html
    assert html.index("Otaru") < html.index("Rishiri") and html.count("<tr>") - 1 == 2 <= MAX_ROWS


def test_story_in_notebook_has_at_most_150_kb() -> None:
    html = storymap.build(text=TEXT)._repr_html_()
    assert len(html.encode()) <= MAX_NOTEBOOK_BYTES
    assert "story.save" in html and "Otaru" in html


def test_text_without_line_breaks_is_not_a_path() -> None:
    assert storymap.build(text="The ferry left Otaru.").story.article.text.strip() == "The ferry left Otaru."


def test_path_can_be_given_by_name(tmp_path: Path) -> None:
    file = tmp_path / "ferry.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert [p.label for p in storymap.build(path=str(file)).story.places] == ["Otaru", "Rishiri"]


def test_two_articles_are_refused() -> None:
    with pytest.raises(TypeError, match="exactly one"):
        storymap.build(TEXT, text=TEXT)
    with pytest.raises(TypeError, match="exactly one"):
        storymap.build()


def test_places_can_be_a_mapping_or_an_open_file() -> None:
    for places in (
        ELSEWHERE,
        {"places": ELSEWHERE},
        io.StringIO("version: 1\nplaces: {Rishiri: {at: [10.5, 20.5]}}\n"),
    ):
        assert place_of(storymap.build(text=TEXT, places=places), "Rishiri") == (10.5, 20.5)


def test_many_texts_are_read_in_order_with_their_ids() -> None:
    plain = list(storymap.places_many(["Otaru is a port.", "Sapporo is not."]))
    assert [found.id for found in plain] == ["1", "2"]
    named = storymap.places_many({"a": "Otaru is a port.", "b": "Sapporo is not."})
    assert [(found.id, found.resolutions[0].mention.surface) for found in named] == [("a", "Otaru"), ("b", "Sapporo")]
    pairs = storymap.places_many([("x", "Otaru is a port.")])
    assert next(pairs).id == "x"


def test_many_texts_can_be_a_series_of_pandas() -> None:
    pandas = reader("pandas")
    series = pandas.Series(["Otaru is a port.", "Sapporo is not."], index=["p", "q"])
    assert [found.id for found in storymap.places_many(series)] == ["p", "q"]
