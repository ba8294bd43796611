"""Say how to install the optional dependencies of a feature."""

from __future__ import annotations


def install(extra: str) -> str:
    """Return the command that installs an extra. The command also works if storymap is installed from a checkout."""
    return f"python -m pip install 'storymap-leaflet[{extra}]'"
