"""Write the reference of the commands and of the exit codes from the code."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from storymap import errors
from storymap.cli import application
from tests.docs.blocks import DOCS

NOTE = "<!-- Written by `python -m tests.docs commands`: do not edit. -->"
COMMANDS, EXIT_CODES = DOCS / "reference" / "commands.md", DOCS / "reference" / "exit-codes.md"
# Exit codes that no exception of the package has.
OTHER_CODES = {0: "Success.", 1: "An error in `storymap` itself. Please report it.", 2: "A mistake in an option or argument.", 130: "Interrupted with Ctrl-C."}  # fmt: skip


def pages() -> dict[Path, str]:
    """Return the text of each generated page."""
    return {COMMANDS: commands_page(), EXIT_CODES: exit_codes_page()}


def commands_page() -> str:
    """Return the reference of all commands, with their arguments and options."""
    parts = [
        f"# Commands\n\n{NOTE}\n\nThe text is that of `storymap COMMAND --help`. Options can be written before or after the article. "
        "[Exit codes](exit-codes.md) lists what the commands return.\n"
    ]
    parts += [_section(name, command) for name, command in every_command()]
    return "\n".join(parts)


def every_command() -> Iterator[tuple[str, Any]]:
    """Return the name and the command of every command that can be run, in the order of the help."""

    def below(name: str, command: Any) -> Iterator[tuple[str, Any]]:
        for key, inner in getattr(command, "commands", {}).items():
            full = f"{name} {key}"
            yield from below(full, inner) if hasattr(inner, "commands") else [(full, inner)]

    return below("storymap", typer.main.get_command(application()))


def _section(name: str, command: Any) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and not p.hidden]
    usage = " ".join([name, *(_argument(p) for p in arguments), "[OPTIONS]"])
    about = inspect.cleandoc(command.help or "").replace("\f", "")
    lines = [f"## {name}", "", f"```text\n{usage}\n```", "", _escaped(about), ""]
    if arguments:
        lines += ["| argument | |", "|---|---|", *(f"| `{_metavar(p)}` | {_cell(p.help)} |" for p in arguments), ""]
    if options:
        lines += [
            "| option | |",
            "|---|---|",
            *(f"| {_option(p)} | {_cell(p.help)}{_default(p)} |" for p in options),
            "",
        ]
    return "\n".join(lines)


def _metavar(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name.upper())


def _argument(parameter: Any) -> str:
    name = _metavar(parameter) + ("..." if parameter.nargs == -1 else "")
    return name if parameter.required else f"[{name}]"


def _option(parameter: Any) -> str:
    names = [*parameter.opts, *parameter.secondary_opts]
    value = "" if parameter.is_flag else f" {parameter.metavar or 'VALUE'}"
    return ", ".join(f"`{name}{value}`" for name in names).replace("|", "\\|")


def _default(parameter: Any) -> str:
    value = parameter.default
    if parameter.is_flag or not parameter.show_default or value in (None, "", [], ()):
        return " Required." if parameter.required else ""
    return f" Default: `{value}`."


def _cell(text: str | None) -> str:
    words = " ".join((text or "").split())
    return _escaped(words + ("" if not words or words.endswith((".", ".)")) else "."))


def _escaped(text: str) -> str:
    """Return a text of the help as Markdown. Special characters outside of backquotes are escaped."""
    parts = re.split(r"(`[^`]*`)", text)
    return "".join(p if p.startswith("`") else re.sub(r"([\\*_<|\[\]])", r"\\\1", p) for p in parts)


def exit_codes_page() -> str:
    """Return the table of exit codes, from the errors of the package."""
    rows = {code: [meaning] for code, meaning in OTHER_CODES.items()}
    for name, kind in inspect.getmembers(errors, inspect.isclass):
        if issubclass(kind, errors.StorymapError) and kind is not errors.StorymapError:
            first = inspect.cleandoc(kind.__doc__ or "").splitlines()[0]
            rows.setdefault(kind.exit_code, []).append(f"{first} (`{name}`)")
    table = "\n".join(
        f"| {code} | {'<br>'.join(_markup(m) for m in meanings)} |" for code, meanings in sorted(rows.items())
    )
    return f"""# Exit codes

{NOTE}

Every command ends with one of these codes. In Python, the functions raise the error in parentheses; all of them are subclasses of `storymap.errors.StorymapError`.
A message on standard error says what is wrong, where, and what to do.

| code | meaning |
|---|---|
{table}

If several articles are built, the code is that of the first article that failed. Nothing is written for an article that failed.
"""


def _markup(text: str) -> str:
    return text.replace("|", "\\|")
