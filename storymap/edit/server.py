"""The socket and the server loop of the live editor."""

from __future__ import annotations

import socket

import uvicorn

from storymap.edit.access import AccessControl
from storymap.edit.app import EditorApp
from storymap.edit.events import VersionEvents

HOST = "127.0.0.1"


class Server(uvicorn.Server):
    """A server that stops at once: it closes event streams, which would otherwise stay open."""

    def __init__(self, config: uvicorn.Config, events: VersionEvents) -> None:
        super().__init__(config)
        self._events = events

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._events.publish(None)
        await super().shutdown(sockets)


def bind(port: int) -> socket.socket:
    """Return a listening socket on the loopback interface; port 0 means any free port.

    Raise OSError if the port is in use.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.bind((HOST, port))
        listening.listen()
    except OSError:
        listening.close()
        raise
    return listening


def create_server(app: EditorApp, listening: socket.socket, key: str) -> Server:
    """Return a server for an app. Its `run(sockets=[listening])` serves until it is stopped."""
    protected = AccessControl(app.asgi(), key, listening.getsockname()[1])
    config = uvicorn.Config(
        protected, log_level="critical", access_log=False, server_header=False, ws="none", lifespan="on"
    )
    return Server(config, app.events)
