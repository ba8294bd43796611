"""Patterns at module level are compiled when they are first used."""

from __future__ import annotations

import ast
import copy
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from storymap.lazy_pattern import lazy_pattern

PACKAGE = Path(__file__).parents[1] / "storymap"
# Prints the module of each lazy pattern whose compiled methods are stored.
COMPILED = """
import gc
import storymap.cli.places, storymap.pipeline
from storymap.lazy_pattern import _LazyPattern
print(sorted(p.pattern for p in gc.get_objects() if isinstance(p, _LazyPattern) and "search" in vars(p)))
"""
# Compiles each lazy pattern of the modules that the command line can import, and prints those that are invalid.
INVALID = """
import gc, importlib, pkgutil, re
import storymap
for module in pkgutil.walk_packages(storymap.__path__, "storymap."):
    if not module.name.startswith("storymap.forge") and not module.name.endswith("__main__"):
        try:
            importlib.import_module(module.name)
        except ModuleNotFoundError as error:  # a package of an extra
            assert not error.name.startswith("storymap")
from storymap.lazy_pattern import _LazyPattern
patterns = [p for p in gc.get_objects() if isinstance(p, _LazyPattern)]
assert len(patterns) > 500
for pattern in patterns:
    try:
        pattern.flags
    except re.error as error:
        print(pattern, error)
"""


def printed(program: str) -> str:
    """Run a program in a new process and return what it prints."""
    return subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=PACKAGE.parent,
    ).stdout.strip()


def test_behaves_like_a_compiled_pattern() -> None:
    lazy, compiled = lazy_pattern(r"(?P<word>[a-z]+)", re.I), re.compile(r"(?P<word>[a-z]+)", re.I)
    text = "Omsk, 1892"
    assert lazy.pattern == compiled.pattern
    assert lazy.flags == compiled.flags
    assert lazy.groupindex == compiled.groupindex
    assert [match.span() for match in lazy.finditer(text)] == [(0, 4)]
    assert lazy.sub("x", text) == "x, 1892"
    for method in ("search", "match", "fullmatch"):
        assert str(getattr(lazy, method)(text)) == str(getattr(compiled, method)(text))


def test_matches_bytes() -> None:
    assert lazy_pattern(rb"\d+").findall(b"1 and 23") == [b"1", b"23"]


def test_invalid_pattern_fails_at_first_use() -> None:
    pattern = lazy_pattern("(")
    with pytest.raises(re.error):
        pattern.search("text")


def test_copy_matches_too() -> None:
    assert copy.deepcopy(lazy_pattern("a")).search("banana")


def test_import_compiles_no_pattern() -> None:
    assert printed(COMPILED) == "[]"


def test_every_pattern_is_valid() -> None:
    assert printed(INVALID) == ""


def compiled_at_import(tree: ast.AST) -> Iterator[int]:
    """Yield the lines that call `re.compile` outside functions."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
            yield node.lineno
        yield from compiled_at_import(node)


def test_modules_compile_no_pattern_at_import() -> None:
    """The forge is excluded: it is not in the wheel, and nobody waits for its start."""
    files = [path for path in PACKAGE.rglob("*.py") if "forge" not in path.relative_to(PACKAGE).parts]
    found = [
        f"{path.relative_to(PACKAGE)}:{line}"
        for path in files
        for line in compiled_at_import(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not found, "use lazy_pattern instead of re.compile"
