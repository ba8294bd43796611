"""How much is tested: a part by default, tests marked `thorough` in `.ci/run`, all repetitions in `.ci/slow`."""

from __future__ import annotations

import os


def _is_set(variable: str) -> bool:
    return os.environ.get(variable, "") not in ("", "0")


SLOW = _is_set("STORYMAP_SLOW")  # tests marked `slow` check all examples, not only a sample
THOROUGH = SLOW or _is_set("STORYMAP_THOROUGH")  # tests marked `thorough` run


def examples(sample: int, whole: int) -> int:
    """Return the number of hypothesis examples: `whole` in `.ci/slow`, otherwise `sample`."""
    return whole if SLOW else sample


def every(step: int) -> int:
    """Return n, so that a test uses every nth input: 1 (all inputs) in `.ci/slow`, otherwise `step`."""
    return 1 if SLOW else step
