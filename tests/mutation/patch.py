"""Put a mutant into the running process: replace a function's code or a constant's value in an imported module."""

from __future__ import annotations

import ast
import functools
import gc
import sys
import types
from pathlib import Path
from typing import Any

from tests.mutation.mutants import Mutant


class NotApplicableError(Exception):
    """The mutant cannot be put into a running process, or its code is equal to the original."""


def apply(mutant: Mutant, root: Path) -> None:
    """Change the imported module. Raises NotApplicableError for code that cannot be found by its name."""
    name = module_name(mutant.path, root)
    module = sys.modules.get(name)
    if module is None:
        raise NotApplicableError(f"{name} is not imported")
    tree = mutant.tree()
    if mutant.is_function:
        _replace_code(module, mutant, compile(tree, str(mutant.path), "exec", dont_inherit=True))
    else:
        _replace_constant(module, mutant, tree)
    for cache in caches((name.rpartition(".")[0] or name,)):
        cache.cache_clear()


def module_name(path: Path, root: Path) -> str:
    """Return the name of the module in a file. `root` is the folder that contains the packages."""
    return ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")


def caches(modules: tuple[str, ...]) -> list[functools._lru_cache_wrapper[Any]]:
    """Return the cached functions of the modules whose names begin with one of the given names."""
    wrappers = (one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper))
    return [wrapper for wrapper in wrappers if wrapper.__module__.startswith(modules)]


def _replace_code(module: types.ModuleType, mutant: Mutant, code: types.CodeType) -> None:
    new = next((one for one in _codes(code) if one.co_qualname == mutant.owner), None)
    function = _function(module, mutant.owner)
    if new is None or function is None or new.co_freevars != function.__code__.co_freevars:
        raise NotApplicableError(mutant.owner)
    function.__code__ = new


def _codes(code: types.CodeType) -> list[types.CodeType]:
    inner = [one for one in code.co_consts if isinstance(one, types.CodeType)]
    return inner + [found for one in inner for found in _codes(one)]


def _function(module: types.ModuleType, qualified: str) -> types.FunctionType | None:
    holder: Any = vars(module)
    for part in qualified.split("."):
        found = holder.get(part)
        if found is None:
            return None
        holder = vars(found) if isinstance(found, type) else {}
    for _ in range(9):  # decorators are removed: properties, class methods, caches, context managers
        if isinstance(found, types.FunctionType) and not hasattr(found, "__wrapped__"):
            return found
        names = ("fget", "func", "__func__", "__wrapped__")
        found = next((getattr(found, n) for n in names if getattr(found, n, None) is not None), None)
    return None


def _replace_constant(module: types.ModuleType, mutant: Mutant, tree: ast.Module) -> None:
    """Compute a changed constant and the constants that depend on it, and set them in all modules that import them."""
    space, changed = dict(vars(module)), set[str]()
    for statement in tree.body:
        if not isinstance(statement, (ast.Assign, ast.AnnAssign)) or statement.value is None:
            continue
        names = {node.id for node in ast.walk(statement.value) if isinstance(node, ast.Name)}
        if statement.lineno == mutant.lines[0] or changed & names:
            exec(compile(ast.Module([statement], []), str(mutant.path), "exec"), space)
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            changed |= {node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)}
    _replace_defaults(module, tree, changed, space)
    for name in changed & vars(module).keys():
        old = vars(module)[name]
        for other in list(sys.modules.values()):
            public = not name.startswith("_") and getattr(other, "__name__", "").startswith("storymap")
            if other is module or (public and vars(other).get(name) is old):
                setattr(other, name, space[name])


def _replace_defaults(module: types.ModuleType, tree: ast.Module, changed: set[str], space: dict[str, Any]) -> None:
    """Compute the default arguments of the module's functions again if they depend on a changed constant."""
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef):
            values = ast.Tuple(statement.args.defaults, ast.Load())
            function = _function(module, statement.name)
            if function and changed & {node.id for node in ast.walk(values) if isinstance(node, ast.Name)}:
                code = compile(ast.fix_missing_locations(ast.Expression(values)), str(module.__file__), "eval")
                function.__defaults__ = eval(code, space)
