"""The atlas of an archive: its files, its page in Chromium, and its exports."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from playwright.sync_api import Browser, BrowserContext

from storymap.archive.atlas import write_atlas
from storymap.archive.atlas.shards import words
from storymap.archive.tables import Rows
from storymap.cli import main
from storymap.errors import OutputError
from storymap.gazetteer import open_gazetteer
from storymap.model import Place, Position
from tests.archive.synthetic import document, mention, write_archive, write_partition
from tests.browser.chromium import axe
from tests.browser.reader import Reader
from tests.browser.server import Server
from tests.export.needs import reader

HOSTILE = "</script><img src=x onerror=alert(1)>"
LPF_SCHEMA = Path(__file__).parents[1] / "export" / "schemas" / "linkedplaces.schema.json"


def hostile_rows() -> Rows:
    """Return articles with markup in all texts, an address that is not on the web, a missing year and a disputed place."""
    own = Place(f"own:{HOSTILE}", f"Isle {HOSTILE}", Position(10.5, 179.9))
    island = open_gazetteer().place("storymap:kunashir")
    rows = Rows([document("bad", 1985, title=f"Title {HOSTILE}", url="javascript:alert(1)")], [])
    rows.documents.append(document("undated", None, title=None, url=None, file="folder/letters & notes.txt"))
    rows.documents.append(document("failed", None, error="the file is empty"))
    rows.mentions.append(mention("bad", 0, own, f"A zebra{HOSTILE} at Isle {HOSTILE} & <b>more</b>."))
    rows.mentions.append(mention("undated", 0, island, f"Das Café auf {island.name} war 地震 zu."))
    rows.mentions.append(mention("undated", 9, island, f"Das Café auf {island.name} war 地震 zu."))
    unresolved = {"place": None, "name": None, "lat": None, "lon": None, "geometry": None}
    rows.mentions.append(mention("undated", 20, island, "Xanduvia.", surface="Xanduvia", **unresolved))
    return rows


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    reader("pyarrow")
    out = write_archive(tmp_path_factory.mktemp("archive"), 150, 60)
    write_partition(out, 1, hostile_rows())
    return out


@pytest.fixture(scope="module")
def site(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    write_atlas(archive, out, title=f"Atlas {HOSTILE}")
    return out


@pytest.fixture(scope="module")
def http(site: Path) -> Iterator[str]:
    server = Server()
    for file in site.iterdir():
        kind = {".js": "text/javascript", ".html": "text/html; charset=utf-8"}.get(file.suffix, "text/plain")
        server.put(f"/atlas/{file.name}", file.read_bytes(), kind)
    yield server.origin + "/atlas/index.html"
    server.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark", reduced_motion="reduce")
    yield opened
    opened.close()


def content(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8").partition(",")[2].rstrip()[:-1])


# ---------- files


def test_second_run_changes_nothing_and_old_files_are_deleted(site: Path, archive: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    shutil.copytree(site, again)
    (again / "passages-99.js").write_text("old", encoding="utf-8")
    (again / "mine.js").write_text("mine", encoding="utf-8")
    (again / "places.csv").write_text("changed", encoding="utf-8")
    written = write_atlas(archive, again, title=f"Atlas {HOSTILE}")
    assert written.changed == 2 and written.summary == "152 articles, 62 places, 1985–2019"
    assert not (again / "passages-99.js").exists() and (again / "mine.js").exists()
    assert all((again / file.name).read_bytes() == file.read_bytes() for file in site.iterdir())


def test_files_are_small_and_places_start_in_one_file(site: Path) -> None:
    assert len(gzip.compress((site / "index.html").read_bytes())) < 100_000
    shards = sorted(site.glob("passages-*.js"), key=lambda path: int(path.stem.partition("-")[2]))
    assert len(shards) > 2
    assert all(path.stat().st_size <= 100_000 for path in site.glob("*.js") if path.name != "details.js")
    numbers = [(content(path)["first"], len(content(path)["passages"])) for path in shards]
    assert all(first + count == after for (first, count), (after, _) in pairwise(numbers))
    places = [name for path in shards for name in content(path)["places"]]
    assert len(places) == len(set(places)) == 62  # in this archive, the passages of each place fit into one file


def test_words_are_folded_and_scripts_without_spaces_have_pairs() -> None:
    assert words("Das CAFÉ, 地震の日! Été") == ["das", "cafe", "地震", "震の", "の日", "ete"]


def test_folder_of_another_site_and_other_folders_are_refused(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<h1>My blog</h1>", encoding="utf-8")
    with pytest.raises(OutputError, match="is not an atlas"):
        write_atlas(archive, tmp_path)
    with pytest.raises(OutputError, match="is not an archive"):
        write_atlas(tmp_path, tmp_path / "site")
    assert main(["archive", "atlas", str(tmp_path), "-o", str(tmp_path / "site")]) == OutputError.exit_code


def test_exports_have_all_places(site: Path) -> None:
    table = list(csv.DictReader(io.StringIO((site / "places.csv").read_text(encoding="utf-8-sig"))))
    assert len(table) == 62
    kunashir = next(row for row in table if row["place_id"] == "storymap:kunashir")
    assert (kunashir["articles"], kunashir["mentions"], kunashir["first_year"]) == ("1", "2", "")
    assert kunashir["disputed"] == "true" and kunashir["where"] == ""
    collection = json.loads((site / "places.lpf.json").read_text(encoding="utf-8"))
    Draft202012Validator(json.loads(LPF_SCHEMA.read_text(encoding="utf-8"))).validate(collection)
    assert len(collection["features"]) == 62
    first = collection["features"][0]
    assert first["when"]["timespans"][0]["end"]["earliest"] <= "2019" and first["links"][0]["type"] == "exactMatch"


# ---------- the page


@pytest.mark.browser
@pytest.mark.enable_socket
@pytest.mark.parametrize("scheme", ["file", "http"])
def test_places_lead_to_passages_and_articles(scheme: str, site: Path, http: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1300, "height": 800}, reduced_motion="reduce")
    it = Reader(context)
    page = it.page
    page.goto((site / "index.html").as_uri() if scheme == "file" else http)
    names = [url.rpartition("/")[2] for url in it.requests]
    assert page.locator("#status").inner_text() == "62 places."
    it.requests.clear()
    assert names[0] == "index.html" and not any(name.startswith(("passages", "words")) for name in names)
    page.locator("#results button").first.click()
    it.until("document.querySelectorAll('#passages li').length === 20")
    passages = [url for url in it.requests if "passages" in url]
    assert len(passages) == 1 and "#place=geonames" in page.url
    link = page.locator("#passages a").first
    assert (link.get_attribute("href") or "").startswith("https://news.example/2019/d")
    assert page.evaluate("document.activeElement.id") == "place-name"
    page.locator("#more-passages").click()
    it.until("document.querySelectorAll('#passages li').length === 40")
    page.reload()  # the address of the page contains the place, so the place is opened again
    it.until("document.querySelectorAll('#passages li').length === 20")
    page.keyboard.press("Escape")
    # words of passages are shown as text, not as HTML
    page.locator("#query").fill("zebr")
    it.until("document.getElementById('results').textContent.includes('1 passage')")
    page.locator("#results button").click()
    it.until("document.querySelectorAll('#passages li').length === 1")
    assert f"A zebra{HOSTILE} at Isle {HOSTILE} & <b>more</b>." in page.locator("#passages blockquote").inner_text()
    assert page.locator("#passages a").count() == 0 and page.locator("img").count() == 0
    assert page.locator("h1").inner_text() == f"Atlas {HOSTILE}"
    page.locator("#query").fill("CAFE 地震")
    it.until("document.getElementById('results').textContent.includes('disputed 1 passage')")
    # years can be selected with the keyboard
    page.locator("#query").fill("")
    it.until("document.getElementById('status').textContent === '62 places.'")
    page.locator("#to").focus()
    page.keyboard.press("Home")
    it.until("document.getElementById('status').textContent === '1 place, 1985.'")
    host = http.rpartition("/atlas")[0]
    assert it.complaints == [] and all(url.startswith(("file:", host)) for url in it.requests)
    context.close()


@pytest.mark.browser
@pytest.mark.enable_socket
def test_click_on_circle_needs_one_request(site: Path, browser: Browser) -> None:
    it = Reader(browser.new_context(viewport={"width": 1300, "height": 800}, reduced_motion="reduce"))
    it.page.goto((site / "index.html").as_uri())
    it.drawn(4)
    # the smallest circle is drawn above the others
    x, y = it.page.evaluate("""() => {
      const data = JSON.parse(document.getElementById('atlas-data').textContent), i = data.names.indexOf('Kunashir');
      const { x, y } = storymap.leaflet.latLngToContainerPoint([data.lat[i] / 1000, data.lon[i] / 1000]);
      const { left, top } = document.getElementById('map').getBoundingClientRect();
      return [left + x, top + y];
    }""")
    it.requests.clear()
    it.page.mouse.move(x, y)
    assert it.page.locator(".leaflet-tooltip").inner_text() == "Kunashir, disputed"
    it.page.mouse.click(x, y)
    it.until("document.querySelectorAll('#passages li').length === 1")
    assert len(it.requests) == 1 and "/passages-" in it.requests[0]
    it.page.context.close()


@pytest.mark.browser
@pytest.mark.enable_socket
def test_axe_finds_no_violations_on_a_dark_phone(site: Path, context: BrowserContext) -> None:
    it = Reader(context)
    it.page.goto((site / "index.html").as_uri())
    it.page.evaluate(axe())
    run = "async () => (await axe.run(document, {resultTypes: ['violations'], runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}})).violations.map(v => v.id + v.nodes[0].html)"
    assert it.page.evaluate(run) == []
    it.page.locator("#results button").nth(1).click()
    it.until("document.querySelectorAll('#passages li').length === 20")
    assert it.page.evaluate(run) == []
    assert it.page.evaluate("document.documentElement.scrollWidth") == 390
    top = it.page.evaluate("document.getElementById('place-name').getBoundingClientRect().top")
    assert top >= 0.42 * 844  # the name is below the map, not behind it


@pytest.mark.browser
@pytest.mark.enable_socket
def test_table_of_places_without_javascript(site: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    assert page.locator("table").is_visible() and page.locator("tbody tr").count() == 62
    assert not page.locator("#search").is_visible() and not page.locator("#map").is_visible()
    context.close()


@pytest.mark.browser
@pytest.mark.enable_socket
def test_archive_without_sentences_shows_names(tmp_path: Path, context: BrowserContext) -> None:
    reader("pyarrow")
    archive = write_archive(tmp_path / "archive", 10, 5, sentences=False)
    assert main(["archive", "atlas", str(archive), "-o", str(tmp_path / "site"), "--theme", "slate"]) == 0
    it = Reader(context)
    it.page.goto((tmp_path / "site" / "index.html").as_uri())
    it.page.locator("#results button").first.click()
    it.until("document.querySelectorAll('#passages li').length > 3")
    assert "read without --sentences" in it.page.locator("#place").inner_text()
    assert it.page.locator("#passages b").first.inner_text() == it.page.locator("#place-name").inner_text()
