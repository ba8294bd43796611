"""Make a standalone SVG of the static map.

All styles become attributes, because feed readers and sanitizers remove CSS.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from storymap import resources
from storymap.lazy_pattern import lazy_pattern
from storymap.render.themes import themes

_FONTS = {"sans": "system-ui, sans-serif", "serif": "Georgia, serif"}
_RULE = lazy_pattern(r"([^{}]+)\{([^{}]*)\}")
_TAG = lazy_pattern(r'<(path|text|tspan|circle|ellipse|rect|line|polyline|polygon|g)((?: [\w:-]+="[^"]*")*)')
_FONT = lazy_pattern(r"(italic )?([\d.]+)px (.+)")
_PAGE_ONLY = ("display", "width", "height", "background", "overflow")


def standalone_svg(svg: str, colours: Mapping[str, str]) -> str:
    """Return the SVG with all styles as attributes. `colours` maps names to colours.

    A colour that is missing is taken from the theme `paper`.
    """
    known = {**themes()["paper"]["light"], **_FONTS, "slant": "italic", **colours}
    styled = _TAG.sub(lambda m: f"<{m[1]}{_kept(m[2])}{_written(m[1], m[2], known)}", svg)
    size = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg)
    width, height = size.groups() if size else ("960", "720")
    ground = f'<rect width="{width}" height="{height}" fill="{known["sea"]}"/>'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" style="max-width:100%;height:auto" '
    )
    base = f'font-family="{known["sans"]}" font-size="13" overflow="hidden" '
    opening, end, rest = styled.replace('<svg class="sm-picture" ', head + base, 1).partition(
        "</desc>" if "</desc>" in styled else "</title>"
    )
    return opening + end + ground + rest


@cache
def _rules() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return (class or tag, declarations) for each rule of static-map.css, in the order of the file."""
    css = re.sub(r"/\*.*?\*/", "", resources.asset("static-map.css"), flags=re.S)
    rules = []
    for selectors, body in _RULE.findall(css):
        pairs = [tuple(part.strip() for part in line.split(":", 1)) for line in body.split(";") if ":" in line]
        for selector in selectors.split(","):
            rules.append((selector.split()[-1], tuple((name, value) for name, value in pairs)))
    return tuple(rules)


def _written(tag: str, attributes: str, colours: Mapping[str, str]) -> str:
    classes = re.search(r' class="([^"]*)"', attributes)
    names = {tag, *(f".{name}" for name in (classes[1].split() if classes else []))}
    found: dict[str, str] = {}
    for selector, pairs in _rules():
        if selector not in names or selector == ".sm-picture":
            continue
        for name, value in pairs:
            filled = re.sub(r"var\(--([\w-]+)\)", lambda m: colours[m[1]], value)
            found |= _font(filled) if name == "font" else {} if name in _PAGE_ONLY else {name: filled}
    return "".join(f' {name}="{value.removesuffix("px")}"' for name, value in found.items())


def _font(value: str) -> dict[str, str]:
    parts = _FONT.fullmatch(value)
    if not parts:
        return {}
    return {"font-size": parts[2], "font-family": parts[3], **({"font-style": "italic"} if parts[1] else {})}


def _kept(attributes: str) -> str:
    return re.sub(r' class="[^"]*"', "", attributes)
