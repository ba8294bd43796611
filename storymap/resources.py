"""Find assets and data files, in an installed wheel or in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent


@cache
def assets() -> Path:
    """Return the folder of scripts, styles and templates.

    In a wheel, this folder is inside the package; in a checkout, it is beside the package.
    """
    inside = PACKAGE / "assets"
    return inside if inside.is_dir() else PACKAGE.parent / "assets"


def asset(name: str) -> str:
    """Return the text of an asset."""
    return (assets() / name).read_text(encoding="utf-8")


@cache
def minified(name: str) -> str:
    """Return a script or style sheet, minified.

    The assets of a wheel were minified when the wheel was built. In a checkout, this function minifies the asset if
    rjsmin and rcssmin are installed. These packages are needed only for tests and for building a wheel. Without these
    packages, the asset is returned unchanged.
    """
    text = asset(name)
    if assets().parent == PACKAGE:
        return text
    try:
        if name.endswith(".css"):
            import rcssmin

            return str(rcssmin.cssmin(text))
        import rjsmin

        return str(rjsmin.jsmin(text))
    except ImportError:
        return text


def license_text(name: str) -> str:
    """Return the text of a licence."""
    return (PACKAGE / "data" / "licenses" / f"{name}.txt").read_text(encoding="utf-8")


def data(name: str) -> Path:
    """Return the path of a compiled data file. The file may be missing."""
    return PACKAGE / "data" / name


def facts(name: str) -> Path:
    """Return the path of a file in the folder of facts ("": of the folder itself)."""
    return PACKAGE / "facts" / name


def schema(name: str) -> Path:
    """Return the path of a JSON Schema of the package."""
    return PACKAGE / "schemas" / name
