"""Record the current output of storymap: `python -m tests.contracts.record NAME…`.

Read README.md before you replace a file.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path


def record(names: list[str]) -> None:
    """Write the recorded files with these names. If no names are given, write all files that do not exist yet."""
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache  # the cache is empty, so that no fetched places are used
        from tests.contracts.observe import SAME, WITHIN
        from tests.contracts.run import RECORDED

        for name, observe in {**SAME, **WITHIN}.items():
            path = RECORDED / f"{name}.json"
            if name in names or not (names or path.exists()):
                text = json.dumps(observe(Path(cache, name)), ensure_ascii=False, indent=1)
                path.write_text(text + "\n", encoding="utf-8")
                print(path, f"{len(text):,}")


if __name__ == "__main__":
    record(sys.argv[1:])
