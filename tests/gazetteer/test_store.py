"""The gazetteer's file: missing, damaged, and shared by threads and processes."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storymap.errors import GazetteerError
from storymap.gazetteer import EmbeddedGazetteer, open_gazetteer
from storymap.resources import data

_NAMES = ["Hokkaido", "Paris", "Springfield", "Владивосток", "U.S.", "Nowhere-at-all"] * 50


def test_missing_file_is_an_error_that_names_the_build_command(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="storymap data build"):
        EmbeddedGazetteer(tmp_path / "places.bin")


@pytest.mark.parametrize("content", [b"", b"not a gazetteer at all"])
def test_damaged_file_is_an_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "places.bin"
    path.write_bytes(content)
    with pytest.raises(GazetteerError):
        EmbeddedGazetteer(path)


def test_gazetteer_is_opened_once() -> None:
    assert open_gazetteer() is open_gazetteer()


def test_file_is_small_enough_for_wheel() -> None:
    # The file contains 609,000 places.
    assert data("places.bin").stat().st_size <= 38_000_000


def test_gazetteer_can_be_used_by_several_threads() -> None:
    gazetteer = open_gazetteer()
    alone = [gazetteer.find(name) for name in _NAMES]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(gazetteer.find, _NAMES)) == alone


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_gazetteer_can_be_used_in_forked_process() -> None:
    gazetteer = open_gazetteer()
    expected = gazetteer.find("Hokkaido")[0].number
    child = os.fork()
    if child == 0:
        os._exit(0 if gazetteer.find("Hokkaido")[0].number == expected else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_about_has_counts_and_sources() -> None:
    counts = open_gazetteer().about["counts"]
    assert counts["city"] > 230_000
    assert counts["country"] >= 249
    assert counts["admin1"] > 3_500
