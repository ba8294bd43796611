"""HTML to passages: every format that has markup (Markdown, web pages, documents, e-books) is read through it."""

from __future__ import annotations

from storymap.read.html.tree import document, fragment
from storymap.read.html.walk import Walk

__all__ = ["Walk", "document", "fragment"]
