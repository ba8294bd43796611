"""What `edit` and `build --watch` have in common: the address is printed, the browser opened, Ctrl-C ends it."""

from __future__ import annotations

import gc
import secrets
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from storymap.edit.session import EditSession


def serve(
    session: EditSession,
    *,
    edits: bool,
    theme: str,
    port: int,
    browser: bool,
    about: str,
    on_change: Callable[[EditSession], None] | None = None,
) -> None:
    """Serve a session until Ctrl-C. Wrong usage: the port is taken."""
    from storymap.edit.app import EditorApp
    from storymap.edit.server import HOST, bind, create_server

    try:
        listening = bind(port)
    except OSError as error:
        raise typer.BadParameter(f"{port} cannot be used: {error.strerror or error}", param_hint="--port") from error
    gc.collect()
    gc.freeze()  # what is there by now stays: looking through it again would cost every change some tenths of a second
    key = secrets.token_urlsafe(24)
    app = EditorApp(session, edits=edits, theme=theme, on_change=on_change or tell_problem)
    address = f"http://{HOST}:{listening.getsockname()[1]}/?key={key}"
    typer.echo(f"{address}\n  {about} Ctrl-C ends it.", err=True)
    tell_problem(session)
    if browser:
        _open(address)
    with suppress(KeyboardInterrupt):
        create_server(app, listening, key).run(sockets=[listening])
    typer.echo("\nDone.", err=True)


def tell_problem(session: EditSession) -> None:
    """Says in the terminal what keeps the page from being made again."""
    if session.problem:
        typer.echo(f"storymap: {session.problem}", err=True)


def _open(address: str) -> None:
    """Opens the browser when the server is up: the socket listens already, so that a request waits until then."""
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
