"""OpenStreetMap's Nominatim through geopy (usage policy: a contact in the User-Agent, at most one request a second, cached)."""

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

TIMEOUT_S = 8.0
PAUSE_S = 1.0
MOST = 5
_CODES = {
    "country": "PCLI", "state": "ADM1", "province": "ADM1", "region": "RGN", "county": "ADM2", "city": "PPL", "town": "PPL", "village": "PPL",
    "hamlet": "PPL", "suburb": "PPLX", "neighbourhood": "PPLX", "island": "ISL", "archipelago": "ISLS", "river": "STM", "peak": "PK", "volcano": "VLC",
    "bay": "BAY", "sea": "SEA", "strait": "STRT", "peninsula": "PEN", "aerodrome": "AIRP",
}  # fmt: skip


class Answers(Protocol):
    """What geopy's geocoders have in common: a query in, locations with `.raw` out."""

    def geocode(self, query: str, **options: Any) -> Any: ...


class Nominatim:
    """A Geocoder. After the first failure of the network it is not asked again: a dead network costs one warning."""

    def __init__(
        self,
        contact: str,
        *,
        warn: Callable[[str], None] = lambda message: None,
        cache: Path | None = None,
        service: Answers | None = None,
        pause_s: float = PAUSE_S,
    ) -> None:
        if "@" not in contact or " " in contact.strip():
            raise GeocodeError(
                f"--online wants your e-mail address, so that the service can reach you; {contact!r} is none."
            )
        agent = f"storymap/{__version__} ({contact.strip()})"
        self.service = service or geopy.geocoders.Nominatim(user_agent=agent, timeout=TIMEOUT_S)
        self.ask = RateLimiter(self.service.geocode, min_delay_seconds=pause_s, max_retries=0, swallow_exceptions=False)
        self.cache = cache or user_cache_path("storymap") / "nominatim"
        self.warn = warn
        self.dead = False

    def find(self, name: str) -> Sequence[Place]:
        """Up to five places, best first. GeocodeError once the service could not be reached."""
        rows = self._cached(name)
        if rows is None:
            rows = self._asked(name)
            self._keep(name, rows)
        return [place for row in rows if (place := place_of(row)) is not None]

    def _asked(self, name: str) -> list[dict[str, Any]]:
        if self.dead:
            raise GeocodeError("the online geocoder could not be reached")
        try:
            answers = self.ask(name, exactly_one=False, limit=MOST, language="en", addressdetails=True) or []
        except GeopyError as error:
            self.dead = True
            self.warn(
                f"the online geocoder could not be asked ({type(error).__name__}); going on with what is embedded."
            )
            raise GeocodeError(f"the online geocoder could not be asked: {error}") from error
        return [answer.raw for answer in answers if isinstance(answer.raw, dict)]

    def _file(self, name: str) -> Path:
        from hashlib import sha256

        return self.cache / f"{sha256(name.casefold().encode()).hexdigest()[:32]}.json"

    def _cached(self, name: str) -> list[dict[str, Any]] | None:
        try:
            kept = json.loads(self._file(name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return kept["rows"] if isinstance(kept, dict) and kept.get("name") == name.casefold() else None

    def _keep(self, name: str, rows: list[dict[str, Any]]) -> None:
        """A cache that cannot be written is no reason to stop."""
        try:
            self.cache.mkdir(parents=True, exist_ok=True)
            self._file(name).write_text(json.dumps({"name": name.casefold(), "rows": rows}), encoding="utf-8")
        except OSError:
            pass


def place_of(row: dict[str, Any]) -> Place | None:
    """A Place of one answer; None for one that makes no sense. Nothing of an answer is trusted to be of its type."""
    try:
        at = position(float(row["lat"]), float(row["lon"]))
        name = str(row.get("name") or str(row["display_name"]).split(",")[0]).strip()
    except (KeyError, TypeError, ValueError):
        return None
    if not name:
        return None
    address: dict[str, Any] = row["address"] if isinstance(row.get("address"), dict) else {}
    country = str(address.get("country_code", "")).upper()[:2]
    code = _CODES.get(str(row.get("addresstype") or row.get("type")), "")
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
    """Nominatim's [south, north, west, east], as strings."""
    if not isinstance(values, list):
        return None
    try:
        south, north, west, east = (float(v) for v in values)
        position(south, west)
        position(north, east)
    except (TypeError, ValueError):
        return None
    return BoundingBox(west, south, east, north)
