"""The Content-Security-Policy of a page: nothing runs and nothing is loaded but what it was written with.

`connect-src 'self'` is the one word that is not for the page: its scripts ask nobody for anything. Lighthouse, and whatever
else examines a page from within, fetches the robots.txt of the place it came from under the page's own policy, and without
that word reports a fault in the site. It opens no way to any other host, and a file on a disk, a sandboxed frame and a
srcdoc have no self to ask.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection, Iterable


def csp(scripts: Iterable[str], styles: Iterable[str], hosts: Collection[str] = ()) -> str:
    """The policy for inline scripts and styles by their hashes; `hosts` may be asked for images (tiles), and whether they have any."""
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
    """The source expression of an inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
