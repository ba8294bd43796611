"""Write SVG elements. The functions escape attributes and text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from storymap.static_map.labels import LINE_PX

_BASELINE_PX = 4.3  # distance from the middle of a line of text to its baseline


def element(name: str, attributes: Mapping[str, str], *children: str) -> str:
    """Return an element. `children` are markup, which is not escaped."""
    shown = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{shown}>{''.join(children)}</{name}>" if children else f"<{name}{shown}/>"


def area(kind: str, path: str) -> str:
    """Return a filled path. The path has the even-odd rule, so that the winding direction of holes does not matter."""
    return element("path", {"class": kind, "fill-rule": "evenodd", "d": path})


def words(name: str, content: str) -> str:
    """Return an element that contains only text."""
    return element(name, {}, escape(content))


def text(kind: str, x: float, y: float, lines: Sequence[str]) -> str:
    """Return lines of text centred on a position."""
    first = y - (len(lines) - 1) * LINE_PX / 2 + _BASELINE_PX
    if len(lines) == 1:
        return element("text", {"class": kind, "x": f"{x:.1f}", "y": f"{first:.1f}"}, escape(lines[0]))
    rows = [
        element("tspan", {"x": f"{x:.1f}", "y": f"{first + i * LINE_PX:.1f}"}, escape(line))
        for i, line in enumerate(lines)
    ]
    return element("text", {"class": kind}, *rows)


def turned_text(kind: str, x: float, y: float, turn_deg: float, content: str) -> str:
    """Return a line of text centred on a position and turned clockwise."""
    turn = f"translate({x:.1f} {y:.1f}) rotate({turn_deg:.1f})"
    return element("text", {"class": kind, "transform": turn, "y": f"{_BASELINE_PX - 0.8:.1f}"}, escape(content))
