"""Score the messages about wrong inputs in four files: `python -m tests.cli.score_messages [--failures]`.

A message scores 0 if it is missing, untrue or a traceback. It scores 1 if it says what is wrong. It scores 2 if it also
says where the mistake is and what to do, and if the exit code is right. The commands run in this process, in temporary
folders and without a network.
"""

from __future__ import annotations

import argparse
import base64
import errno
import io
import os
import shlex
import signal
import socket
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from ruamel.yaml import YAML

from storymap.cli import main as storymap

CASES = [Path(__file__).parent / f"{name}wrong_inputs.yaml" for name in ("", "more_", "third_", "fourth_")]
LIMIT_S = 60  # A command that runs longer is waiting for something, such as a server that should not have started.
NOBODY = 65534  # Id of a user without rights, on Linux and macOS. It is needed because root may write into any folder.
PARTS = ("says", "where", "do")


class Stuck(BaseException):
    """The command did not end in time. `except Exception` does not catch this error."""


@dataclass(frozen=True, slots=True)
class Scored:
    """The message about one wrong input: its score, and the parts that it lacks."""

    id: str
    score: int
    code: int | None  # None if the command ended with an uncaught exception
    message: str
    lacks: tuple[str, ...]


def cases() -> tuple[str, list[dict[str, Any]]]:
    """Return the text of article.txt and the wrong inputs."""
    documents = [YAML(typ="safe").load(path.read_text(encoding="utf-8")) for path in CASES]
    return documents[0]["article"], [case for document in documents for case in document["cases"]]


def score_all(step: int = 1) -> list[Scored]:
    """Return the scored message of every `step`th wrong input, in the order of the files."""
    article, wrong_inputs = cases()
    wrong_inputs = wrong_inputs[::step]
    with tempfile.TemporaryDirectory(prefix="storymap-messages-") as name:
        top = Path(name)
        top.chmod(0o755)
        (top / ".git").mkdir()  # because of this folder, no settings are read from the folders above
        environment = {"XDG_CACHE_HOME": str(top / "cache"), "COLUMNS": "120", "NO_COLOR": "1"}
        with mock.patch.dict(os.environ, environment), _no_network():
            _run(["places", "-"], {"stdin": article}, top, limit_s=0)  # compiles changed facts, which takes longer
            return [_score(case, article, top / case["id"]) for case in wrong_inputs]


def _score(case: dict[str, Any], article: str, folder: Path) -> Scored:
    _write_files(case, article, folder)
    with _busy_port() as port:
        command = [word.replace("{port}", str(port)) for word in shlex.split(case["run"])]
        code, message = _run(command, case, folder)
        return _judge(case, code, message, str(port))


def _judge(case: dict[str, Any], code: int | None, message: str, port: str) -> Scored:
    plain = " ".join(message.split()).casefold()
    lacks = []
    for part in PARTS:
        for words in case[part]:
            choices = words.replace("{port}", port).casefold().split("|")
            if not any(choice in plain for choice in choices):
                lacks.append(f"{part}: {words}")
    expected = case.get("exit", "error")
    right = expected == "any" or (code != 0 if expected == "error" else code == expected)
    if not right:
        lacks.append(f"exit: {expected}, not {code}")
    silent = code is None or "Traceback (most recent" in message or any(lack.startswith("says") for lack in lacks)
    return Scored(case["id"], 0 if silent else 1 if lacks else 2, code, message.strip(), tuple(lacks))


def _run(command: list[str], case: dict[str, Any], folder: Path, limit_s: int = LIMIT_S) -> tuple[int | None, str]:
    """Return the exit code (None: an uncaught exception) and everything that the command printed."""
    written = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    typed = io.TextIOWrapper(io.BytesIO(case.get("stdin", "").encode("utf-8")), encoding="utf-8")
    code: int | None = None
    with ExitStack() as stack:
        stack.callback(os.chdir, Path.cwd())
        os.chdir(folder)
        stack.enter_context(mock.patch.object(sys, "stdin", typed))
        stack.enter_context(redirect_stdout(written))
        stack.enter_context(redirect_stderr(written))
        stack.enter_context(_without(case.get("without", [])))
        stack.enter_context(_locked(folder, case))
        stack.enter_context(_time_limit(limit_s))
        try:
            code = storymap(command)
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
        except (Exception, Stuck):
            written.write(traceback.format_exc())
    written.seek(0)
    return code, written.read()


def _write_files(case: dict[str, Any], article: str, folder: Path) -> None:
    files: dict[str, Any] = {"article.txt": article, **case.get("files", {})}
    if "places" in case:
        files["places.yaml"] = case["places"]
    folder.mkdir()
    for name, content in files.items():
        path = folder / name
        if content is None:
            path.mkdir(parents=True, exist_ok=True)
        elif isinstance(content, str):
            path.write_text(content, encoding="utf-8")
        elif "latin1" in content:
            path.write_text(content["latin1"], encoding="latin-1")
        else:
            path.write_bytes(base64.b64decode(content["base64"]))


@contextmanager
def _no_network() -> Iterator[None]:
    """Let every connection fail as it does on a computer without a network; 127.0.0.1 works."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def is_local(host: object) -> bool:
        return host in (None, "", "127.0.0.1", "localhost", "::1")

    def local_connect(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not is_local(address[0]):
            raise OSError(errno.ENETUNREACH, "Network is unreachable")
        connect(self, address)

    def local_look_up(host: Any, *args: Any, **options: Any) -> Any:
        if not is_local(host):
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return look_up(host, *args, **options)

    with (
        mock.patch.object(socket.socket, "connect", local_connect),
        mock.patch.object(socket, "getaddrinfo", local_look_up),
    ):
        yield


@contextmanager
def _busy_port() -> Iterator[int]:
    """Yield a port of this computer that is in use."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


@contextmanager
def _without(modules: list[str]) -> Iterator[None]:
    """Make imports of these modules fail, as if the extra was not installed."""
    loaded = {name: sys.modules.pop(name) for name in list(sys.modules) if name.split(".")[0] in modules}
    sys.modules.update(dict.fromkeys(modules))  # type: ignore[arg-type]  # None: the import fails
    try:
        yield
    finally:  # modules that were loaded before stay, because numpy cannot be imported twice
        for name in modules:
            del sys.modules[name]
        sys.modules.update(loaded)


@contextmanager
def _locked(folder: Path, case: dict[str, Any]) -> Iterator[None]:
    """Remove the permissions of the paths under `readonly` and `unreadable`.

    If this process runs as root, become a user without privileges, because permissions do not restrict root.
    """
    paths = {folder / name: 0o555 for name in case.get("readonly", [])}
    paths |= {folder / name: 0o000 for name in case.get("unreadable", [])}
    for path, mode in paths.items():
        path.chmod(mode)
    is_root = bool(paths) and os.geteuid() == 0
    if is_root:
        folder.chmod(0o777)
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        for path in paths:
            path.chmod(0o755)


@contextmanager
def _time_limit(seconds: int) -> Iterator[None]:
    """Raise Stuck if the block takes longer than `seconds` (0: no limit)."""

    def stop(*_: object) -> None:
        raise Stuck(f"the command did not end within {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def mean(scored: list[Scored]) -> float:
    """Return the mean score, between 0 and 2."""
    return sum(case.score for case in scored) / len(scored)


def main() -> None:
    """Print the mean score, how often each score occurs and, with --failures, the messages that score below 2."""
    parser = argparse.ArgumentParser(description="Score the messages about wrong inputs.")
    parser.add_argument("--failures", action="store_true", help="print the messages that score below 2")
    parser.add_argument("--all", action="store_true", help="print all messages")
    options = parser.parse_args()
    scored = score_all()
    for case in scored:
        if options.all or (options.failures and case.score < 2):
            print(f"--- {case.score}  {case.id}  (exit code {case.code})")
            print("\n".join(f"    {line}" for line in case.message.splitlines()) or "    (nothing)")
            for lack in case.lacks:
                print(f"  lacks {lack}")
    count = Counter(case.score for case in scored)
    print(f"mean {mean(scored):.3f} of {len(scored)} messages: {count[2]} × 2, {count[1]} × 1, {count[0]} × 0")
    print(f"{time.process_time():.0f} s of processor time")


if __name__ == "__main__":
    main()
