"""The Content-Security-Policy of a page: only the scripts and styles in the file run, and nothing else is loaded.

The scripts of the page make no requests. `connect-src 'self'` is needed by tools such as Lighthouse, which fetches the site's
robots.txt under the page's policy and reports an error if the policy forbids it. The rule allows no other host, and has no
effect in local files, sandboxed frames and srcdoc.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection, Iterable


def csp(scripts: Iterable[str], styles: Iterable[str], hosts: Collection[str] = ()) -> str:
    """Return the policy. It allows inline scripts and styles by their hashes, and map tiles from `hosts`."""
    images = " ".join(["data:", *sorted(hosts)])
    rules = [
        "default-src 'none'",
        "script-src " + " ".join(digest(script) for script in scripts),
        "style-src " + " ".join(digest(style) for style in styles),
        f"img-src {images}",
        "connect-src " + " ".join(["'self'", *sorted(hosts)]),
        "font-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(rules)


def digest(content: str) -> str:
    """Return the CSP source of an inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
