"""Import optional libraries only when a format needs them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from storymap.errors import ArticleError
from storymap.extras import install


class MissingLibraryError(ArticleError):
    """An optional library that a format needs is not installed."""


def need(module: str, extra: str, what: str) -> Any:
    """Import an optional library. Raise MissingLibraryError with the pip command if it is not installed.

    `extra` is the extra of this package that installs the library. `what` begins the message: "A web page".
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingLibraryError(f"{what} needs {module}, which is not installed: {install(extra)}") from error
