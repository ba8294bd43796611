"""The Content-Security-Policy of a page: nothing runs and nothing is loaded but what it was written with."""

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
        *([f"connect-src {' '.join(sorted(hosts))}"] if hosts else []),
        "font-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(rules)


def digest(content: str) -> str:
    """The source expression of an inline script or style."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
