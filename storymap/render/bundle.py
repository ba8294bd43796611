"""The scripts and styles of a page, minified and in loading order."""

from __future__ import annotations

from functools import cache

import rcssmin
import rjsmin

from storymap import leaflet, resources

# In the order of execution: view-mode.js creates the `storymap` object, the other scripts extend it, story.js uses them all.
SCRIPTS = (
    *("view-mode.js", "sandbox.js", "basemap.js", "map.js", "camera.js"),
    *(
        "labels.js",
        "place-marker.js",
        "pin-groups.js",
        "passage-numbers.js",
        "edge-signs.js",
        "place-layer.js",
        "inset-map.js",
        "route.js",
        "online-tiles.js",
    ),
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
GUIDED = ("match-passages.js", "guided-post.js")  # included only in pages for guided posts
STYLES = ("page.css", "map.css", "static-map.css", "print.css")


@cache
def script(companion: bool = False) -> str:
    """Return Leaflet and the scripts of the page as one text. `companion`: include the scripts for guided posts."""
    names = (*SCRIPTS[:-1], *(GUIDED if companion else ()), SCRIPTS[-1])
    return leaflet.script() + "\n".join(rjsmin.jsmin(resources.asset(name)) for name in names) + "\n"


@cache
def styles(layers: bool = True) -> str:
    """Return Leaflet's styles and the styles of the page as one text. `layers`: include rules for added layers, such as popups."""
    own = "\n".join(resources.asset(name) for name in STYLES)
    return str(rcssmin.cssmin(leaflet.styles(layers) + own)) + "\n"
