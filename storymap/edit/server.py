"""Start and stop the HTTP server of the live editor."""

from __future__ import annotations

import os
import socket
from hashlib import sha256
from pathlib import Path

import uvicorn

from storymap.edit.access import AccessControl
from storymap.edit.app import EditorApp
from storymap.edit.events import VersionEvents

HOST = "127.0.0.1"
PORTS = 49152, 65535  # the dynamic ports (RFC 6335)


class Server(uvicorn.Server):
    """A server that stops at once, because it closes event streams, which would otherwise stay open."""

    def __init__(self, config: uvicorn.Config, events: VersionEvents) -> None:
        super().__init__(config)
        self._events = events

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._events.publish(None)
        await super().shutdown(sockets)


def usual_port(path: Path) -> int:
    """Return the editor's port for a places file, or 0 if the port is in use. A places file always has the same port.

    The browser can therefore restore text that was typed before the server stopped.
    """
    first, last = PORTS
    port = first + int.from_bytes(
        sha256(str(path.resolve()).encode("utf-8", "surrogateescape")).digest()[:4], "big"
    ) % (last - first)
    try:
        bind(port).close()
    except OSError:
        return 0
    return port


def bind(port: int) -> socket.socket:
    """Return a listening socket on the loopback interface. Port 0 means any free port.

    Raise OSError if the port is in use.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # Without this option, the port of a stopped server would be in use for a minute. On Windows, the option would let
    # other programs use the same port.
    if os.name == "posix":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen()
    except OSError:
        listening.close()
        raise
    return listening


def create_server(app: EditorApp, listening: socket.socket, key: str) -> Server:
    """Return a server for an app.

    Call `run(sockets=[listening])` of the server; this method returns when the server is stopped.
    """
    protected = AccessControl(app.asgi(), key, listening.getsockname()[1])
    config = uvicorn.Config(
        protected, log_level="critical", access_log=False, server_header=False, ws="none", lifespan="on"
    )
    return Server(config, app.events)
