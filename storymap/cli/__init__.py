"""The command line, one module per command. Only this module turns errors into messages and exit codes.

Exit codes: 0 success; 1 internal error; 2 usage error; 3 error in the article; 4 error in places.yaml; 5 error in the
embedded data; 6 error of the geocoder; 7 places that `--strict` or `--min-confidence` forbids, or something that
`check` found; 8 invalid page; 9 error when the result is written; 10 error in the imported file; 130 interruption by
the user.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated

import typer

from storymap.cli.dashes import wrong_dash
from storymap.cli.messages import prepare_streams
from storymap.errors import StorymapError
from storymap.version import __version__

# The modules of the commands, in the order of `storymap --help`. In each module, the function of the command has the
# module's name.
_COMMANDS = (
    *("build", "places", "init", "explain", "review", "check", "edit", "share", "publish", "diff", "embed", "export"),
    *("import_", "schema"),
)
_GROUPS = ("archive", "data")  # modules with several commands


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"storymap {__version__}")
        raise typer.Exit


def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


def application(only: str | None = None) -> typer.Typer:
    """Return the command line. If `only` is the name of a command or group, the others are left out.

    Most of the time that typer takes is spent on the options of commands.
    """
    app = typer.Typer(
        name="storymap",
        help="Turn an article into a story map: one HTML file in which the map follows the text.\n\n"
        "Start with `storymap build ARTICLE`. Correct places with `storymap edit ARTICLE`.",
        epilog="Exit codes: 0 success; 1 internal error; 2 mistake in an option or in storymap.toml; 3 article; 4 places.yaml; 5 data; "
        "6 geocoder; 7 --strict found problems; 8 invalid page; 9 the result cannot be written; 10 imported file; 130 interrupted.",
        no_args_is_help=True,
        add_completion=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(_options)
    names = [module.rstrip("_") for module in (*_COMMANDS, *_GROUPS)]
    for name, module in zip(names, (*_COMMANDS, *_GROUPS), strict=True):
        if only in names and only != name:
            continue
        loaded = import_module(f"storymap.cli.{module}")
        if module in _GROUPS:
            app.add_typer(loaded.app, name=name)
        else:
            app.command(name)(getattr(loaded, module))
    return app


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code. Errors that a user can fix are printed without a traceback."""
    # Commands create many objects and free few. With the default settings, a build spends a fifth of its time in gc.
    # The build of a short article ends before there are this many new objects; a long one needs 5 MB more for them.
    gc.set_threshold(250_000, 50, 50)
    # The threads of OpenBLAS would never be used, but NumPy starts one for each processor when it is imported.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    prepare_streams()
    arguments = list(sys.argv[1:] if argv is None else argv)
    # A flag cannot have a value, so `--strict=all` becomes the hidden flag `--strict-all`.
    arguments = ["--strict-all" if argument == "--strict=all" else argument for argument in arguments]
    if problem := wrong_dash(arguments):
        typer.echo(f"storymap: {problem}", err=True)
        return 2
    try:
        app = application(next(iter(arguments), None))
        app(arguments, prog_name="storymap")  # typer prints usage errors and exits with code 2
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except StorymapError as error:
        typer.echo(f"storymap: {error}", err=True)
        return error.exit_code
    except KeyboardInterrupt:
        typer.echo("storymap: interrupted; nothing was written", err=True)
        return 130
    except BrokenPipeError:  # the next program of a pipe ended, as in `storymap places … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return 0
