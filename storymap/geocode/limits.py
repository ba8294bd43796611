"""Limits for the requests of geopy: no waiting for Retry-After inside of a request, no cookies, a limit in total."""

from __future__ import annotations

from http.cookiejar import DefaultCookiePolicy
from typing import Any


def limit_session(service: Any) -> None:
    """Change the HTTP session of a geocoder of geopy, if it has one.

    By default, urllib3 repeats a request after the seconds that the server asks for, which may be hours, and a session keeps
    the cookies of the server.
    """
    session = getattr(getattr(service, "adapter", None), "session", None)
    if session is None:
        return
    from urllib3.util.retry import Retry

    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    for adapter in session.adapters.values():
        adapter.max_retries = Retry(0, respect_retry_after_header=False)
