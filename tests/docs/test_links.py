"""Links in the documentation and in the other Markdown files of the repository lead somewhere."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.docs import pictures
from tests.docs.blocks import CHECKOUT, DOCS, anchors, links, pages

OTHERS = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "seeds/README.md",
    "storymap/facts/README.md",
    "storymap/recognize/languages/README.md",
    "tests/quality/README.md",
    ".github/SECURITY.md",
    ".github/CODE_OF_CONDUCT.md",
)
# These files are made when the site is built.
BUILT = {f"pictures/{name}" for name in pictures.NAMES} | {"articles.zip"}


def broken(page: Path) -> Iterator[str]:
    """Yield the relative links of a page that lead nowhere."""
    for link in links(page):
        if "://" in link or link.startswith("mailto:"):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / unquote(path)).resolve() if path else page
        if target.is_relative_to(DOCS) and target.relative_to(DOCS).as_posix() in BUILT:
            continue
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            yield link


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(DOCS).as_posix())
def test_links_of_page_lead_somewhere(page: Path) -> None:
    assert list(broken(page)) == []
    outside = [link for link in links(page) if link.startswith("..") and not (page.parent / link.partition("#")[0]).resolve().is_relative_to(DOCS)]  # fmt: skip
    assert outside == [], "the site has only the files of docs/"


@pytest.mark.parametrize("name", OTHERS)
def test_links_of_other_files_lead_somewhere(name: str) -> None:
    assert list(broken(CHECKOUT / name)) == []


def test_navigation_lists_every_page() -> None:
    def targets(items: object) -> Iterator[str]:
        if isinstance(items, str):
            yield items
        elif isinstance(items, dict):
            for inner in items.values():
                yield from targets(inner)
        elif isinstance(items, list):
            for inner in items:
                yield from targets(inner)

    config = tomllib.loads((DOCS / "zensical.toml").read_text(encoding="utf-8"))
    listed = list(targets(config["project"]["nav"]))
    assert sorted(listed) == [
        page.relative_to(DOCS).as_posix() for page in sorted(pages(), key=lambda p: p.relative_to(DOCS).as_posix())
    ]


def test_every_picture_of_tutorials_is_shown() -> None:
    shown = {link.rpartition("/")[2] for page in pages() for link in links(page) if "pictures/" in link}
    assert shown == pictures.NAMES
