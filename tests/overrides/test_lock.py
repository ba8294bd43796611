"""The lock for writing a places file."""

from __future__ import annotations

import stat
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from storymap.overrides import lock

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="flock and modes of files are POSIX")


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(lock, "user_state_path", lambda name: tmp_path / name)
    return tmp_path / "storymap" / "locks"


def test_free_lock_is_taken_at_once_and_released(state: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: pytest.fail("a free lock needs no waiting"))
    for _ in range(2):
        with lock.locked(tmp_path / "places.yaml"):
            (file,) = state.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_lock_that_is_held_is_waited_for(state: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(lock, "WAIT_S", 0.05)
    with lock.locked(tmp_path / "places.yaml"):
        began = time.monotonic()
        with lock.locked(tmp_path / "places.yaml"):  # after the wait, the block runs without the lock
            assert 0.05 <= time.monotonic() - began < 1
        began = time.monotonic()
        with lock.locked(tmp_path / "other.yaml"):
            assert time.monotonic() - began < 0.05
    assert len(list(state.iterdir())) == 2


def test_body_runs_if_the_lock_cannot_be_created(state: Path, tmp_path: Path) -> None:
    (tmp_path / "storymap").write_text("a file, not a folder", encoding="utf-8")
    with lock.locked(tmp_path / "places.yaml"):
        assert not state.exists()


@pytest.mark.parametrize("is_free", [True, False])
def test_one_byte_of_the_lock_file_is_locked_on_windows(monkeypatch: pytest.MonkeyPatch, is_free: bool) -> None:
    calls = []

    def locking(handle: int, mode: str, size: int) -> None:
        calls.append((handle, mode, size))
        if not is_free:
            raise OSError

    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(locking=locking, LK_NBLCK="no wait"))
    assert lock._try_lock(7) is is_free
    assert calls == [(7, "no wait", 1)]
