"""How to install the optional dependencies of a feature."""

from __future__ import annotations


def install(extra: str) -> str:
    """Return the command that installs an extra. It works in a checkout, too, if storymap is installed from it."""
    return f"python -m pip install 'storymap-leaflet[{extra}]'"
