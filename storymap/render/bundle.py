"""The scripts and styles a page carries, in the order they are needed, without the spaces and comments that only we read."""

from __future__ import annotations

from functools import cache

import rcssmin
import rjsmin

from storymap import leaflet, resources

# In the order in which a browser runs them: view-mode.js makes `storymap`, to which the others add; story.js uses them all.
SCRIPTS = (
    *("view-mode.js", "sandbox.js", "basemap.js", "map.js", "camera.js"),
    *("labels.js", "place-marker.js", "place-layer.js", "inset-map.js", "route.js", "online-tiles.js"),
    *(
        "scroller.js",
        "address.js",
        "reading-position.js",
        "scenes.js",
        "page-scroll.js",
        "slideshow.js",
        "navigation.js",
    ),
    *("place-card.js", "highlight.js", "selection.js", "controls.js", "announcements.js", "color-scheme.js"),
    *("frame-height.js", "story.js"),
)
GUIDED = ("match-passages.js", "guided-post.js")  # only in pages that a blog post drives
STYLES = ("page.css", "map.css", "static-map.css", "print.css")


@cache
def script(companion: bool = False) -> str:
    """Leaflet and our own scripts as one text."""
    names = (*SCRIPTS[:-1], *(GUIDED if companion else ()), SCRIPTS[-1])
    return leaflet.script() + "\n".join(rjsmin.jsmin(resources.asset(name)) for name in names) + "\n"


@cache
def styles(layers: bool = True) -> str:
    """Leaflet's styles and our own as one text; those of popups and the like only for a map with a caller's `layers`."""
    own = "\n".join(resources.asset(name) for name in STYLES)
    return str(rcssmin.cssmin(leaflet.styles(layers) + own)) + "\n"
