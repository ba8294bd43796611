"""How often a test of a property is repeated: a sample by default, all of it in `.ci/slow`."""

from __future__ import annotations

import os

SLOW = os.environ.get("STORYMAP_SLOW", "") not in ("", "0")


def examples(sample: int, whole: int) -> int:
    """Return the number of examples of a test that is marked `slow`: `whole` only in `.ci/slow`."""
    return whole if SLOW else sample


def every(step: int) -> int:
    """Return the step through a list of inputs of a test that is marked `slow`: 1 in `.ci/slow`."""
    return 1 if SLOW else step
