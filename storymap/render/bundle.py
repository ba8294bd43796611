"""The scripts and styles a page carries, in the order they are needed."""

from __future__ import annotations

from functools import cache

from storymap import leaflet, resources

# Each adds its part to `storymap`; story.js knows them all and comes last.
SCRIPTS = (
    *("scroll.js", "basemap.js", "map.js", "camera.js", "labels.js", "mark.js"),
    *("marks.js", "card.js", "inset.js", "route.js", "tiles.js", "deck.js", "height.js", "story.js"),
)
COMPANION = ("match.js", "hosted.js")  # only in pages that a post leads
STYLES = ("page.css", "map.css", "picture.css", "print.css")


@cache
def script(companion: bool = False) -> str:
    """Leaflet and our own scripts as one text."""
    names = (*SCRIPTS[:-1], *(COMPANION if companion else ()), SCRIPTS[-1])
    return leaflet.script() + "\n".join(lean(resources.asset(name)) for name in names)


@cache
def styles() -> str:
    """Leaflet's styles and our own as one text."""
    return leaflet.styles() + "\n".join(lean(resources.asset(name)) for name in STYLES)


def lean(source: str) -> str:
    """The same code without indentation, blank lines and comments that have lines of their own.

    Our scripts and styles keep to that: no comment starts or ends beside code, no string runs over a line's end.
    """
    lines = []
    comment = False
    for line in map(str.strip, source.splitlines()):
        comment = comment or line.startswith("/*")
        if line and not comment and not line.startswith("//"):
            lines.append(line)
        comment = comment and not line.endswith("*/")
    return "\n".join(lines) + "\n"
