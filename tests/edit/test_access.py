"""Access control of the editor's server: key, host, origin, methods and policies."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from storymap.edit.access import AccessControl
from storymap.edit.app import SCRIPTS, EditorApp
from storymap.edit.server import PORTS, bind, usual_port
from storymap.edit.session import EditSession
from tests.edit.conftest import KEY, ORIGIN, PORT, Browser

PATHS = (
    "/",
    "/page",
    "/editor.css",
    "/news",
    "/api/state",
    "/api/mention",
    "/api/search",
    "/nothing",
    *(f"/{s}" for s in SCRIPTS),
)


def client_without_key(session: EditSession) -> TestClient:
    """Return a client that has not opened the URL with the key."""
    app = EditorApp(session, edits=True, on_change=lambda session: None)
    return TestClient(AccessControl(app.asgi(), KEY, PORT), base_url=ORIGIN, follow_redirects=False)


def test_request_without_key_is_rejected(shared_session: EditSession) -> None:
    client = client_without_key(shared_session)
    for path in PATHS:
        for address in (path, f"{path}?key=wrong", f"{path}?key="):
            answer = client.get(address)
            assert answer.status_code == 403 and "contains the key" in answer.text, address
    client.cookies.set(f"storymap-{PORT}", "wrong")
    assert client.get("/").status_code == 403
    assert client.post("/api/change", json={}, headers={"Origin": ORIGIN}).status_code == 403


def test_key_is_stored_in_httponly_samesite_cookie(shared_session: EditSession) -> None:
    answer = client_without_key(shared_session).get(f"/?key={KEY}")
    assert answer.status_code == 303 and answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"storymap-{PORT}={KEY}") and "HttpOnly" in cookie and "SameSite=strict" in cookie


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:80", f"127.0.0.1.evil.example:{PORT}", ""]
)
def test_other_host_is_rejected(reading: Browser, host: str) -> None:
    assert reading.client.get("/api/state", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", f"https://127.0.0.1:{PORT}", "http://127.0.0.1:1", f"http://localhost:{PORT}"],
)
def test_other_origin_is_rejected(reading: Browser, origin: str) -> None:
    assert reading.client.get("/api/state", headers={"Origin": origin}).status_code == 403
    assert reading.client.post("/api/change", json={}, headers={"Origin": origin}).status_code == 403


def test_change_without_origin_and_cross_site_request_are_rejected(reading: Browser) -> None:
    assert reading.client.post("/api/undo", json={}).status_code == 403
    for site in ("cross-site", "same-site"):
        assert reading.client.get("/page", headers={"Sec-Fetch-Site": site}).status_code == 403
    assert reading.client.get("/page", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_rejected(reading: Browser, method: str) -> None:
    for path in ("/", "/page", "/api/state", "/api/change"):
        assert reading.client.request(method, path, headers={"Origin": ORIGIN}).status_code == 405
    assert (
        reading.client.get("/api/change").status_code == 405
        and reading.client.post("/api/state", headers={"Origin": ORIGIN}).status_code == 405
    )


def test_watch_mode_has_no_change_api(serve, shared_session: EditSession) -> None:  # type: ignore[no-untyped-def]
    browser = serve(shared_session, edits=False)
    assert browser.state() == {"version": 1, "problem": "", "remarks": []}
    assert browser.change(do="ignore", **browser.span("Atlanta")).status_code == 404
    assert "/editor-watch.js" in browser.client.get("/").text


@pytest.mark.parametrize(
    "path",
    [
        "/../pyproject.toml",
        "/%2e%2e/pyproject.toml",
        "/editor-../page.css",
        "/page.css",
        "/story.js",
        "//etc/passwd",
        "/api/../../etc/passwd",
        "/editor.js/../../x",
    ],
)
def test_paths_outside_are_not_served(reading: Browser, path: str) -> None:
    assert reading.client.get(path).status_code in (404, 405)


def test_policies_allow_only_own_scripts_and_frames(reading: Browser) -> None:
    policy = reading.client.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    page = reading.client.get("/page")
    assert page.headers["content-security-policy"] == "frame-ancestors 'self'; connect-src https:"
    for path in ("/", "/page", "/api/state", "/editor.js", "/editor.css"):
        headers = reading.client.get(path).headers
        assert headers["cache-control"] == "no-store" and headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers


def test_page_equals_page_of_build(reading: Browser, shared_session: EditSession) -> None:
    from storymap import build

    assert reading.client.get("/page").text == build(shared_session.source.path).html()
    assert "<script" in reading.client.get("/page").text and "/news" not in reading.client.get("/page").text


def test_server_binds_to_loopback_interface() -> None:
    with bind(0) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"
        with pytest.raises(OSError, match="in use"):
            bind(listening.getsockname()[1])


def test_editor_of_an_article_has_the_same_port_each_time(tmp_path: Path) -> None:
    port = usual_port(tmp_path / "places.yaml")
    assert PORTS[0] <= port < PORTS[1] and usual_port(tmp_path / "places.yaml") == port
    listening = bind(port)
    assert usual_port(tmp_path / "places.yaml") == 0
    listening.close()
