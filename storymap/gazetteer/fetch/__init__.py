"""Download places into the user's cache, for `storymap data fetch`: dumps of GeoNames and layers of Natural Earth."""

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
