"""The options of a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from storymap.errors import PageError
from storymap.model import Footprint
from storymap.urls import split_url

if TYPE_CHECKING:
    from storymap.basemap.streets.reader import Streets


def no_footprint(place_id: str) -> Footprint | None:
    """Return None.

    This function is the default of `PageOptions.footprint`. With this default, the map shows places as points and soft
    circles.
    """
    return None


class Tiles(NamedTuple):
    """Online map tiles that the page shows over the basemap when a reader zooms in.

    Only the reader's browser requests these tiles.
    """

    url: str  # URL of a tile, with {z}, {x} and {y}
    credit: str
    credit_url: str = ""
    max_zoom: int = 18

    @property
    def host(self) -> str:
        """The CSP source of the tiles."""
        parts = split_url(self.url)
        return f"{parts.scheme}://{parts.netloc}"


_KNOWN_TILES = {
    "osm": Tiles(
        "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        "© OpenStreetMap contributors",
        "https://www.openstreetmap.org/copyright",
        19,
    )
}


def tiles_of(name: str, credit: str = "") -> Tiles:
    """Return the tiles for a known name ("osm") or a URL template.

    Raise PageError if the template is invalid or the attribution is missing.
    """
    if name in _KNOWN_TILES:
        return _KNOWN_TILES[name]
    if (
        not re.fullmatch(r"https?://[\w.:-]+/[^\s\"'<>]*", name)
        or not all(part in name for part in ("{z}", "{x}", "{y}"))
        or not split_url(name).netloc
    ):
        raise PageError(
            f"invalid tile URL {name!r}: pass --tiles osm, or --tiles with a template with {{z}}, {{x}} and {{y}} such as "
            "https://tiles.example.org/{z}/{x}/{y}.png"
        )
    if not credit:
        raise PageError("tile attribution is required; pass --tiles-credit.")
    return Tiles(name, credit)


class Picture(NamedTuple):
    """An image of the article, embedded in the page."""

    address: str  # a data: URL
    width: int  # pixels
    height: int


@dataclass(frozen=True, slots=True)
class PageOptions:
    """Options of the page.

    `footprint` is a function that takes the id of a place and returns the area of the place. `country` is a function
    that takes an ISO 3166-1 alpha-2 code and returns the name of the country in the reader's language. `max_bytes` is
    the target size of a page with up to 16 scenes. The basemap gets the bytes that the rest of the page does not use,
    but at least `page.MIN_BASEMAP_BYTES`. The target size is larger if there are more scenes or more than 15 places
    (see `page.SCENE_BYTES` and `page.PLACE_BYTES`), or if views would otherwise be zoomed out too far (see `tiles`).
    `pictures` maps the source of a figure to its embedded image; the bytes of these images are not counted.
    """

    theme: str = "paper"
    footprint: Callable[[str], Footprint | None] = no_footprint
    country: Callable[[str], str] = str
    max_bytes: int = 389_000
    canonical: str = ""  # URL at which the page will be published
    css: str = ""  # additional styles, after the built-in ones
    tiles: Tiles | None = None
    streets: Streets | None = None  # streets for close views, from an archive
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    icons: Mapping[str, str] = field(default_factory=dict)  # path of a marker's image -> its data: URL
    share_image: str = ""  # absolute URL of the image that social networks show
    companion: bool = False  # whether the page is for a guided post; if it is in a frame, the post can drive the map
    oembed: str = ""  # absolute URL of the page's oEmbed document
    plugins: Path | None = None  # a folder, such as node_modules, with the files needed by added layers
    relief: bool = True  # whether regional views have shaded relief
    online: bool = False  # whether readers' browsers may load the files and images needed by added layers
