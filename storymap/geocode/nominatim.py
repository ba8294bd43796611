"""Look up names with OpenStreetMap's Nominatim, using geopy.

The usage policy of Nominatim requires a contact in the User-Agent, at most one request a second, and a cache of
responses.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import geopy.geocoders
from geopy.exc import GeocoderInsufficientPrivileges, GeocoderQuotaExceeded, GeocoderRateLimited, GeopyError
from geopy.extra.rate_limiter import RateLimiter
from platformdirs import user_cache_path

from storymap.errors import GeocodeError, OutputError
from storymap.files import write_atomically
from storymap.geocode.limits import limit_session
from storymap.model import BoundingBox, Place, SideName, position
from storymap.version import __version__
from storymap.web import MAX_WAIT_SECONDS, WebError, within

TIMEOUT_S = 8.0  # time limit for a response
PAUSE_S = 1.0  # seconds between requests, as required by the usage policy
MAX_PLACES = 5  # maximum number of places that are requested for a name
# Total time limit for a request. It is needed because the timeouts of sockets start again with every byte.
TOTAL_S = 15.0
MAX_FAILURES = 3  # after this many consecutive failed requests, no more requests are sent
MAX_TEXT = 300  # maximum number of characters of a name
# Nominatim address type -> GeoNames feature code.
_FEATURE_CODES = {
    "country": "PCLI", "state": "ADM1", "province": "ADM1", "region": "RGN", "county": "ADM2", "city": "PPL", "town": "PPL", "village": "PPL",
    "hamlet": "PPL", "suburb": "PPLX", "neighbourhood": "PPLX", "island": "ISL", "archipelago": "ISLS", "river": "STM", "peak": "PK", "volcano": "VLC",
    "bay": "BAY", "sea": "SEA", "strait": "STRT", "peninsula": "PEN", "aerodrome": "AIRP",
}  # fmt: skip


class GeocodingService(Protocol):
    """The method `geocode` of geopy geocoders.

    The method takes a query and returns locations, which have the attribute `raw`.
    """

    def geocode(self, query: str, **options: Any) -> Any: ...


class Nominatim:
    """A Geocoder. If a name cannot be looked up, GeocodeError is raised. `warn` is called for the first such name, and
    when requests stop.

    After MAX_FAILURES consecutive failures, or if the service refuses requests, no more requests are sent.
    """

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
        limit_session(self.service)
        self._request = RateLimiter(
            self.service.geocode, min_delay_seconds=pause_s, max_retries=0, swallow_exceptions=False
        )
        self.cache = cache or user_cache_path("storymap") / "nominatim"
        self.warn = warn
        self._failures = 0  # number of failed requests in a row
        self._has_warned = False
        self._is_down = False

    def find(self, name: str) -> Sequence[Place]:
        """Return up to MAX_PLACES places, best first. Raise GeocodeError if the name cannot be looked up."""
        rows = self._load_cached(name)
        if rows is None:
            rows = self._fetch(name)
            self._store(name, rows)
        return [place for row in rows[:MAX_PLACES] if (place := place_of(row)) is not None]

    def _fetch(self, name: str) -> list[dict[str, Any]]:
        if self._is_down:
            raise GeocodeError("the online geocoder cannot be reached")
        try:
            locations = self._ask(name)
        except (GeopyError, WebError, ValueError, TypeError, LookupError, AttributeError) as error:
            # The last four exceptions may occur, because geopy does not check the types in a response.
            self._failed(error)
            raise GeocodeError(f"the online geocoder cannot be reached: {error}") from error
        self._failures = 0
        found = locations if isinstance(locations, list) else []
        return [location.raw for location in found if isinstance(getattr(location, "raw", None), dict)]

    def _ask(self, name: str) -> Any:
        """Send a request.

        If the service asks for a pause of at most MAX_WAIT_SECONDS, wait and send the request again.
        """
        try:
            return self._ask_once(name)
        except GeocoderRateLimited as error:
            if error.retry_after is None or error.retry_after > MAX_WAIT_SECONDS:
                raise
            time.sleep(max(0.0, error.retry_after))
            return self._ask_once(name)

    def _ask_once(self, name: str) -> Any:
        options = {"exactly_one": False, "limit": MAX_PLACES, "language": "en", "addressdetails": True}
        problem = f"no complete answer in {TOTAL_S:g} seconds"
        return within(TOTAL_S, lambda: self._request(name, **options), problem)

    def _failed(self, error: Exception) -> None:
        """Count a failure.

        Warn the user of the first failure, and of the failure after which no more requests are sent.
        """
        refused = isinstance(error, GeocoderRateLimited | GeocoderInsufficientPrivileges | GeocoderQuotaExceeded)
        self._failures += 1
        self._is_down = refused or self._failures >= MAX_FAILURES
        why = type(error).__name__
        if isinstance(error, GeocoderRateLimited) and error.retry_after:
            why = f"it asks to wait {error.retry_after:.0f} seconds"
        if self._is_down:
            self.warn(
                f"--online: Nominatim of OpenStreetMap cannot be reached ({why}); the embedded gazetteer is used for the other names. "
                "Check your connection and try again later."
            )
        elif not self._has_warned:
            self.warn(
                f"--online: Nominatim of OpenStreetMap could not look up a name ({why}); it is left out. Check your connection and try again."
            )
        self._has_warned = True

    def _cache_file(self, name: str) -> Path:
        from hashlib import sha256

        return self.cache / f"{sha256(name.casefold().encode('utf-8', 'replace')).hexdigest()[:32]}.json"

    def _load_cached(self, name: str) -> list[dict[str, Any]] | None:
        """Return the rows of a cached response, or None if there is none.

        A damaged file in the cache counts as missing, so it is written again.
        """
        try:
            cached = json.loads(self._cache_file(name).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return None
        rows = cached.get("rows") if isinstance(cached, dict) and cached.get("name") == name.casefold() else None
        return rows if isinstance(rows, list) and all(isinstance(row, dict) for row in rows) else None

    def _store(self, name: str, rows: list[dict[str, Any]]) -> None:
        """Write a response to the cache. Errors are ignored, because the cache is optional."""
        with suppress(OutputError, ValueError, TypeError, RecursionError):
            content = json.dumps({"name": name.casefold(), "rows": rows})
            write_atomically(self._cache_file(name), content)


def place_of(row: dict[str, Any]) -> Place | None:
    """Return the Place of one row of a response, or None if the row is invalid.

    The types of all fields are checked, because they can differ from the documentation.
    """
    try:
        at = position(float(row["lat"]), float(row["lon"]))
        name = _text(row.get("name") or str(row["display_name"]).split(",")[0])
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    if not name:
        return None
    address: dict[str, Any] = row["address"] if isinstance(row.get("address"), dict) else {}
    country = _text(address.get("country_code")).upper()
    country = country if re.fullmatch(r"[A-Z]{2}", country) else ""
    number = str(row.get("osm_id", name))[:200]
    code = _FEATURE_CODES.get(str(row.get("addresstype") or row.get("type")), "")
    return Place(
        id=f"osm:{_text(row.get('osm_type'))[:1] or 'x'}{_text(number)}",
        name=name,
        position=at,
        feature_code=code,
        names=(SideName(name, "en"),),
        country_codes=(country,) if country else (),
        admin1=_text(address.get("state")),
        bbox=_box(row.get("boundingbox")),
        source="openstreetmap",
        licence="ODbL 1.0",
    )


def _text(value: Any) -> str:
    """Return a value as one line of text.

    Control characters and surrogates are removed, and the text is cut at MAX_TEXT characters.
    """
    text = str(value)[: 2 * MAX_TEXT] if isinstance(value, str | int | float) else ""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:MAX_TEXT]


def _box(values: Any) -> BoundingBox | None:
    """Return the box for a list of strings from Nominatim: [south, north, west, east].

    Return None if the list is invalid.
    """
    if not isinstance(values, list):
        return None
    try:
        south, north, west, east = (float(v) for v in values)
        position(south, west)
        position(north, east)
    except (TypeError, ValueError, OverflowError):
        return None
    if south > north:
        return None
    return BoundingBox(west, south, east, north)
