"""The Content-Security-Policy of a page.

The browser only uses the scripts and styles in the file, and loads nothing else.

The scripts of the page make no requests. The rule `connect-src 'self'` is for tools such as Lighthouse. Lighthouse
fetches the robots.txt of the site under the policy of the page, and reports an error if the policy forbids this. The
rule does not allow other hosts, and has no effect in local files, sandboxed frames and srcdoc.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Collection, Iterable

from storymap.errors import PageError
from storymap.urls import split_url


def csp(
    scripts: Iterable[str],
    styles: Iterable[str],
    hosts: Collection[str] = (),
    *,
    script_files: Collection[str] = (),
    style_files: Collection[str] = (),
    layered: bool = False,
) -> str:
    """Return the policy.

    The policy allows inline scripts and styles by their hashes, and map tiles and images from `hosts`.

    `script_files` and `style_files` are the URLs of files that the page loads; `hosts` must contain the hosts of these
    URLs. If `layered` is true, the policy allows style attributes, because folium's popups, tooltips and icons contain
    them. The rest of the page has no style attributes (see `validation`).
    """
    images = " ".join(["data:", *sorted(hosts)])
    fonts = " ".join(["data:", *sorted({f"{host_of(url)}" for url in style_files})])
    rules = [
        "default-src 'none'",
        "script-src " + " ".join([*map(digest, scripts), *script_files]),
        "style-src " + " ".join([*map(digest, styles), *style_files]),
        *(["style-src-attr 'unsafe-inline'"] if layered else []),
        f"img-src {images}",
        "connect-src " + " ".join(["'self'", *sorted(hosts)]),
        f"font-src {fonts}",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(rules)


def host_of(address: str) -> str:
    """Return the CSP source of a URL, such as "https://*.tile.example.org" for "https://{s}.tile.example.org/{z}/…".

    Raise PageError if the URL has no valid host. A space or a semicolon in the host would change the policy.
    """
    parts = split_url(address.replace("{s}", "*").strip())
    if not re.fullmatch(r"[\w.*:\[\]-]+", parts.netloc.rpartition("@")[2]):
        raise PageError(
            f"invalid URL {address!r}: it needs a host, as in https://tiles.example.org/{{z}}/{{x}}/{{y}}.png"
        )
    return f"{parts.scheme or 'https'}://{parts.netloc.rpartition('@')[2]}"


def digest(content: str) -> str:
    """Return the CSP source of an inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
