"""Read stories in Chromium passage by passage and print what their maps do wrong.

    python -m tests.page.check [FILE ...] [--failures] [--screen desktop|phone] [--shots FOLDER [--passages p3,p4]]

FILE: the path of an article, or the name of an article in tests/page/stories (default: all articles in this folder). An
article NAME.md may have expectations in NAME.expected.yaml. `--failures` lists each fault, `--shots` writes screenshots
instead of checking.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from storymap import build
from tests.browser.chromium import LAUNCH, chromium
from tests.page.expectations import misses, read_expected
from tests.page.faults import Fault, faults_of
from tests.page.reading import SCREENS, Screen, read_page, shoot

STORIES = Path(__file__).parent / "stories"


class Checked(NamedTuple):
    """The faults of one story on all screens, and how many things were checked."""

    name: str
    faults: tuple[Fault, ...]
    wanted: Counter[str]  # kind -> number of requirements that the expectations have
    views: int
    raw_kb: float


def check(browser: Browser, article: Path, screens: Sequence[Screen] = SCREENS) -> Checked:
    """Build a story, read it on each screen, and return its faults."""
    html = build(article, warn=lambda _: None).html()
    expected = read_expected(article)
    faults: list[Fault] = []
    wanted: Counter[str] = Counter()
    views = 0
    with tempfile.TemporaryDirectory() as folder:
        for screen in screens:
            reading = read_page(browser, html, screen, Path(folder))
            views += len(reading.views)
            faults += faults_of(reading)
            for kind, fault in misses(expected, reading):
                wanted[kind] += 1
                faults += [fault] if fault else []
    return Checked(article.stem, tuple(faults), wanted, views, len(html.encode()) / 1024)


def figures(checked: Sequence[Checked]) -> dict[str, str]:
    """Return a figure for each kind of fault: the share of requirements that are met, or the number of faults.

    The number is returned for kinds without requirements.
    """
    faults = Counter(fault.kind for one in checked for fault in one.faults)
    wanted: Counter[str] = sum((one.wanted for one in checked), Counter())
    rows = {"stories": str(len(checked)), "views": str(sum(one.views for one in checked))}
    for kind in sorted({*faults, *wanted}):
        total = wanted[kind]
        met = total - faults[kind]
        rows[kind] = f"{met} of {total} ({100 * met / total:.0f} %)" if total else str(faults[kind])
    return rows


def articles(names: Sequence[str]) -> Iterator[Path]:
    """Yield the paths of the stories with these names or paths, or of all stories."""
    if not names:
        yield from sorted(
            path for path in STORIES.iterdir() if path.is_file() and not path.name.endswith(".expected.yaml")
        )
    for name in names:
        yield Path(name) if Path(name).is_file() else next(STORIES.glob(f"{name}.[!e]*"))


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return 0."""
    parser = argparse.ArgumentParser(prog="tests.page.check", description=__doc__)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--failures", action="store_true")
    parser.add_argument("--screen", choices=[screen.name for screen in SCREENS])
    parser.add_argument("--shots", type=Path)
    parser.add_argument("--passages", default="")
    options = parser.parse_args(argv)
    screens = [screen for screen in SCREENS if options.screen in (None, screen.name)]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=LAUNCH)
        if options.shots:
            _shoot(browser, list(articles(options.files)), screens, options.shots, options.passages.split(","))
        else:
            _print(browser, list(articles(options.files)), screens, options.failures)
        browser.close()
    return 0


def _print(browser: Browser, paths: Sequence[Path], screens: Sequence[Screen], failures: bool) -> None:
    checked = []
    for path in paths:
        checked.append(one := check(browser, path, screens))
        counts = Counter(fault.kind for fault in one.faults)
        print(f"{one.name} ({one.raw_kb:.0f} KB):", ", ".join(f"{n} {kind}" for kind, n in sorted(counts.items())))
        if failures:
            for fault in one.faults:
                print(f"    {fault.screen:8}{fault.passage or 'overview':10}{fault.kind}: {fault.detail}")
        sys.stdout.flush()
    print()
    for kind, figure in figures(checked).items():
        print(f"{kind:28}{figure}")


def _shoot(
    browser: Browser, paths: Sequence[Path], screens: Sequence[Screen], folder: Path, passages: list[str]
) -> None:
    for path in paths:
        own = folder / path.stem
        own.mkdir(parents=True, exist_ok=True)
        html = build(path, warn=lambda _: None).html()
        for screen in screens:
            for written in shoot(browser, html, screen, own, passages):
                print(written)


if __name__ == "__main__":
    sys.exit(main())
