"""The scripts and styles of a page, minified and in loading order."""

from __future__ import annotations

from functools import cache

from storymap import leaflet, resources
from storymap.lazy_pattern import lazy_pattern

# The browser runs the scripts in this order: view-mode.js creates the `storymap` object, the other scripts extend it,
# and story.js uses them all.
SCRIPTS = (
    *(
        "view-mode.js",
        "sandbox.js",
        "tasks.js",
        "basemap-shapes.js",
        "basemap.js",
        "map.js",
        "camera.js",
        "gestures.js",
    ),
    *(
        "label-placement.js",
        "labels.js",
        "place-marker.js",
        "pin-groups.js",
        "passage-numbers.js",
        "edge-signs.js",
        "place-layer.js",
        "inset-map.js",
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
TILES = ("online-tiles.js",)  # included only in pages with online tiles
GUIDED = ("match-passages.js", "guided-post.js")  # included only in pages for guided posts
# Part of the page -> its scripts and styles, which are included only in pages with this part.
PARTS = {
    "pictures": ("pictures.js", "pictures.css"),
    "layers": ("map-layers.js", "map-layers.css"),
    "journey": ("journey.js", "journey.css"),
    "icons": ("icons.js", "icons.css"),
    "streets": ("streets.js", "streets.css"),
    "relief": ("relief.js",),
}
STYLES = ("page.css", "map.css", "static-map.css", "print.css")
_OTHER = lazy_pattern(r"[^\x00-\x7f]")


@cache
def script(companion: bool = False, tiles: bool = False, parts: frozenset[str] = frozenset()) -> str:
    """Return Leaflet and the scripts of the page as one text.

    If `companion` is true, the result includes the scripts for guided posts. If `tiles` is true, it includes the script
    for online tiles. `parts` contains keys of PARTS, whose scripts are included.
    """
    more = [*(TILES if tiles else ()), *(GUIDED if companion else ()), *_files(parts, ".js")]
    names = (*SCRIPTS[:-1], *more, SCRIPTS[-1])
    code = leaflet.script() + "\n".join(resources.minified(name) for name in names) + "\n"
    return ascii_script(code)


@cache
def styles(layers: bool = True, parts: frozenset[str] = frozenset()) -> str:
    """Return Leaflet's styles and the styles of the page as one text.

    If `layers` is true, the result includes rules for added layers, such as rules for popups. `parts` contains keys of
    PARTS, whose styles are included.
    """
    own = "".join(resources.minified(name) for name in (*STYLES[:-1], *_files(parts, ".css"), STYLES[-1]))
    return ascii_style(leaflet.styles(layers) + own + "\n")


def _files(parts: frozenset[str], suffix: str) -> list[str]:
    return [name for part, names in PARTS.items() if part in parts for name in names if name.endswith(suffix)]


@cache
def layer_script() -> str:
    """Return the script for pages with added layers."""
    return ascii_script(resources.minified("added-layers.js") + "\n")


@cache
def layer_styles() -> str:
    """Return the styles for pages with added layers."""
    return ascii_style(resources.minified("added-layers.css") + "\n")


def ascii_script(code: str) -> str:
    """Return JavaScript in ASCII.

    Other characters, which occur only in strings, become escapes for UTF-16 code units.

    Without the escapes, a browser would read these characters wrongly if a server declared a charset other than UTF-8.
    The hashes in the policy would then not match.
    """
    return _OTHER.sub(lambda m: "".join(f"\\u{unit:04x}" for unit in _utf16(m[0])), code)


def ascii_style(css: str) -> str:
    """Return CSS in ASCII, for the reason given in `ascii_script`.

    The escapes have six digits, because such an escape needs no space after it.
    """
    return _OTHER.sub(lambda m: f"\\{ord(m[0]):06x}", css)


def _utf16(char: str) -> tuple[int, ...]:
    raw = char.encode("utf-16-be", "surrogatepass")
    return tuple(int.from_bytes(raw[i : i + 2], "big") for i in range(0, len(raw), 2))
