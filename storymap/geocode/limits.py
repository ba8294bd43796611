"""Limit the requests of geopy: they do not wait for Retry-After, and they store no cookies."""

from __future__ import annotations

from http.cookiejar import DefaultCookiePolicy
from typing import Any


def limit_session(service: Any) -> None:
    """Limit the HTTP session of a geopy geocoder, if it has one.

    By default, urllib3 repeats a request after the delay that the server asks for, even if the delay is hours. A
    session also stores the cookies of the server by default.
    """
    session = getattr(getattr(service, "adapter", None), "session", None)
    if session is None:
        return
    from urllib3.util.retry import Retry

    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    for adapter in session.adapters.values():
        adapter.max_retries = Retry(0, respect_retry_after_header=False)
