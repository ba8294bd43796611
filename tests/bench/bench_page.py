"""Measure the size of pages and how fast a browser loads them, from the seed article to a book of 100,000 words.

The program prints numbers; it has no pass/fail limits.

python -m tests.bench.bench_page [OUTPUT_FOLDER]
"""

from __future__ import annotations

import gzip
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

import storymap
from storymap.gazetteer import open_gazetteer
from storymap.model import BoundingBox
from tests.browser.chromium import LAUNCH, chromium

SEED = Path(__file__).parents[2] / "seeds" / "000_b6515417aea22efc.txt"
STORIES = {
    "regional": "Ferries to Sakhalin\n\nThe ferry from Wakkanai to Korsakov sails again. Hokkaido cheered.\n\nFrom Vladivostok a second line is planned to Otaru.\n\nChitose and Sapporo hope for guests from Yuzhno-Sakhalinsk.\n",
    "pacific": "Across the date line\n\nThe cable runs from Fiji to Tonga and on to Samoa.\n\nA branch reaches the Aleutian Islands and Kodiak.\n\nIn Suva and Apia the work is done.\n",
    "town": "A bridge in Waco\n\nThe bridge in Waco is closed.\n\nWaco will mend it by May.\n",
    "world": "Ten cities\n\nFrom London to Cape Town.\n\nFrom Buenos Aires to Vancouver.\n\nFrom Sydney to Mumbai, Cairo and Reykjavik.\n\nFrom Tokyo to Honolulu.\n",
}
WORDS, MENTIONS, PLACES = 100_000, 5_000, 800
_WATCH = """
window.seen = { longest: 0 };
new PerformanceObserver(list => { for (const e of list.getEntries()) if (e.startTime > (seen.ready || 1e9)) seen.longest = Math.max(seen.longest, e.duration); })
  .observe({ type: 'longtask', buffered: true });
const wait = setInterval(() => { if (window.storymap && storymap.current) { seen.ready = performance.now(); clearInterval(wait); } }, 5);
"""


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp())
    texts: dict[str, Any] = {"seed": SEED, **STORIES, f"{WORDS:,} words": book()}
    print(
        "| story | places | build time | page | gzipped | ready | heap | longest task while scrolling |\n|---|---|---|---|---|---|---|---|"
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*LAUNCH, "--enable-precise-memory-info"])
        for name, source in texts.items():
            began = time.process_time()
            story = storymap.build(source)
            page = story.save(folder / f"{name.replace(' ', '-').replace(',', '')}.html")
            built = time.process_time() - began
            raw = page.read_bytes()
            ready, heap, longest = taken(browser, page)
            size = f"{len(raw) / 1000:.0f} KB | {len(gzip.compress(raw, 9, mtime=0)) / 1000:.0f} KB"
            print(
                f"| {name} | {len(story.story.places)} | {built:.1f} s CPU | {size} | {ready:.0f} ms | {heap:.1f} MB | {longest:.0f} ms |",
                flush=True,
            )
        browser.close()


def taken(browser: Browser, page: Path) -> tuple[float, float, float]:
    """Return (time until the story is ready in ms, heap size after that in MB, longest task while scrolling in ms)."""
    context = browser.new_context(viewport={"width": 1350, "height": 850}, bypass_csp=True)
    reader = context.new_page()
    reader.add_init_script(_WATCH)
    reader.goto(page.as_uri())
    reader.wait_for_function("window.seen.ready")
    reader.wait_for_timeout(800)
    heap = reader.evaluate("performance.memory.usedJSHeapSize / 1e6")
    for _ in range(6):
        reader.mouse.wheel(0, 900)
        reader.wait_for_timeout(350)
    ready, longest = reader.evaluate("[seen.ready, seen.longest]")
    context.close()
    return ready, heap, longest


def book() -> str:
    """Generate an article of 100,000 words with 5,000 mentions of 800 towns, in paragraphs of sixty words."""
    choose, gazetteer = random.Random(7), open_gazetteer()
    towns = gazetteer.largest(BoundingBox(-130, -40, 150, 60), frozenset({"city"}), 3 * PLACES)
    names = list(
        dict.fromkeys(n for t in towns if (n := gazetteer.place(t).name).isascii() and n.isalpha() and len(n) > 4)
    )[:PLACES]
    paragraphs, said = [], 0
    filler = [
        "the",
        "road",
        "went",
        "on",
        "and",
        "the",
        "light",
        "was",
        "long",
        "over",
        "fields",
        "that",
        "nobody",
        "had",
        "counted",
    ]
    while said < MENTIONS:
        words: list[str] = []
        for _ in range(3):
            words += [
                "The",
                "train",
                "left",
                names[said % len(names)],
                "in",
                "the",
                "morning",
                "and",
                *choose.choices(filler, k=WORDS // MENTIONS - 8),
            ]
            words[-1] += "."
            said += 1
        paragraphs.append(" ".join(words))
    return "A very long journey\n\n" + "\n\n".join(paragraphs) + "\n"


if __name__ == "__main__":
    main()
