"""Recognise options that begin with a wrong dash, as word processors and web pages write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

_SHORT = "afo"  # the short options of the commands; their value may follow without a space, as in -osite


def wrong_dash(arguments: Sequence[str]) -> str:
    """Return a message about the first option with a typographic dash, or with one hyphen instead of two, otherwise "".

    Arguments after `--` are not options, and neither is the name of an existing file.
    """
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    for argument in options:
        typographic = re.fullmatch(r"[‐‑–—−]{1,2}-?([a-z][a-z-]*(?:=.*)?)", argument)
        single = re.fullmatch(rf"-((?![{_SHORT}])[a-z]{{2,}}(?:-[a-z]+)*)", argument)
        if (found := typographic or single) and not Path(argument).exists():
            hyphens = "-" if len(found[1]) == 1 else "--"
            problem = "a dash that is not a hyphen" if typographic else "only one hyphen"
            return f"{argument} begins with {problem}. Write {hyphens}{found[1]}."
    return ""
