"""Send the number of each new version of the page to the browser, as server-sent events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

HEARTBEAT_S = 15.0  # seconds between the comments that keep an idle connection open


class VersionEvents:
    """Sends version numbers to all open connections."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[int | None]] = set()

    def publish(self, version: int | None) -> None:
        """Send a version to all connections. The version None closes the connections."""
        for queue in self._queues:
            queue.put_nowait(version)

    async def stream(self, version: int) -> AsyncIterator[str]:
        """Yield the events for one connection: the current version, then each new version."""
        queue: asyncio.Queue[int | None] = asyncio.Queue()
        self._queues.add(queue)
        try:
            yield f"data: {version}\n\n"
            while True:
                try:
                    new_version = await asyncio.wait_for(queue.get(), HEARTBEAT_S)
                except TimeoutError:
                    yield ": \n\n"
                    continue
                if new_version is None:
                    return
                yield f"data: {new_version}\n\n"
        finally:
            self._queues.discard(queue)
