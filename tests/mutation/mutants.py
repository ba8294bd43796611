"""The changes that a mutation test makes: one changed operator, constant or return value each."""

from __future__ import annotations

import ast
import random
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult,
}  # fmt: skip
_FUNCTIONS = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of a module. `owner` is the qualified name of the function or the name of the constant that contains it."""

    path: Path
    owner: str
    is_function: bool
    lines: tuple[int, int]
    line: int
    kind: str
    text: str
    number: int

    def tree(self) -> ast.Module:
        """Return the syntax tree of the changed module."""
        tree = ast.parse(self.path.read_text(encoding="utf-8"))
        change = next(site.apply for site in _sites(tree) if site.number == self.number)
        change()
        return ast.fix_missing_locations(tree)


@dataclass(frozen=True, slots=True)
class _Site:
    owner: str
    is_function: bool
    lines: tuple[int, int]
    line: int
    kind: str
    text: str
    number: int
    apply: Callable[[], None]


def mutants_of(path: Path) -> list[Mutant]:
    """Return all mutants of a module, in the order of its syntax tree."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [Mutant(path, s.owner, s.is_function, s.lines, s.line, s.kind, s.text, s.number) for s in _sites(tree)]


def sample(paths: Sequence[Path], number: int, seed: int) -> list[Mutant]:
    """Return at most `number` mutants of the modules, the same for the same seed and the same code, in the order of the code."""
    every = [mutant for path in paths for mutant in mutants_of(path)]
    chosen = random.Random(seed).sample(range(len(every)), min(number, len(every)))
    return [every[i] for i in sorted(chosen)]


def _sites(tree: ast.Module) -> Iterator[_Site]:
    number = 0
    for owner, is_function, statement in _statements(tree):
        for node, replaces in _parts(statement):
            for kind, new in _changes(node, is_function):
                text = f"{ast.unparse(node)} -> {ast.unparse(new)}".replace("\n", " ")
                line = getattr(node, "lineno", statement.lineno)
                yield _Site(owner, is_function, _header(statement), line, kind, text, number, _setter(replaces, new))
                number += 1


def _statements(body: ast.AST, owner: str = "", inside: bool = False) -> Iterator[tuple[str, bool, ast.stmt]]:
    """Yield the statements that are mutated, with the function or the constant that contains them."""
    for node in ast.iter_child_nodes(body):
        if isinstance(node, ast.FunctionDef):
            # a nested function is changed together with the function around it
            yield from _statements(node, owner if inside else f"{owner}{node.name}", True)
        elif isinstance(node, ast.ClassDef):
            yield from _statements(node, f"{owner}{node.name}.", inside)
        elif inside and isinstance(node, (ast.stmt, ast.excepthandler, ast.match_case)):
            if isinstance(node, ast.stmt) and not isinstance(node, (ast.Raise, ast.Assert)) and not _is_text(node):
                yield owner, True, node
            yield from _statements(node, owner, True)
        elif isinstance(body, ast.Module) and isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name):
                yield target.id, False, node


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _header(statement: ast.stmt) -> tuple[int, int]:
    """Return the first and last line of a statement without the statements in it."""
    bodies = [child.lineno for child in ast.iter_child_nodes(statement) if isinstance(child, ast.stmt)]
    end = statement.end_lineno or statement.lineno
    return statement.lineno, max(statement.lineno, min(bodies) - 1) if bodies else end


_Place = tuple[ast.AST, str, int | None]


def _parts(statement: ast.stmt) -> Iterator[tuple[ast.AST, _Place]]:
    """Yield a statement and the expressions in it, each with its place in the syntax tree.

    Leave out nested statements, annotations, decorators and f-strings.
    """
    if isinstance(statement, ast.Return) and statement.value is not None:
        yield statement, (statement, "value", None)
    pending: list[ast.AST] = [statement]
    while pending:
        node = pending.pop(0)
        for field, value in ast.iter_fields(node):
            if field in ("annotation", "returns", "decorator_list", "args" if isinstance(node, ast.Lambda) else ""):
                continue
            for i, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if isinstance(child, (ast.expr, ast.comprehension, ast.keyword)) and not isinstance(
                    child, ast.JoinedStr
                ):
                    yield child, (node, field, i)
                    pending.append(child)


def _setter(place: _Place, new: ast.AST) -> Callable[[], None]:
    def change() -> None:
        node, field, i = place
        if i is None:
            setattr(node, field, new.value if isinstance(new, ast.Return) else new)
        else:
            getattr(node, field)[i] = new

    return change


def _changes(node: ast.AST, is_function: bool) -> Iterator[tuple[str, ast.AST]]:
    """Yield the kinds of change that a node allows, with the new node."""
    match node:
        case ast.Compare(ops=ops):
            for i, op in enumerate(ops):
                new = deepcopy(node)
                new.ops[i] = _COMPARISONS[type(op)]()
                yield "comparison", new
        case ast.BoolOp(op=op, values=values):
            yield "and/or", ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "not", operand
        case ast.BinOp(op=op) if type(op) in _ARITHMETIC and not _is_string(node):
            yield "arithmetic", ast.BinOp(node.left, _ARITHMETIC[type(op)](), node.right)
        case ast.Constant(value=bool() as value):
            yield "constant", ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            for other in _numbers(value):
                yield "constant", ast.Constant(other)
        case ast.Call(func=ast.Name(id=name)) if name in _FUNCTIONS:
            yield "min/max, any/all", ast.Call(ast.Name(_FUNCTIONS[name], ast.Load()), node.args, node.keywords)
        case ast.IfExp():
            yield "condition", ast.IfExp(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
        case ast.Return(value=value) if is_function and not (isinstance(value, ast.Constant) and value.value is None):
            yield "return", ast.Return(ast.Constant(None))
    return


def _numbers(value: float) -> tuple[float, float]:
    """Return the numbers that replace a number.

    Small whole numbers change by 1, because they are counts and indices. Other numbers are sizes and shares. They change
    by a factor of 2, because they are tuned, and a test need not notice 421 px instead of 420 px.
    """
    if value == 0 or (isinstance(value, int) and abs(value) <= 10):
        return value + 1, value - 1
    return value * 2, (value // 2 if isinstance(value, int) else value / 2)


def _is_string(node: ast.BinOp) -> bool:
    sides = (node.left, node.right)
    return any(
        isinstance(s, ast.JoinedStr) or (isinstance(s, ast.Constant) and isinstance(s.value, str)) for s in sides
    )
