"""`storymap data`: list the embedded data, and show the places with a name."""

from __future__ import annotations

import json
import re

import pytest

from storymap.cli import main


def test_list_shows_files_counts_sources_and_licences(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", "list"]) == 0
    said = capsys.readouterr().out
    assert "places.bin" in said
    assert re.search(r"^  \d{3},\d{3} city$", said, re.M)
    assert "GeoNames" in said and "CC BY 4.0" in said


def test_show_lists_places_with_a_name_best_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", "show", "Georgia"]) == 0
    said = capsys.readouterr().out
    assert said.index("geonames:614540") < said.index("geonames-admin1:US.GA")


def test_show_json_is_a_list_of_places(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", "show", "Northern Territories", "--json"]) == 0
    (place,) = json.loads(capsys.readouterr().out)
    assert set(place) == {
        "id", "name", "lat", "lon", "feature_code", "country_codes", "bbox", "population", "dispute", "source",
    }  # fmt: skip
    assert place["id"] == "storymap:south-kuril-islands"
    assert place["dispute"]["claimed_by"] == ["JP"]
    assert place["source"] == "own"


def test_show_reports_names_that_are_not_places(capsys: pytest.CaptureFixture[str]) -> None:
    main(["data", "show", "Russian"])
    assert "evidence for Russia" in capsys.readouterr().out
    main(["data", "show", "Council"])
    assert "alone is never recognised as a place: an English word" in capsys.readouterr().out
    main(["data", "show", "Xyzzyville"])
    assert "No place with the name “Xyzzyville” was found" in capsys.readouterr().out


def test_show_json_of_unknown_name_is_empty(capsys: pytest.CaptureFixture[str]) -> None:
    main(["data", "show", "Xyzzyville", "--json"])
    assert json.loads(capsys.readouterr().out) == []


def test_build_rejects_unknown_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", "build", "moon"]) == 2
    assert "Unknown part 'moon'" in " ".join(capsys.readouterr().err.split())


def test_show_takes_a_place_that_contains_the_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", "show", "Athens, Georgia"]) == 0
    assert "geonames:4180386" in capsys.readouterr().out
    assert main(["data", "show", "geonames:4180386"]) == 0
    assert "Athens" in capsys.readouterr().out
