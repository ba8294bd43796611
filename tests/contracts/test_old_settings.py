"""A storymap.toml that an earlier version accepted has the same settings in this version."""

from __future__ import annotations

import dataclasses
import shutil
import tomllib
from pathlib import Path

from storymap.config import KEYS, Config, find_config
from tests.contracts.run import INPUTS

OLD = INPUTS / "settings.toml"


def test_old_settings_keep_their_meaning(tmp_path: Path) -> None:
    shutil.copy(OLD, tmp_path / "storymap.toml")
    for name in ("story.css", "shared.yaml", "city.pmtiles"):
        (tmp_path / name).write_text("", encoding="utf-8")
    (tmp_path / "static").mkdir()
    found = find_config(tmp_path)
    assert dataclasses.replace(found, file=None) == Config(
        language="de",
        home="Waco, Texas",
        theme="slate",
        css=tmp_path / "story.css",
        images=tmp_path / "static",
        places=(tmp_path / "shared.yaml",),
        keep_boilerplate=True,
        fetch_images=True,
        ground=tmp_path / "city.pmtiles",
        relief=False,
    )


def test_old_settings_use_every_key() -> None:
    """A new key is added to the recorded file, so that later versions are checked for it."""
    assert set(tomllib.loads(OLD.read_text(encoding="utf-8"))) == set(KEYS)
