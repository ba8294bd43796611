"""Build the site of the documentation: the pages of docs/, the gallery, the pictures of the tutorials, and the search.

Zensical builds the site. Zensical is the successor of MkDocs Material (not maintained since November 2026) and reads
the same Markdown. The site loads nothing from other hosts. It works from disk, including its search.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.docs import gallery
from tests.docs.blocks import CHECKOUT, DOCS

BUILD = CHECKOUT / "build" / "docs"
SITE = BUILD / "site"
TUTORIALS = ("newlyn-council.md", "maramures-diary.md", "atacama-podcast.vtt")
# Browsers do not start a worker for a page that is opened from disk. This script runs the search without a worker.
# The pages that Zensical writes load the script from another host, so the build copies it into the site.
WORKER = "iframe-worker@1.0.4"
WORKER_ADDRESS = "https://unpkg.com/iframe-worker/shim"


def build(*, fast: bool = False) -> None:
    """Build the site in `SITE`, without stories and pictures if `fast`. Raise RuntimeError if the site has errors."""
    shutil.rmtree(BUILD / "pages", ignore_errors=True)
    shutil.rmtree(SITE, ignore_errors=True)
    shutil.copytree(DOCS, BUILD / "pages", ignore=shutil.ignore_patterns("zensical.toml"))
    shutil.copy(DOCS / "zensical.toml", BUILD / "zensical.toml")
    _add_articles()
    _add_stories(fast=fast)
    subprocess.run([sys.executable, "-m", "zensical", "build", "--strict", "--clean"], cwd=BUILD, check=True)
    _load_worker_from_site()
    problems = [*broken_links(SITE, ignore_pictures=fast), *foreign_addresses(SITE)]
    if problems:
        raise RuntimeError("The site has mistakes:\n" + "\n".join(problems))
    pages = [page for page in SITE.rglob("*.html") if page.parent.name != "gallery"]
    print(f"{SITE}: {len(pages)} pages, 0 broken links")


def _add_articles() -> None:
    """Add the articles of the tutorials as a file to download."""
    with zipfile.ZipFile(BUILD / "pages" / "articles.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in TUTORIALS:
            archive.writestr(zipfile.ZipInfo(name), (gallery.SEEDS / name).read_bytes())


def _add_stories(*, fast: bool) -> None:
    """Add the stories and the pictures to the pages."""
    page = BUILD / "pages" / "gallery.md"
    titles = {story.name: story.name for story in gallery.gallery_stories()}
    if not fast:
        from tests.docs import pictures

        with pictures.browser() as opened:
            for story, file in gallery.build_pages(BUILD / "pages" / "gallery"):
                titles[story.name] = _title(file)
                at = f"#{story.scroll}" if story.scroll else ""
                pictures.draw(opened, file.as_uri() + at, file.with_suffix(".webp"))
            pictures.draw_tutorials(opened, BUILD / "pages" / "pictures")
    text = page.read_text(encoding="utf-8")
    stories = "" if fast else gallery.gallery_markdown(titles)
    page.write_text(text.replace(gallery.MARKER, stories), encoding="utf-8")


def _title(page: Path) -> str:
    found = re.search(r"<title>(.*?)</title>", page.read_text(encoding="utf-8"), re.DOTALL)
    return found[1].strip() if found else page.stem


def _load_worker_from_site() -> None:
    """Copy into the site a script that the search needs on pages from disk. The theme loads it from another host."""
    tools = BUILD / "tools"
    script = tools / "node_modules" / "iframe-worker" / "shim" / "index.js"
    if not script.is_file():
        npm = shutil.which("npm") or "npm"
        options = ["--no-audit", "--no-fund", "--silent", "--ignore-scripts"]
        subprocess.run([npm, "install", *options, "--prefix", str(tools), WORKER], check=True)
    target = SITE / "assets" / "javascripts" / "iframe-worker.js"
    shutil.copy(script, target)
    for page in _documentation(SITE):
        text = page.read_text(encoding="utf-8")
        depth = len(page.relative_to(SITE).parts) - 1
        page.write_text(
            text.replace(WORKER_ADDRESS, "../" * depth + target.relative_to(SITE).as_posix()), encoding="utf-8"
        )


def _documentation(site: Path) -> list[Path]:
    """Return the pages of the site that are not story maps."""
    return sorted(page for page in site.rglob("*.html") if page.parent.name != "gallery")


class _Page(HTMLParser):
    """A parser that collects the ids, links and loaded files of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attributes}
        self.ids |= {values[key] for key in ("id", "name") if key in values}
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        loaded = values.get("src") or (
            values.get("href") if tag == "link" and values.get("rel") != "canonical" else None
        )
        if loaded:
            self.loads.append(loaded)


def broken_links(site: Path, *, ignore_pictures: bool = False) -> list[str]:
    """Return a line for each link or file that a page names and the site does not have. The 404 page is left out."""
    pages = {page.resolve(): _Page(page.read_text(encoding="utf-8")) for page in _documentation(site)}
    found = []
    for page, content in pages.items():
        if page.name == "404.html":  # the links of this page begin at the root of a server
            continue
        for link in [*content.links, *content.loads]:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or (ignore_pictures and re.search(r"gallery/|pictures/", parts.path)):
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            target = target / "index.html" if target.is_dir() else target
            known = pages.get(target)
            if not target.exists() or (known and parts.fragment and unquote(parts.fragment) not in known.ids):
                found.append(f"{page.relative_to(site.resolve())}: broken link {link}")
    return found


def foreign_addresses(site: Path) -> list[str]:
    """Return a line for each file that a page of the site loads from another host."""
    found = []
    for page in _documentation(site):
        loads = _Page(page.read_text(encoding="utf-8")).loads
        found += [f"{page.relative_to(site)}: loads {address}" for address in loads if urlsplit(address).netloc]
    return found
