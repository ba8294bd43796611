"""The Nominatim geocoder, with a fake in place of geopy's geocoder, so that the tests do not use the network."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import geopy.geocoders
import pytest
from geopy.exc import GeocoderInsufficientPrivileges, GeocoderRateLimited, GeocoderUnavailable

from storymap.errors import GeocodeError
from storymap.geocode.nominatim import Nominatim, place_of
from storymap.model import BoundingBox, Position

ROW = {
    "osm_type": "node", "osm_id": 42, "lat": "43.0", "lon": "141.5", "name": "Kitahiroshima", "addresstype": "city",
    "boundingbox": ["42.9", "43.1", "141.3", "141.7"], "address": {"country_code": "jp", "state": "Hokkaido"},
}  # fmt: skip


class Service:
    def __init__(self, rows: list[Any] | None = None, error: Exception | None = None) -> None:
        self.rows, self.error, self.requests = rows or [], error, 0

    def geocode(self, query: str, **options: Any) -> Any:
        self.requests += 1
        if self.error:
            raise self.error
        return [SimpleNamespace(raw=row) for row in self.rows]


def geocoder(tmp_path: Path, service: Service, warnings: list[str] | None = None) -> Nominatim:
    warn = (warnings if warnings is not None else []).append
    return Nominatim("editor@example.org", warn=warn, cache=tmp_path, service=service, pause_s=0)


def test_response_becomes_place(tmp_path: Path) -> None:
    (place,) = geocoder(tmp_path, Service([ROW])).find("Kitahiroshima")
    assert (place.id, place.position, place.country_codes, place.admin1) == (
        "osm:n42",
        Position(43.0, 141.5),
        ("JP",),
        "Hokkaido",
    )
    assert place.bbox == BoundingBox(141.3, 42.9, 141.7, 43.1)


def test_response_is_cached(tmp_path: Path) -> None:
    service = Service([ROW])
    first, second = geocoder(tmp_path, service), geocoder(tmp_path, service)
    assert first.find("Kitahiroshima") == second.find("kitahiroshima")
    assert service.requests == 1


def test_one_failed_name_does_not_switch_the_service_off(tmp_path: Path) -> None:
    service = Service(error=GeocoderUnavailable("no route"))
    warnings: list[str] = []
    nominatim = geocoder(tmp_path, service, warnings)
    with pytest.raises(GeocodeError):
        nominatim.find("A")
    service.error, service.rows = None, [ROW]
    assert nominatim.find("Kitahiroshima")
    assert len(warnings) == 1


def test_network_errors_cause_two_warnings_and_three_requests(tmp_path: Path) -> None:
    service = Service(error=GeocoderUnavailable("no route"))
    warnings: list[str] = []
    failing = geocoder(tmp_path, service, warnings)
    for name in ("A", "B", "C", "D", "E"):
        with pytest.raises(GeocodeError):
            failing.find(name)
    assert (service.requests, len(warnings)) == (3, 2)


@pytest.mark.parametrize(
    ("error", "requests"),
    [
        (GeocoderRateLimited("429", retry_after=9999), 1),
        (GeocoderRateLimited("429", retry_after=0), 2),
        (GeocoderInsufficientPrivileges("403"), 1),
    ],
)
def test_refused_request_is_the_last_one(tmp_path: Path, error: Exception, requests: int) -> None:
    service = Service(error=error)
    failing = geocoder(tmp_path, service)
    for name in ("A", "B"):
        with pytest.raises(GeocodeError):
            failing.find(name)
    assert service.requests == requests


def test_retry_after_is_not_waited_for_in_a_request(tmp_path: Path) -> None:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None: ...

        def do_GET(self) -> None:
            self.send_response(429)
            self.send_header("Retry-After", "9999")
            self.send_header("Content-Length", "0")
            self.end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    service = geopy.geocoders.Nominatim(
        user_agent="t", domain=f"127.0.0.1:{server.server_port}", scheme="http", timeout=4
    )
    warnings: list[str] = []
    with pytest.raises(GeocodeError):
        Nominatim("a@b.example", warn=warnings.append, cache=tmp_path, service=service, pause_s=0).find("Qx")
    server.shutdown()
    server.server_close()
    assert "9999 seconds" in warnings[0]


@pytest.mark.parametrize(
    "content", ["", "[]", '{"name": "kitahiroshima"}', '{"name": "kitahiroshima", "rows": [1]}', "[" * 9999]
)
def test_damaged_cache_is_written_again(tmp_path: Path, content: str) -> None:
    service = Service([ROW])
    geocoder(tmp_path, service).find("Kitahiroshima")
    (file,) = tmp_path.iterdir()
    file.write_text(content, encoding="utf-8")
    for _ in range(2):
        assert geocoder(tmp_path, service).find("Kitahiroshima")
    assert service.requests == 2


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"lat": "x", "lon": "1", "name": "A"},
        {"lat": "95", "lon": "1", "name": "A"},
        {"lat": "1", "lon": "1", "display_name": ""},
        {"lat": None},
        {"lat": 10**400, "lon": 1, "name": "A"},
        {"lat": "nan", "lon": "1", "name": "A"},
        {"lat": "1", "lon": "1", "name": ["A"]},
    ],
)
def test_invalid_row_is_not_a_place(row: dict[str, Any]) -> None:
    assert place_of(row) is None


def test_hostile_row_is_read_as_text_and_invalid_values_are_ignored(tmp_path: Path) -> None:
    place = place_of(ROW | {"name": "<script>", "address": ["not", "a", "dict"], "boundingbox": "1234"})
    assert place is not None
    assert (place.name, place.country_codes, place.bbox) == ("<script>", (), None)


@pytest.mark.parametrize("contact", ["", "me", "a b@c"])
def test_contact_must_be_an_email_address(tmp_path: Path, contact: str) -> None:
    with pytest.raises(GeocodeError, match="e-mail"):
        Nominatim(contact, cache=tmp_path, service=Service())
