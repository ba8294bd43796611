"""Numbers of repetitions in tests marked `slow`: few by default, all in `.ci/slow`."""

from __future__ import annotations

import os

SLOW = os.environ.get("STORYMAP_SLOW", "") not in ("", "0")


def examples(sample: int, whole: int) -> int:
    """Return the number of hypothesis examples: `whole` in `.ci/slow`, otherwise `sample`."""
    return whole if SLOW else sample


def every(step: int) -> int:
    """Return n, so that a test uses every nth input: 1 (all inputs) in `.ci/slow`, otherwise `step`."""
    return 1 if SLOW else step
