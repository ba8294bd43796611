"""Convert documents to HTML with pandoc, in a separate process with a time limit and no access to network or files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from storymap.errors import ArticleError
from storymap.extras import install

SECONDS = 60.0  # time limit for a conversion in seconds
_MEMORY = "2g"
_MESSAGE = 300  # maximum length of pandoc's message in an error
_TEMPLATE = """<html lang="$lang$"><body>
$if(title)$<h1 class="title">$title$</h1>$endif$
$if(subtitle)$<p class="subtitle">$subtitle$</p>$endif$
$for(author)$<p class="author">$author$</p>$endfor$
$if(date)$<p class="date">$date$</p>$endif$
$if(abstract)$<div>$abstract$</div>$endif$
$body$
</body></html>
"""


def to_html(raw: bytes, source: str, name: str, *, embed: bool = False) -> str:
    """Convert a document in pandoc's format `source` to HTML.

    Title, author and date become elements with the classes "title", "author" and "date".

    `embed`: include images as data: URLs. Raise ArticleError if pandoc is not installed, fails or takes too long.
    """
    program = _program(source)
    with TemporaryDirectory(prefix="storymap-") as folder:
        template = Path(folder, "template.html")
        template.write_text(_TEMPLATE, encoding="utf-8", newline="\n")
        options = [
            "--sandbox",
            "--from",
            source,
            "--to",
            "html",
            "--wrap",
            "none",
            "--template",
            str(template),
            "--data-dir",
            folder,
        ]
        if embed:
            options.append("--embed-resources" if "--embed-resources" in _help(program) else "--self-contained")
        limits = ["+RTS", f"-M{_MEMORY}", "-RTS"]
        kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ}
        try:
            done = subprocess.run(
                [program, *options, *limits],
                input=raw,
                capture_output=True,
                timeout=SECONDS,
                check=False,
                cwd=folder,
                env={**kept, "HOME": folder, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"},
            )
        except subprocess.TimeoutExpired as error:
            raise ArticleError(
                f"{name} was not converted by pandoc within {SECONDS:.0f} seconds. Export it as .docx or text."
            ) from error
        except OSError as error:
            raise ArticleError(f"{name} needs pandoc, which cannot be started: {error}.") from error
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())[:_MESSAGE]
        raise ArticleError(
            f"{name} cannot be read by pandoc; it may be damaged ({said or f'code {done.returncode}'}). Export it as .docx or text."
        )
    return done.stdout.decode("utf-8", "replace")


def _program(source: str) -> str:
    """Return the path of a pandoc program that supports a format.

    The pandoc that the extra `pandoc` of this package installs is preferred, because it is often newer.
    """
    found = [path for path in (_bundled(), shutil.which("pandoc") or "") if path]
    for path in found:
        if source.split("+", maxsplit=1)[0].split("-", maxsplit=1)[0] in _formats(path):
            return path
    what = "a newer pandoc" if found else "pandoc, which is not installed"
    raise ArticleError(f"A document in the format {source} needs {what}: {install('pandoc')}")


def _bundled() -> str:
    spec = find_spec("pypandoc")
    if spec is None or spec.origin is None:
        return ""
    path = Path(spec.origin).with_name("files") / ("pandoc.exe" if sys.platform == "win32" else "pandoc")
    return str(path) if path.is_file() else ""


@lru_cache(maxsize=4)
def _formats(program: str) -> frozenset[str]:
    return frozenset(_output(program, "--list-input-formats").split())


@lru_cache(maxsize=4)
def _help(program: str) -> str:
    return _output(program, "--help")


def _output(program: str, option: str) -> str:
    try:
        return subprocess.run([program, option], capture_output=True, text=True, timeout=SECONDS, check=False).stdout
    except (OSError, subprocess.SubprocessError):
        return ""
