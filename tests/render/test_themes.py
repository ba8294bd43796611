from __future__ import annotations

import re

import pytest

from storymap import resources
from storymap.errors import PageError
from storymap.render.themes import contrast, hard_to_read, own_colours, theme_css, themes

SCHEMES = [(name, scheme) for name in themes() for scheme in ("light", "dark")]


@pytest.mark.parametrize(("theme", "scheme"), SCHEMES)
def test_text_and_marks_stand_out_from_what_lies_behind_them(theme: str, scheme: str) -> None:
    assert hard_to_read(themes()[theme][scheme]) == []


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_own_colours_that_cannot_be_read_are_named() -> None:
    assert "light: ink on paper (1.1, wanted 4.5)" in own_colours("paper", ":root { --ink: #eee }")
    assert own_colours("paper", "p { margin: 0 }") == []


def test_every_theme_has_the_same_colours() -> None:
    assert len({tuple(themes()[name][scheme]) for name, scheme in SCHEMES}) == 1


def test_every_colour_that_the_styles_use_is_in_the_themes() -> None:
    css = "".join(resources.asset(name) for name in ("page.css", "map.css", "print.css"))
    own = set(re.findall(r"(--[\w-]+):", css))
    assert set(re.findall(r"var\((--[\w-]+)", css)) - own <= {f"--{name}" for name in themes()["paper"]["light"]}


def test_an_unknown_theme_is_refused_and_the_known_ones_named() -> None:
    with pytest.raises(PageError, match="paper, slate, contrast"):
        theme_css("neon")
