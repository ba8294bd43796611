"""The scripts and styles a page carries, in the order they are needed, without the spaces and comments that only we read."""

from __future__ import annotations

from functools import cache

import rcssmin
import rjsmin

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
    return leaflet.script() + "\n".join(rjsmin.jsmin(resources.asset(name)) for name in names) + "\n"


@cache
def styles(layers: bool = True) -> str:
    """Leaflet's styles and our own as one text; those of popups and the like only for a map with a caller's `layers`."""
    own = "\n".join(resources.asset(name) for name in STYLES)
    return str(rcssmin.cssmin(leaflet.styles(layers) + own)) + "\n"
