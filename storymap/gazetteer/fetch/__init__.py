"""Download more places into the user's cache: GeoNames dumps and Natural Earth layers (`storymap data fetch`)."""

from storymap.gazetteer.fetch.geonames import ALL, GEONAMES, fetch_geonames, geonames_rows
from storymap.gazetteer.fetch.natural_earth import LAYERS, NATURAL_EARTH, fetch_natural_earth, natural_earth_rows
from storymap.gazetteer.fetch.store import forget

__all__ = [
    "ALL",
    "GEONAMES",
    "LAYERS",
    "NATURAL_EARTH",
    "fetch_geonames",
    "fetch_natural_earth",
    "forget",
    "geonames_rows",
    "natural_earth_rows",
]
