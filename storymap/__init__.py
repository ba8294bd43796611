"""An article goes in, a story map comes out."""

from __future__ import annotations

__version__ = "0.1.0"
