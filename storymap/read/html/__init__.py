"""Convert HTML to passages. All formats with markup (Markdown, web pages, documents, e-books) use this package."""

from __future__ import annotations

from storymap.read.html.tree import document, fragment
from storymap.read.html.walk import Walk

__all__ = ["Walk", "document", "fragment"]
