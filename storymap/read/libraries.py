"""Libraries of the extras, imported when a format needs them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from storymap.errors import ArticleError


def need(module: str, extra: str, what: str) -> Any:
    """A library of an extra. ArticleError with the pip line when it is not installed."""
    try:
        return import_module(module)
    except ImportError as error:
        raise ArticleError(
            f"{what} needs {module}, which is not installed: python -m pip install 'storymap-leaflet[{extra}]'"
        ) from error
