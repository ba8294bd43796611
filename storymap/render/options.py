"""What a caller may choose about the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit

from storymap.errors import PageError
from storymap.model import Footprint


def no_footprint(place_id: str) -> Footprint | None:
    """The provider that knows no areas: places are drawn as points and soft circles."""
    return None


class Tiles(NamedTuple):
    """Online map tiles that lie over the basemap where a reader zooms in, if they can be had. They are asked for by the reader's browser alone."""

    url: str  # with {z}, {x}, {y}
    credit: str
    credit_url: str = ""
    max_zoom: int = 18

    @property
    def host(self) -> str:
        """The source expression for the page's policy."""
        parts = urlsplit(self.url)
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
    """The tiles of a known name ("osm") or of an address template. PageError: no such template, or nobody is credited."""
    if name in _KNOWN_TILES:
        return _KNOWN_TILES[name]
    if not re.fullmatch(r"https?://[\w.:-]+/[^\s\"'<>]*", name) or not all(
        part in name for part in ("{z}", "{x}", "{y}")
    ):
        raise PageError(
            f"{name} is no address of map tiles: write osm, or an address with {{z}}, {{x}} and {{y}} such as "
            "https://tiles.example.org/{z}/{x}/{y}.png"
        )
    if not credit:
        raise PageError("whoever makes map tiles wants to be named beside them: say whom with --tiles-credit.")
    return Tiles(name, credit)


class Picture(NamedTuple):
    """An image of the article as it stands in the page."""

    address: str  # a data: address
    width: int  # pixels
    height: int


@dataclass(frozen=True, slots=True)
class PageOptions:
    """The page's settings.

    `footprint` gives the area of a place by its id, `country` the name of an ISO 3166-1 alpha-2 code in the reader's
    language. `max_bytes` is what the page should weigh: the basemap gets what the rest leaves of it, and never less
    than it needs for the overview; embedded `pictures` (by the figure's source) come on top.
    """

    theme: str = "paper"
    footprint: Callable[[str], Footprint | None] = no_footprint
    country: Callable[[str], str] = str
    max_bytes: int = 365_000
    canonical: str = ""  # address the page will be published at
    css: str = ""  # the caller's own styles, after ours
    tiles: Tiles | None = None
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    share_image: str = ""  # absolute address of the image that social networks show
    companion: bool = False  # framed, the page can be led by the text of the post around it
    oembed: str = ""  # absolute address of the page's oEmbed document
