from __future__ import annotations

import re

import pytest

from storymap import resources
from storymap.errors import PageError
from storymap.render.themes import Colours, theme_css, themes

SCHEMES = [(name, scheme) for name in themes() for scheme in ("light", "dark")]
# What is read on what: WCAG 2.2 asks for 4.5 : 1 (text) and 3 : 1 (controls, marks).
TEXT = [
    ("ink", "paper"), ("muted", "paper"), ("link", "paper"), ("ink", "wash"), ("link", "wash"), ("muted", "wash"),
    ("paper", "accent"), ("name-sea", "sea"), ("name-sea", "halo1"), ("name-land", "land"), ("name-city", "land"),
    ("ink", "land"), ("ink", "sea"), ("ink", "glow"), ("link", "land"), ("link", "sea"), ("name-land", "glow"),
]  # fmt: skip
MARKS = [("accent", "paper"), ("accent", "land"), ("accent", "sea"), ("disputed", "land"), ("disputed", "sea")]


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colours: Colours, one: str, other: str) -> float:
    light, dark = sorted((luminance(colours[one]), luminance(colours[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("theme", "scheme"), SCHEMES)
def test_text_can_be_read_on_what_lies_behind_it(theme: str, scheme: str) -> None:
    colours = themes()[theme][scheme]
    assert [pair for pair in TEXT if contrast(colours, *pair) < 4.5] == []


@pytest.mark.parametrize(("theme", "scheme"), SCHEMES)
def test_marks_stand_out_from_the_map(theme: str, scheme: str) -> None:
    colours = themes()[theme][scheme]
    assert [pair for pair in MARKS if contrast(colours, *pair) < 3] == []


def test_every_theme_has_the_same_colours() -> None:
    assert len({tuple(themes()[name][scheme]) for name, scheme in SCHEMES}) == 1


def test_every_colour_that_the_styles_use_is_in_the_themes() -> None:
    css = "".join(resources.asset(name) for name in ("page.css", "map.css", "print.css"))
    own = set(re.findall(r"(--[\w-]+):", css))
    assert set(re.findall(r"var\((--[\w-]+)", css)) - own <= {f"--{name}" for name in themes()["paper"]["light"]}


def test_an_unknown_theme_is_refused_and_the_known_ones_named() -> None:
    with pytest.raises(PageError, match="paper, slate, contrast"):
        theme_css("neon")
