from __future__ import annotations

import re

import pytest

from storymap import resources
from storymap.errors import PageError
from storymap.render.themes import contrast, low_contrast, low_contrast_in_css, theme_css, themes

SCHEMES = [(name, scheme) for name in themes() for scheme in ("light", "dark")]


@pytest.mark.parametrize(("theme", "scheme"), SCHEMES)
def test_built_in_themes_have_enough_contrast(theme: str, scheme: str) -> None:
    assert low_contrast(themes()[theme][scheme]) == []


def test_contrast_ratio_equals_wcag_formula() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_low_contrast_of_css_variables_is_reported() -> None:
    assert "light: ink on paper (1.1, minimum 4.5)" in low_contrast_in_css("paper", ":root { --ink: #eee }")
    assert low_contrast_in_css("paper", "p { margin: 0 }") == []


def test_themes_define_the_same_variables() -> None:
    assert len({tuple(themes()[name][scheme]) for name, scheme in SCHEMES}) == 1


def test_themes_define_every_variable_used_in_css() -> None:
    css = "".join(resources.asset(name) for name in ("page.css", "map.css", "print.css"))
    own = set(re.findall(r"(--[\w-]+):", css))
    assert set(re.findall(r"var\((--[\w-]+)", css)) - own <= {f"--{name}" for name in themes()["paper"]["light"]}


def test_unknown_theme_raises_error_with_known_names() -> None:
    with pytest.raises(PageError, match="paper, slate, contrast"):
        theme_css("neon")
