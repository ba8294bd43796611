"""The colours of the built-in themes as CSS variables, for light and dark pages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from storymap.errors import PageError
from storymap.resources import assets

Colours = Mapping[str, str]


@cache
def themes() -> Mapping[str, Mapping[str, Colours]]:
    """Theme -> "light" or "dark" -> name of the variable -> colour."""
    return tomllib.loads((assets() / "themes.toml").read_text(encoding="utf-8"))


def theme_css(name: str) -> str:
    """The variables of a theme: the reader's switch first, then the system's wish, else light; print is always light.

    Raises PageError for a theme there is not.
    """
    if name not in themes():
        raise PageError(f"there is no theme {name!r}; choose one of {', '.join(themes())}")
    light, dark = (_block(themes()[name][scheme], scheme) for scheme in ("light", "dark"))
    return (
        f":root{{{light}}}\n"
        f"@media (prefers-color-scheme:dark){{:root:not([data-scheme=light]){{{dark}}}}}\n"
        f":root[data-scheme=dark]{{{dark}}}\n"
        f"@media print{{:root,:root[data-scheme=dark],:root:not([data-scheme=light]){{{light}}}}}\n"
    )


def _block(colours: Colours, scheme: str) -> str:
    return "".join(f"--{name}:{colour};" for name, colour in colours.items()) + f"color-scheme:{scheme};"
