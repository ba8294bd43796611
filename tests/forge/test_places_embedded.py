"""In a checkout, the gazetteer is compiled from the current facts, and its base from the pinned packages."""

from __future__ import annotations

import subprocess

import pytest

from storymap.forge.places.base import load
from storymap.forge.places.sources import PINS
from storymap.gazetteer import compiled, open_gazetteer
from storymap.resources import PACKAGE, data


def test_gazetteer_is_compiled_from_current_facts() -> None:
    assert open_gazetteer().about["facts"] == compiled.fingerprint()


@pytest.mark.thorough
def test_base_was_built_from_pinned_packages() -> None:
    assert load(data("base/places.xz")).packages == {pin.name: pin.version for pin in PINS}


def test_compiled_data_is_not_committed() -> None:
    if not (PACKAGE.parent / ".git").exists():
        pytest.skip("not a git checkout")
    files = subprocess.run(
        ["git", "ls-files", "storymap/data"], cwd=PACKAGE.parent, capture_output=True, text=True, check=True
    )
    assert not {f"storymap/data/{name}" for name in compiled.OUTPUTS} & set(files.stdout.split())
