"""Elements of an SVG as text. Everything that goes in is escaped here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from storymap.static_map.labels import LINE_PX

_BASELINE_PX = 4.3  # from the middle of a line of text down to its baseline


def element(name: str, attributes: Mapping[str, str], *children: str) -> str:
    """An element; children are markup already."""
    shown = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name}{shown}>{''.join(children)}</{name}>" if children else f"<{name}{shown}/>"


def area(kind: str, path: str) -> str:
    """A filled path: what lies inside a hole is outside, whichever way the rings wind."""
    return element("path", {"class": kind, "fill-rule": "evenodd", "d": path})


def words(name: str, content: str) -> str:
    """An element that holds nothing but words."""
    return element(name, {}, escape(content))


def text(kind: str, x: float, y: float, lines: Sequence[str]) -> str:
    """Lines of text about a middle."""
    first = y - (len(lines) - 1) * LINE_PX / 2 + _BASELINE_PX
    if len(lines) == 1:
        return element("text", {"class": kind, "x": f"{x:.1f}", "y": f"{first:.1f}"}, escape(lines[0]))
    rows = [
        element("tspan", {"x": f"{x:.1f}", "y": f"{first + i * LINE_PX:.1f}"}, escape(line))
        for i, line in enumerate(lines)
    ]
    return element("text", {"class": kind}, *rows)
