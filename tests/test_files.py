"""Writing files atomically and locking them."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from storymap.errors import OutputError
from storymap.files import locked, write_atomically

posix = pytest.mark.skipif(sys.platform == "win32", reason="devices, modes and links of POSIX")


@posix
def test_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()))
    reader.start()
    write_atomically(pipe, "page")
    reader.join(10)
    assert received == [b"page"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    write_atomically(Path("/dev/null"), "page")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


@posix
def test_symbolic_link_is_kept(tmp_path: Path) -> None:
    target, link = tmp_path / "target.html", tmp_path / "link.html"
    link.symlink_to(target.name)
    for content in ("new", "newer"):  # the first time, the target does not exist
        write_atomically(link, content)
        assert link.is_symlink()
        assert target.read_text(encoding="utf-8") == content


@posix
def test_symbolic_link_to_itself_is_an_output_error(tmp_path: Path) -> None:
    link = tmp_path / "link.html"
    link.symlink_to(link.name)
    with pytest.raises(OutputError):
        write_atomically(link, "page")


@posix
def test_permissions_of_the_file_are_kept(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("old", encoding="utf-8")
    page.chmod(0o640)
    write_atomically(page, "new")
    assert stat.S_IMODE(page.stat().st_mode) == 0o640


def test_temporary_file_of_a_killed_program_is_removed_by_the_next_write(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    code = (
        "import os, sys, pathlib; from storymap import files\n"
        "pathlib.Path.replace = lambda *_: os._exit(9)\n"
        "files.write_atomically(pathlib.Path(sys.argv[1]), 'x')"
    )
    assert subprocess.run([sys.executable, "-c", code, str(page)], check=False).returncode == 9
    (left,) = tmp_path.iterdir()
    os.utime(left, (1, 1))
    write_atomically(page, "new")
    assert [file.name for file in tmp_path.iterdir()] == ["page.html"]


def test_failed_write_leaves_no_files(tmp_path: Path) -> None:
    (tmp_path / "page.html").mkdir()
    with pytest.raises(OutputError):
        write_atomically(tmp_path / "page.html", "new")
    with pytest.raises(OutputError, match=r"U\+D800"):
        write_atomically(tmp_path / "other.html", "\ud800")
    with pytest.raises(OutputError):
        write_atomically(tmp_path / "nul\0.html", "new")
    assert [file.name for file in tmp_path.iterdir()] == ["page.html"]


def test_longest_name_can_be_written(tmp_path: Path) -> None:
    page = tmp_path / ("a" * 250 + ".html")
    assert write_atomically(page, "page").read_text(encoding="utf-8") == "page"


def test_lock_excludes_other_processes_and_threads(tmp_path: Path) -> None:
    counter = tmp_path / "counter"
    counter.write_text("0", encoding="utf-8")

    def add() -> None:
        for _ in range(20):
            with locked(counter):
                counter.write_text(str(int(counter.read_text(encoding="utf-8")) + 1), encoding="utf-8")

    code = (
        "import sys, pathlib; from storymap.files import locked; p = pathlib.Path(sys.argv[1])\n"
        "for _ in range(20):\n    with locked(p): p.write_text(str(int(p.read_text()) + 1))"
    )
    processes = [subprocess.Popen([sys.executable, "-c", code, str(counter)]) for _ in range(2)]
    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for waiting in (*threads,):
        waiting.join()
    assert [process.wait() for process in processes] == [0, 0]
    assert counter.read_text(encoding="utf-8") == "80"
    assert [file.name for file in tmp_path.iterdir()] == ["counter"]


def test_lock_that_is_not_released_is_an_error(tmp_path: Path) -> None:
    with locked(tmp_path / "a"), pytest.raises(OutputError, match="another program"), locked(tmp_path / "a", 0.05):
        pass
