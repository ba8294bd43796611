"""Write files atomically, and lock files so that processes and threads do not change them at the same time."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import IO

from storymap.errors import OutputError

LOCK_SECONDS = 10.0  # how long a program waits for another one that has locked the file
_STALE_SECONDS = 600.0  # if a temporary file is older than this, the program that wrote it was killed


def write_atomically(path: Path, content: str | bytes) -> Path:
    """Write text (as UTF-8) or bytes to a file. Other programs never see an incomplete file.

    The content is written to a temporary file in the same folder, which then replaces the file. If the path is a
    symbolic link, the link stays, and the file that it refers to is replaced. The permissions of an existing file are
    kept. A device, a pipe or a socket is not replaced; the content is written to it.

    Missing folders are created. Raise OutputError if the file cannot be written.
    """
    try:
        data = content.encode() if isinstance(content, str) else content
    except UnicodeEncodeError as error:
        raise OutputError(
            f"{path} cannot be written: the text contains the unpaired surrogate U+{ord(error.object[error.start]):04X}. "
            "Correct the text that contains it."
        ) from error
    try:
        mode = _mode(path)
        if mode is not None and not stat.S_ISREG(mode):
            path.write_bytes(data)
        else:
            target = Path(os.path.realpath(path))
            target.parent.mkdir(parents=True, exist_ok=True)
            _replace(target, data, mode)
    except (OSError, ValueError) as error:  # a ValueError means that the name contains a null character
        why = getattr(error, "strerror", None) or error
        raise OutputError(
            f"{path} cannot be written: {why}. Check the permissions of the folder, or choose another file."
        ) from error
    return path


@contextlib.contextmanager
def locked(path: Path, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Lock a file while its content is read, changed and written.

    Other processes and threads cannot change the file meanwhile.

    Only programs that use this function respect the lock. No lock file remains beside the file: on POSIX, the folder of
    the file is locked; on Windows, a file in the user's temporary folder is locked. The lock is released when the
    process ends. Locks of files in one folder must not be nested. Raise OutputError if another process keeps the lock
    for longer than `seconds`.
    """
    with contextlib.ExitStack() as stack:
        if handle := _lock_handle(Path(os.path.realpath(path)), stack):
            end = time.monotonic() + seconds
            while not _try_lock(handle):
                if time.monotonic() > end:
                    raise OutputError(f"{path} is being changed by another program. Try again when it has finished.")
                time.sleep(0.02)
        yield


def _mode(path: Path) -> int | None:
    """Return the type and permissions of a file, or None if the file does not exist."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    """Replace a regular file, or make a new one."""
    handle, part = _temporary(target)
    try:
        with handle:
            handle.write(data)
            if mode is not None:
                with suppress(OSError):  # some file systems do not support permissions
                    part.chmod(stat.S_IMODE(mode))
        part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _temporary(target: Path) -> tuple[IO[bytes], Path]:
    """Return a new temporary file beside the target.

    The name of the temporary file depends only on the name of the target. Therefore, if a program was killed and has
    left its temporary file, the next write removes that file. If another process or thread is writing the target, the
    name also contains a random part.
    """
    part = target.with_name(f".{sha256(os.fsencode(target.name)).hexdigest()[:16]}.part")
    with suppress(OSError):
        if time.time() - part.stat().st_mtime > _STALE_SECONDS:
            part.unlink()
    for _ in range(3):
        try:
            return part.open("xb"), part
        except FileExistsError:
            part = part.with_name(f"{part.stem}.{os.urandom(6).hex()}.part")
    raise FileExistsError(f"{part} exists")


def _lock_handle(path: Path, stack: contextlib.ExitStack) -> IO[bytes] | int | None:
    """Open what is locked instead of a file: its folder or, on Windows, a file in the temporary folder.

    Return None if the folder or the temporary file cannot be opened.
    """
    if sys.platform == "win32":
        folder = Path(tempfile.gettempdir()) / "storymap-locks"
        try:
            folder.mkdir(exist_ok=True)
            return stack.enter_context((folder / sha256(str(path).casefold().encode()).hexdigest()).open("ab"))
        except OSError:
            return None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path.parent, os.O_RDONLY)
    except OSError:
        return None  # the attempt to write the file will raise an error with a better message
    stack.callback(os.close, handle)
    return handle


def _try_lock(handle: IO[bytes] | int) -> bool:
    """Lock a handle, and return whether this succeeded. If the file system does not support locks, return True."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(handle if isinstance(handle, int) else handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
