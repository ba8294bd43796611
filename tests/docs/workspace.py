"""A folder with the files that the examples in the documentation use."""

from __future__ import annotations

import gzip
import json
import shutil
from functools import cache
from pathlib import Path

import storymap
from storymap.render.options import PageOptions
from tests.docs.blocks import CHECKOUT

SEEDS = CHECKOUT / "seeds"
ARTICLE = """Japan began exercises in Hokkaido. Planes left Chitose for Sapporo.

The ferry left Otaru for Rishiri. Peaches from Georgia were on board, and the old Old Pumping Station was closed.

Then Tokyo. The annexation of Crimea is disputed, and so are the islands off Hokkaido.
"""
GERMAN = "Das Schiff verließ den Hafen von Hamburg. In Husum und auf Oland warteten die Leute. Sie fuhren nach Kiel zurück.\n"
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Ferries</title>{items}</channel></rss>"""
ITEM = "<item><title>Ferry {n}</title><description>&lt;p&gt;The ferry left Otaru for Rishiri, and it was late by {n} hours because of the snow that had fallen on Hokkaido.&lt;/p&gt;</description></item>"
GPX = '<?xml version="1.0"?><gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="43.19" lon="141.0"><name>Otaru</name></wpt></gpx>'


LONG = "".join(f"The {n}th ferry left Otaru for Rishiri, and planes left Chitose.\n\n" for n in range(1, 13))


@cache
def story_page() -> str:
    """Return the story map of an article, with the address that the examples use."""
    page = PageOptions(canonical="https://example.org/story.html", companion=True)
    return storymap.build(text=ARTICLE, title="By ferry", page=page).html()


def fill(folder: Path, page: Path) -> None:
    """Write the files that the examples of a page use into a folder. For a tutorial, this is only its article."""
    if "tutorial" in page.parts:
        for article in SEEDS.iterdir():
            if f"build {article.name}" in page.read_text(encoding="utf-8"):
                shutil.copy(article, folder / article.name)
        return
    if "story.html" in page.read_text(encoding="utf-8"):
        _write(folder / "story.html", story_page())
    _write(folder / "route.geojson", '{"type": "LineString", "coordinates": [[141.0, 43.2], [141.2, 45.2]]}')
    for name in ("article.txt", "diary.md", "contested.md", "trip.md", "old.txt", "new.txt", "posts/a.md", "posts/b.md", "content/posts/trip.md", "docs/walks/offas-dyke.md", "articles/a.txt", "articles/b.txt"):  # fmt: skip
        _write(folder / name, ARTICLE)
    _write(folder / "hafen.txt", GERMAN)
    _write(folder / "feed.xml", FEED.format(items="".join(ITEM.format(n=n) for n in range(1, 5))))
    _write(folder / "points.gpx", GPX)
    _write(folder / "places" / "mine.yaml", "version: 1\nplaces:\n  Otaru: {note: A port.}\n")
    _write(folder / "trip.places.yaml", "version: 1\nplaces:\n  Chitose: {id: geonames:2130452}\n")
    _write(folder / "diary.places.yaml", "version: 1\nplaces:\n  Casa Ana: {at: '47.7, 24.1'}\n")
    lines = "".join(json.dumps({"id": f"a{n}", "text": ARTICLE, "published": "2001-02-03"}) + "\n" for n in range(3))
    _write(folder / "articles.jsonl", lines)
    (folder / "more.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    _write(folder / "shared.yaml", "version: 1\nplaces: {}\n")
    for name in ("layouts/shortcodes", "static", "static/maps", "docs/maps"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    shutil.copytree(SEEDS, folder / "seeds")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
