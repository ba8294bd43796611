"""Run the local server of `storymap edit` and `storymap build --watch`."""

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
    """Open the browser and serve a session until Ctrl-C. Raise a usage error if the port cannot be used."""
    from storymap.edit.app import EditorApp
    from storymap.edit.history import history_store
    from storymap.edit.server import HOST, bind, create_server

    try:
        listening = bind(port)
    except OSError as error:
        raise typer.BadParameter(
            f"port {port} cannot be used: {error.strerror or error}. Choose another port, or 0 for any free port.",
            param_hint="--port",
        ) from error
    gc.collect()
    # These objects exist until the server stops. If gc scanned them, every change would take tenths of a second longer.
    gc.freeze()
    key = secrets.token_urlsafe(24)
    store = history_store(session.places_path) if edits else None
    app = EditorApp(session, edits=edits, theme=theme, on_change=on_change or print_problem, history=store)
    url = f"http://{HOST}:{listening.getsockname()[1]}/?key={key}"
    typer.echo(f"{url}\n  {about} Press Ctrl-C to stop.", err=True)
    print_problem(session)
    if browser:
        _open_browser(url)
    with suppress(KeyboardInterrupt):
        create_server(app, listening, key).run(sockets=[listening])
    typer.echo("\nStopped.", err=True)


def print_problem(session: EditSession) -> None:
    """Print the reason if the page cannot be updated."""
    if session.problem:
        typer.echo(f"storymap: {session.problem}", err=True)


def _open_browser(url: str) -> None:
    """Open the browser without waiting for it. The socket already listens, so an early request waits until the server runs."""
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
