"""Lock a places file before writing, so that two storymap processes cannot overwrite each other's changes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from platformdirs import user_state_path

WAIT_S = 10.0  # number of seconds to wait for another program, which holds the lock only while it writes a file
_STEP_S = 0.01


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a file while the body of the `with` statement runs.

    The system releases the lock when the process ends, even if the process is killed. The lock is a file in the user's
    state folder. If this file cannot be created, or if the lock is not free within `WAIT_S`, the body runs without the
    lock.
    """
    handle = _opened(path)
    if handle is None:
        yield
        return
    try:
        end = time.monotonic() + WAIT_S
        while not _try_lock(handle) and time.monotonic() < end:
            time.sleep(_STEP_S)
        yield
    finally:
        os.close(handle)


def _opened(path: Path) -> int | None:
    name = sha256(str(path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:24]
    with suppress(OSError):
        folder = user_state_path("storymap") / "locks"
        folder.mkdir(parents=True, exist_ok=True)
        return os.open(folder / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    return None


def _try_lock(handle: int) -> bool:
    """Take the lock if it is free, and return whether it was free.

    Windows needs another function, because it has no fcntl.
    """
    try:
        import fcntl
    except ImportError:
        return _try_lock_windows(handle)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _try_lock_windows(handle: int) -> bool:
    import msvcrt

    try:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]  # only on Windows
    except OSError:
        return False
    return True
