"""Colours of the built-in themes as CSS variables, for light and dark pages, and contrast checks."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache

from storymap.errors import PageError
from storymap.lazy_pattern import lazy_pattern
from storymap.resources import assets

Colours = Mapping[str, str]
# CSS variables that only pages with streets have.
STREETS = frozenset(["green", "built", "building", "road", "casing", "rail"])
# Opacity of the shaded relief. It is so low that names on the relief are readable.
RELIEF = {"light": 0.3, "dark": 0.45}


@cache
def themes() -> Mapping[str, Mapping[str, Colours]]:
    """Return the colours of the CSS variables of all themes: name of the theme -> "light" or "dark" -> colours."""
    return tomllib.loads((assets() / "themes.toml").read_text(encoding="utf-8"))


def theme_css(name: str, *, streets: bool = False) -> str:
    """Return the CSS variables of a theme.

    The reader's choice of light or dark overrides the setting of the system. A printed page is always light.

    If `streets` is true, the colours of streets are included.

    Raise PageError if the theme is unknown.
    """
    if name not in themes():
        raise PageError(f"unknown theme {name!r}; choose one of {', '.join(themes())}")
    light, dark = (_block(themes()[name][scheme], scheme, streets) for scheme in ("light", "dark"))
    return (
        f":root{{{light}}}\n"
        f"@media (prefers-color-scheme:dark){{:root:not([data-scheme=light]){{{dark}}}}}\n"
        f":root[data-scheme=dark]{{{dark}}}\n"
        f"@media print{{:root,:root[data-scheme=dark],:root:not([data-scheme=light]){{{light}}}}}\n"
    )


def _block(colours: Colours, scheme: str, streets: bool) -> str:
    shown = {name: colour for name, colour in colours.items() if streets or name not in STREETS}
    variables = "".join(f"--{name}:{colour};" for name, colour in shown.items())
    return f"{variables}--relief:{RELIEF[scheme]};color-scheme:{scheme};"


# Pairs of a foreground and a background colour. Text needs a contrast of 4.5:1; marks and controls need 3:1 (WCAG 2.2,
# 1.4.3 and 1.4.11).
TEXT = (
    ("ink", "paper"), ("muted", "paper"), ("link", "paper"), ("ink", "wash"), ("link", "wash"), ("muted", "wash"),
    ("paper", "accent"), ("name-sea", "sea"), ("name-sea", "halo1"), ("name-land", "land"), ("name-city", "land"),
    ("ink", "land"), ("ink", "sea"), ("ink", "glow"), ("link", "land"), ("link", "sea"), ("name-land", "glow"),
)  # fmt: skip
MARKS = (("accent", "paper"), ("accent", "land"), ("accent", "sea"), ("disputed", "land"), ("disputed", "sea"))
_SET = lazy_pattern(r"--([\w-]+)\s*:\s*(#[0-9a-fA-F]{6}|#[0-9a-fA-F]{3})\b")


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (#rrggbb). The ratio is from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def low_contrast(colours: Colours) -> list[str]:
    """Describe each pair of colours with too little contrast, such as "muted on paper (3.1, minimum 4.5)"."""
    wanted = [(pair, 4.5) for pair in TEXT] + [(pair, 3.0) for pair in MARKS]
    rows = [(a, b, contrast(colours[a], colours[b]), least) for (a, b), least in wanted]
    return [f"{a} on {b} ({found:.1f}, minimum {least:g})" for a, b, found, least in rows if found < least]


def low_contrast_in_css(theme: str, css: str) -> list[str]:
    """Return the pairs of colours that have too little contrast because of variables in `css`.

    The pairs of both the light and the dark scheme are checked.
    """
    own = {name: _long(colour) for name, colour in _SET.findall(css)}
    complaints = []
    for scheme in ("light", "dark"):
        before, after = themes()[theme][scheme], dict(themes()[theme][scheme]) | own
        known = low_contrast(before)
        complaints += [f"{scheme}: {pair}" for pair in low_contrast(after) if pair not in known]
    return complaints


def _long(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:])


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour, from 0 to 1 (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
