"""Draw the pictures of the documentation: pages that the tool has built, in Chromium."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from PIL import Image
from playwright.sync_api import sync_playwright

from storymap.cli import main
from tests.browser.chromium import LAUNCH, chromium
from tests.docs.gallery import SEEDS

DESKTOP, PHONE = (1200, 750), (390, 780)  # width and height in pixels
QUALITY = 82  # Quality of the WebP files. With it, text stays sharp and a picture has about 60 kB.
SETTLE_MS = 1200  # the camera moves for at most 900 ms


class Picture(NamedTuple):
    """A picture of a page that the commands of a tutorial make.

    `article` is a file name in the folder `seeds`. `places` says whether the article's places file is used. `at` is the
    fragment or the query of the page's URL.
    """

    name: str
    article: str
    at: str = ""
    places: bool = True
    size: tuple[int, int] = DESKTOP
    options: tuple[str, ...] = ()


# The pictures of the tutorials. The first argument is the file name in docs/pictures without its suffix.
PICTURES = (
    Picture("news-first", "newlyn-council.md", "#p1", places=False),
    Picture("news-corrected", "newlyn-council.md", "#p7"),
    Picture("news-slideshow", "newlyn-council.md", "?view=slideshow#p7", size=(800, 560), options=("--companion",)),
    Picture("diary-first", "maramures-diary.md", "#p9", places=False),
    Picture("diary-corrected", "maramures-diary.md", "#p10"),
    Picture("diary-phone", "maramures-diary.md", "#p6", size=PHONE),
    Picture("podcast", "atacama-podcast.vtt", "#p5", options=("--title", "The driest listening post")),
)
EDITOR = "diary-editor"  # file name of the picture of the editor with the travel diary
NAMES = frozenset(f"{picture.name}.webp" for picture in PICTURES) | {f"{EDITOR}.webp"}


@contextmanager
def browser() -> Iterator[Any]:
    """Yield a Chromium browser of Playwright."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=LAUNCH)
        try:
            yield opened
        finally:
            opened.close()


def draw(opened: Any, address: str, target: Path, size: tuple[int, int] = DESKTOP) -> None:
    """Open a page in the browser and write a screenshot as WebP. Raise RuntimeError if the page reports an error."""
    page = opened.new_page(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(address)
    page.wait_for_timeout(SETTLE_MS)
    shot = page.screenshot()
    page.close()
    if problems:
        raise RuntimeError(f"{address}: {problems[0]}")
    target.parent.mkdir(parents=True, exist_ok=True)
    Image.open(io.BytesIO(shot)).convert("RGB").save(target, "WEBP", quality=QUALITY, method=6)


def draw_tutorials(opened: Any, folder: Path) -> None:
    """Draw the pictures of the tutorials into a folder."""
    for picture in PICTURES:
        with TemporaryDirectory(prefix="storymap-docs-") as work:
            article = _copied(picture.article, Path(work), places=picture.places)
            page = Path(work) / "story.html"
            if main(["build", str(article), "-o", str(page), *picture.options]):
                raise RuntimeError(f"{picture.article}: storymap build failed")
            draw(opened, page.as_uri() + picture.at, folder / f"{picture.name}.webp", picture.size)
    with TemporaryDirectory(prefix="storymap-docs-") as work:
        article = _copied("maramures-diary.md", Path(work), places=False)
        with _editor(article) as address:
            draw(opened, address, folder / f"{EDITOR}.webp")


def _copied(name: str, folder: Path, *, places: bool) -> Path:
    """Copy an article from the folder `seeds`, and its places file if `places` is true. Return the path of the copy."""
    decisions = SEEDS / f"{Path(name).stem}.places.yaml"
    if places:
        shutil.copy(decisions, folder)
    return Path(shutil.copy(SEEDS / name, folder))


@contextmanager
def _editor(article: Path) -> Iterator[str]:
    """Run the editor and yield its address."""
    command = [sys.executable, "-m", "storymap", "edit", str(article), "--no-browser"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8")
    try:
        assert process.stdout
        for line in process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+\S*", line):
                yield found[0]
                return
        raise RuntimeError("storymap edit printed no address")
    finally:
        process.terminate()
        process.wait(timeout=20)
