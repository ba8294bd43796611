"""Run the command line with `python -m storymap`."""

from __future__ import annotations

import sys

from storymap.cli import main

if __name__ == "__main__":
    sys.exit(main())
