"""The package has no import cycles, even if imports inside functions are counted."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "storymap"


def module_name(path: Path) -> str:
    """Return the dotted name of a module from its path."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_names(tree: ast.AST) -> Iterator[str]:
    """Yield every dotted name that a module imports, including imports inside functions.

    Imports for type checkers only are skipped.
    """
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        yield from imported_names(node)


def import_graph() -> Mapping[str, set[str]]:
    """Return module -> the modules of the package that it imports."""
    files = {module_name(path): path for path in PACKAGE.rglob("*.py")}
    graph: dict[str, set[str]] = {}
    for module, path in files.items():
        names = set(imported_names(ast.parse(path.read_text(encoding="utf-8"))))
        targets = {name if name in files else name.rpartition(".")[0] for name in names}
        graph[module] = (targets & set(files)) - {module}
    return graph


def test_no_import_cycles() -> None:
    """`storymap` itself is excluded: it loads its public names lazily, and no module imports them from it."""
    graph = {module: targets - {"storymap"} for module, targets in import_graph().items() if module != "storymap"}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"import cycle: {' -> '.join(reversed(error.args[1]))}")
