"""Snippets in real hosts that are written in Python: MkDocs, Jupyter, Python-Markdown, feedparser."""

from __future__ import annotations

import mimetypes
from html import escape, unescape
from pathlib import Path

import pytest

from storymap.basemap import open_basemap
from storymap.embed.page_info import PageInfo, read_page_info
from storymap.embed.snippets import Embed, snippet
from tests.browser import hosts
from tests.browser.conftest import NewReader, Visit
from tests.browser.server import Server
from tests.export.needs import reader as needed
from tests.render import stories
from tests.render.pages import Elements, page_of

NASTY = PageInfo("led.html", 'Say *hi* & [go](x) "now" <b>', "en", "https://example.org/m/led.html", companion=True)


@pytest.mark.parametrize("inline", [False, True], ids=["file", "inline"])
def test_guided_post_works_in_mkdocs(
    inline: bool, visit: Visit, new_reader: NewReader, server: Server, tmp_path: Path
) -> None:
    build, config = needed("mkdocs.commands.build"), needed("mkdocs.config")
    needed("material")
    visit(leads=0)  # opens the post once; the fixture serves the map and the loader
    (tmp_path / "docs").mkdir()
    words = "\n\n".join(unescape(Elements(block).all[0][2][0]) for block in hosts.BLOCKS)
    post = snippet("mkdocs", hosts.PAGE, Embed(server.other + "/led.html", inline=inline))
    (tmp_path / "docs" / "index.md").write_text(
        f"# Notes from the north\n\n{post}\n\n{words}\n\n" + "The sea is calm. " * 400, encoding="utf-8"
    )
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Sea\nsite_url: https://example.org/\ntheme: {name: material, font: false}\nplugins: []\n",
        encoding="utf-8",
    )
    build.build(config.load_config(str(tmp_path / "mkdocs.yml"), strict=True))
    for file in (tmp_path / "site").rglob("*"):
        if file.is_file():
            kind = mimetypes.guess_type(file.name)[0] or "text/plain"
            server.put("/docs/" + file.relative_to(tmp_path / "site").as_posix(), file.read_bytes(), kind)
    reader = new_reader(width=1100)
    reader.page.goto(server.origin + "/docs/index.html")
    reader.until("document.querySelectorAll('article span[role=button]').length > 3")
    hosts.read(reader, "No date was set", 0.6)
    hosts.step(reader, "p5")
    header = reader.page.evaluate("document.querySelector('.md-header').getBoundingClientRect().bottom")
    reader.until("document.querySelector('iframe').getBoundingClientRect().top === argument", header)
    column = "document.querySelector('article p').getBoundingClientRect().width"
    assert reader.page.evaluate(f"document.querySelector('iframe').getBoundingClientRect().width === {column}")
    assert hosts.quiet(reader, server)


def test_notebook_shows_slideshow(
    new_reader: NewReader, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nbclient, nbformat, nbconvert = needed("nbclient"), needed("nbformat"), needed("nbconvert")
    needed("ipykernel")
    monkeypatch.setenv("JUPYTER_PATH", str(Path(nbconvert.__file__).parents[4] / "share" / "jupyter"))
    page = page_of(stories.ferry(), basemap=open_basemap())
    (tmp_path / "led.html").write_text(page.html(), encoding="utf-8")
    cell = nbformat.v4.new_code_cell(snippet("notebook", read_page_info(tmp_path / "led.html"), Embed("led.html")))
    notebook = nbformat.v4.new_notebook(cells=[cell])
    nbclient.NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert [output.output_type for output in cell.outputs] == ["execute_result"]  # there is no warning from IPython
    html, _ = nbconvert.HTMLExporter().from_notebook_node(notebook)
    reader = new_reader()
    reader.page.goto(server.put("/notebook.html", html))
    deck = reader.page.frame_locator(".jp-OutputArea iframe")
    deck.locator("#next").click()
    deck.locator(".slideshow-foot", has_text="2 /").wait_for()


@pytest.mark.parametrize("host", ["html", "jekyll", "mkdocs", "markdown"])
def test_python_markdown_keeps_the_snippet(host: str) -> None:
    markdown = needed("markdown")
    made = markdown.markdown(f"Before\n\n{snippet(host, NASTY, Embed(NASTY.canonical))}\n\nAfter", extensions=["extra"])
    assert NASTY.title in Elements(made).text_of(href=NASTY.canonical)
    if host != "markdown":
        assert snippet(host, NASTY, Embed(NASTY.canonical)) in made


@pytest.mark.parametrize("share", ["", "https://example.org/m/led.png"], ids=["drawing", "image"])
def test_feed_reader_keeps_link_and_image(share: str, tmp_path: Path) -> None:
    feedparser = needed("feedparser")
    made = page_of(stories.ferry(), basemap=open_basemap(), canonical=NASTY.canonical, share_image=share)
    (tmp_path / "led.html").write_text(made.html(), encoding="utf-8")
    page = read_page_info(tmp_path / "led.html")
    given = snippet("feed", page, Embed(page.canonical))
    assert "]]>" not in given
    for content in (f"<![CDATA[{given}]]>", escape(given)):
        feed = feedparser.parse(
            '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>x</title>'
            f"<item><title>y</title><content:encoded>{content}</content:encoded></item></channel></rss>"
        )
        assert not feed.bozo
        kept = Elements(feed.entries[0].content[0].value)
        links = ["".join(text) for tag, values, text in kept.all if values.get("href") == page.canonical]
        assert page.title in links[-1]
        assert [image["src"] for image in kept.tags("img")] == ([share] if share else [])
        assert bool(kept.tags("path")) is not bool(share)
