"""Moving a decision to a places file that several articles use."""

from __future__ import annotations

from pathlib import Path

import pytest

from storymap.errors import OverrideError
from storymap.overrides import PlacesFile
from storymap.overrides.share import share

HEAD = "version: 1\nplaces:\n"


def opened(folder: Path, name: str, text: str) -> PlacesFile:
    (folder / name).write_text(text, encoding="utf-8")
    return PlacesFile.open(folder / name, "a.md")


def test_decision_is_moved_without_its_suggestion(tmp_path: Path) -> None:
    own = opened(
        tmp_path,
        "own.yaml",
        f"{HEAD}  La Paz: {{suggested: a, lat: 1, lon: 2, box: [1, 2, 3, 4]}}\n  Lima: {{id: c}}\n",
    )
    atlas = opened(tmp_path, "atlas.yaml", "version: 1\n")
    assert share(own, atlas, "la  paz") == "La Paz"
    assert own.text == f"{HEAD}  Lima: {{id: c}}\n"
    assert atlas.entry("La Paz") == {"lat": 1, "lon": 2, "box": [1, 2, 3, 4]}


@pytest.mark.parametrize(
    ("surface", "text", "message"),
    [
        ("Limo", f"{HEAD}  Lima: {{id: c}}\n", r"^own\.yaml: there is no entry for “Limo”\. Did you mean “Lima”\?"),
        ("Lima", "version: 1\n", r"there is no entry for “Lima”\. Decide first"),
        ("Lima", f"{HEAD}  A: {{id: x}}\n  Lima: {{nth: 1, id: c}}\n", r"^own\.yaml:4: Lima: .*single mentions"),
        ("Lima", f"{HEAD}  A: {{id: x}}\n  Lima: [{{id: c}}]\n", r"^own\.yaml:4: Lima: .*single mentions"),
        ("Lima", f"{HEAD}  A: {{id: x}}\n  Lima: {{suggested: c}}\n", r"^own\.yaml:4: Lima: .*`Lima: {id: c}`"),
    ],
)  # fmt: skip
def test_entry_that_cannot_be_shared_is_reported(tmp_path: Path, surface: str, text: str, message: str) -> None:
    own, atlas = opened(tmp_path, "own.yaml", text), opened(tmp_path, "atlas.yaml", "version: 1\n")
    with pytest.raises(OverrideError, match=message):
        share(own, atlas, surface)
    assert (own.text, atlas.text) == (text, "version: 1\n")


def test_different_shared_entry_is_only_replaced_on_request(tmp_path: Path) -> None:
    own = opened(tmp_path, "own.yaml", f"{HEAD}  Lima: {{id: c}}\n")
    atlas = opened(tmp_path, "atlas.yaml", f"{HEAD}  A: {{id: x}}\n  Lima: {{id: d, note: Old.}}\n")
    with pytest.raises(OverrideError, match=r"^atlas\.yaml:4: Lima has a different entry here"):
        share(own, atlas, "Lima")
    share(own, atlas, "Lima", replace=True)
    assert (own.entry("Lima"), atlas.entry("Lima")) == (None, {"id": "c"})


def test_equal_shared_entry_is_kept(tmp_path: Path) -> None:
    own = opened(tmp_path, "own.yaml", f"{HEAD}  Lima: {{id: c}}\n")
    atlas = opened(tmp_path, "atlas.yaml", f"{HEAD}  Lima: {{id: c}}\n")
    share(own, atlas, "Lima")
    assert (own.entry("Lima"), atlas.entry("Lima")) == (None, {"id": "c"})
