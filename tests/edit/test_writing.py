"""Writing places files: changes of several files, changes by several programs, and fields that a moved place keeps."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from storymap.edit.history import History
from storymap.errors import OutputError
from storymap.files import write_atomically
from storymap.importers import _document
from storymap.overrides import PlacesFile

WRITER = """
import sys
from pathlib import Path
from storymap.overrides import ConflictError, PlacesFile
path, name, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for n in range(number):
    while True:
        places = PlacesFile.open(path, "")
        places.decide(f"{name}{n}", {"ignore": True})
        try:
            places.save()
        except ConflictError:
            continue
        print(f"{name}{n}", flush=True)
        break
"""


def start(path: Path, name: str, number: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(path), name, str(number)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ)


def test_two_programs_do_not_overwrite_each_other(tmp_path: Path) -> None:
    path = tmp_path / "places.yaml"
    path.write_text("version: 1\n", encoding="utf-8")
    writers = [start(path, name, 8) for name in ("a", "b")]
    saved = [line for writer in writers for line in writer.communicate(timeout=300)[0].split()]
    assert len(saved) == 16
    text = path.read_text(encoding="utf-8")
    assert all(f"  {name}: " in text for name in saved)


@pytest.mark.parametrize("kills", [int(os.environ.get("STORYMAP_KILLS", "1"))])
def test_nothing_reported_as_saved_is_lost_when_a_program_is_killed(tmp_path: Path, kills: int) -> None:
    path = tmp_path / "places.yaml"
    path.write_text("version: 1\n", encoding="utf-8")
    for kill in range(kills):
        writer = start(path, f"k{kill}x", 1000)
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(0.003 * (kill % 17))  # each time, the writer is killed at another moment
        writer.send_signal(signal.SIGKILL)
        saved = [first.strip(), *writer.stdout.read().split()]
        writer.wait(30)
        text = path.read_text(encoding="utf-8")
        PlacesFile.open(path, "")  # this raises an error if the file is not complete
        assert all(f"  {name}: " in text for name in saved)


def test_undo_of_two_files_writes_both_or_neither(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, shared = tmp_path / "own.yaml", tmp_path / "shared.yaml"
    own.write_text("own", encoding="utf-8")
    shared.write_text("shared and moved", encoding="utf-8")
    changes = History(own)
    changes.record(b"own and moved", {shared: b"shared"})

    def fail(path: Path, content: str | bytes) -> Path:
        if path.name == "shared.yaml":
            raise OutputError("the disk is full")
        return write_atomically(path, content)

    monkeypatch.setattr("storymap.edit.history.write_atomically", fail)
    with pytest.raises(OutputError):
        changes.undo()
    assert own.read_text(encoding="utf-8") == "own" and changes.can_undo


def test_moved_place_keeps_its_kind_and_its_way_to_say_approximate(tmp_path: Path) -> None:
    path = tmp_path / "places.yaml"
    path.write_text(
        "version: 1\nplaces:\n  Hof: {lat: 1, lon: 2, kind: village, approximate: true}\n", encoding="utf-8"
    )
    places = PlacesFile.open(path, "")
    places.decide("Hof", {"lat": 3, "lon": 4, "radius_km": 10.0})
    assert "Hof: {lat: 3, lon: 4, kind: village, approximate: true}" in places.text
    places.decide("Hof", {"lat": 3, "lon": 4, "kind": "river"})
    assert "kind: river" in places.text


def test_member_remarks_of_a_geojson_file_is_no_message() -> None:
    document = _document(b'{"type": "FeatureCollection", "features": [], "remarks": ["Call me."]}')
    assert "remarks" not in document
