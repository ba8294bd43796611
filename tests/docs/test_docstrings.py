"""Public names have docstrings that say what they return, their units, and the errors that they raise."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from types import FunctionType
from typing import Any

import pytest

import storymap
from storymap import errors, model, ports
from tests.docs.blocks import CHECKOUT

MODULES = (model, ports, errors)
# These functions and methods of the Python API raise an error if the user's input is invalid.
RAISING = ("build", "places", "tables", "StoryMap.html", "StoryMap.save", "StoryMap.export", "StoryMap.share_image")
# A field or parameter with one of these names has a unit that the name does not contain.
POSITIONS = re.compile(r"\b(lat|lon|position|box|centre|camera|radius|outline)\b")
UNITS = re.compile(
    r"degree|-90|WGS 84|kilomet|pixel|_km|zoom|BoundingBox|Camera|Position|longitude|lat, lon|west, south"
)


def public() -> Iterator[tuple[str, Any]]:
    """Yield the name and the object of each public class, function, method and property of the API."""
    objects = {name: getattr(storymap, name) for name in storymap.__all__ if name != "__version__"}
    for module in MODULES:
        names = getattr(module, "__all__", None) or [name for name in vars(module) if not name.startswith("_")]
        objects |= {name: value for name in names if _is_own(value := getattr(module, name))}
    for name, value in objects.items():
        yield name, value
        if inspect.isclass(value):
            for inner, member in vars(value).items():
                function = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
                if not inner.startswith("_") and isinstance(function, FunctionType):
                    yield f"{name}.{inner}", function


def _is_own(value: Any) -> bool:
    return callable(value) and str(getattr(value, "__module__", "")).startswith("storymap")


def documented(name: str, value: Any) -> bool:
    """Return whether an object has a docstring of its own; dataclasses and named tuples without one have a generated docstring."""
    text = value.__dict__.get("__doc__") if inspect.isclass(value) else value.__doc__
    return bool(text) and not str(text).startswith(f"{name}(")


PUBLIC = dict(public())


@pytest.mark.parametrize("name", PUBLIC)
def test_public_name_has_docstring(name: str) -> None:
    assert documented(name, PUBLIC[name])
    first = inspect.cleandoc(PUBLIC[name].__doc__).splitlines()[0]
    assert first[0].isupper() or first[0] in '`"[', first
    assert first.rstrip().endswith((".", ":", ")")), first


@pytest.mark.parametrize("name", RAISING)
def test_docstring_names_the_errors(name: str) -> None:
    assert re.search(r"\bRaises?\b", PUBLIC[name].__doc__)


@pytest.mark.parametrize("name", [n for n, v in PUBLIC.items() if inspect.isclass(v) and not issubclass(v, Exception)])
def test_class_with_positions_names_their_units(name: str) -> None:
    fields = " ".join(inspect.get_annotations(PUBLIC[name]))
    if POSITIONS.search(fields):
        assert UNITS.search(inspect.getsource(PUBLIC[name]))


def test_public_functions_and_classes_of_package_have_docstrings() -> None:
    missing = []
    for file in sorted((CHECKOUT / "storymap").rglob("*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node):  # fmt: skip
                missing.append(f"{file.relative_to(CHECKOUT).as_posix()}:{node.lineno} {node.name}")
    assert missing == []
