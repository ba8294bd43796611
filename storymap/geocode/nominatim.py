"""Look up names with OpenStreetMap's Nominatim, using geopy.

Its usage policy requires a contact in the User-Agent, at most one request a second, and that responses are cached.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

import geopy.geocoders
from geopy.exc import GeopyError
from geopy.extra.rate_limiter import RateLimiter
from platformdirs import user_cache_path

from storymap.errors import GeocodeError
from storymap.model import BoundingBox, Place, SideName, position
from storymap.version import __version__

TIMEOUT_S = 8.0  # time limit for a response
PAUSE_S = 1.0  # seconds between requests, as required by the usage policy
MAX_PLACES = 5  # maximum number of places for a name
# Nominatim address type -> GeoNames feature code.
_FEATURE_CODES = {
    "country": "PCLI", "state": "ADM1", "province": "ADM1", "region": "RGN", "county": "ADM2", "city": "PPL", "town": "PPL", "village": "PPL",
    "hamlet": "PPL", "suburb": "PPLX", "neighbourhood": "PPLX", "island": "ISL", "archipelago": "ISLS", "river": "STM", "peak": "PK", "volcano": "VLC",
    "bay": "BAY", "sea": "SEA", "strait": "STRT", "peninsula": "PEN", "aerodrome": "AIRP",
}  # fmt: skip


class GeocodingService(Protocol):
    """The method that all geocoders of geopy have: it takes a query and returns locations with `.raw`."""

    def geocode(self, query: str, **options: Any) -> Any: ...


class Nominatim:
    """A Geocoder. After the first network error it sends no more requests, so that there is only one warning."""

    def __init__(
        self,
        contact: str,
        *,
        warn: Callable[[str], None] = lambda message: None,
        cache: Path | None = None,
        service: GeocodingService | None = None,
        pause_s: float = PAUSE_S,
    ) -> None:
        if "@" not in contact or " " in contact.strip():
            raise GeocodeError(
                f"{contact!r} is not an e-mail address; --online needs yours, so that Nominatim can contact you."
            )
        agent = f"storymap/{__version__} ({contact.strip()})"
        self.service = service or geopy.geocoders.Nominatim(user_agent=agent, timeout=TIMEOUT_S)
        self._request = RateLimiter(
            self.service.geocode, min_delay_seconds=pause_s, max_retries=0, swallow_exceptions=False
        )
        self.cache = cache or user_cache_path("storymap") / "nominatim"
        self.warn = warn
        self._is_down = False

    def find(self, name: str) -> Sequence[Place]:
        """Return up to MAX_PLACES places, best first. Raise GeocodeError if the service cannot be reached."""
        rows = self._load_cached(name)
        if rows is None:
            rows = self._fetch(name)
            self._store(name, rows)
        return [place for row in rows if (place := place_of(row)) is not None]

    def _fetch(self, name: str) -> list[dict[str, Any]]:
        if self._is_down:
            raise GeocodeError("the online geocoder cannot be reached")
        try:
            locations = (
                self._request(name, exactly_one=False, limit=MAX_PLACES, language="en", addressdetails=True) or []
            )
        except GeopyError as error:
            self._is_down = True
            self.warn(
                f"--online: Nominatim of OpenStreetMap cannot be reached ({type(error).__name__}); only the embedded gazetteer is used. "
                "Check your connection and try again later."
            )
            raise GeocodeError(f"the online geocoder cannot be reached: {error}") from error
        return [location.raw for location in locations if isinstance(location.raw, dict)]

    def _cache_file(self, name: str) -> Path:
        from hashlib import sha256

        return self.cache / f"{sha256(name.casefold().encode()).hexdigest()[:32]}.json"

    def _load_cached(self, name: str) -> list[dict[str, Any]] | None:
        try:
            cached = json.loads(self._cache_file(name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return cached["rows"] if isinstance(cached, dict) and cached.get("name") == name.casefold() else None

    def _store(self, name: str, rows: list[dict[str, Any]]) -> None:
        """Write a response to the cache. Errors are ignored, because the cache is optional."""
        try:
            self.cache.mkdir(parents=True, exist_ok=True)
            self._cache_file(name).write_text(json.dumps({"name": name.casefold(), "rows": rows}), encoding="utf-8")
        except OSError:
            pass


def place_of(row: dict[str, Any]) -> Place | None:
    """Return the Place of one row of a response, or None if the row is invalid.

    The types of all fields are checked, because they can differ from the documentation.
    """
    try:
        at = position(float(row["lat"]), float(row["lon"]))
        name = str(row.get("name") or str(row["display_name"]).split(",")[0]).strip()
    except (KeyError, TypeError, ValueError):
        return None
    if not name:
        return None
    address: dict[str, Any] = row["address"] if isinstance(row.get("address"), dict) else {}
    country = str(address.get("country_code", "")).upper()[:2]
    code = _FEATURE_CODES.get(str(row.get("addresstype") or row.get("type")), "")
    return Place(
        id=f"osm:{str(row.get('osm_type', 'x'))[:1]}{row.get('osm_id', name)}",
        name=name,
        position=at,
        feature_code=code,
        names=(SideName(name, "en"),),
        country_codes=(country,) if country else (),
        admin1=str(address.get("state", "")),
        bbox=_box(row.get("boundingbox")),
        source="openstreetmap",
        licence="ODbL 1.0",
    )


def _box(values: Any) -> BoundingBox | None:
    """Return the box of Nominatim's [south, north, west, east] strings, or None if it is invalid."""
    if not isinstance(values, list):
        return None
    try:
        south, north, west, east = (float(v) for v in values)
        position(south, west)
        position(north, east)
    except (TypeError, ValueError):
        return None
    return BoundingBox(west, south, east, north)
