"""Embed snippets for each host, and the additional files that embedding needs (loader, oEmbed document)."""

from __future__ import annotations

import gzip
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import jsonschema
import nh3
import pytest
from markdown_it import MarkdownIt

from storymap.basemap import open_basemap
from storymap.cli import main
from storymap.embed.loader import loader
from storymap.embed.oembed import oembed_json
from storymap.embed.page_info import PageInfo, read_page_info
from storymap.embed.snippets import HOSTS, Embed, snippet
from storymap.errors import PageError
from tests.render import stories
from tests.render.pages import Elements, page_of

URL = "https://example.org/m/story.html"
NASTY = PageInfo("story.html", 'Say "hi" & <script>go</script>', "en", URL)
OEMBED = {
    "type": "object",
    "required": ["version", "type", "html", "width", "height"],
    "properties": {
        "version": {"const": "1.0"},
        "type": {"const": "rich"},
        "title": {"type": "string"},
        "html": {"type": "string"},
        "width": {"type": "integer"},
        "height": {"type": "integer"},
    },
    "dependentRequired": {"thumbnail_url": ["thumbnail_width", "thumbnail_height"]},
}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> PageInfo:
    path = tmp_path_factory.mktemp("page") / "story.html"
    made = page_of(stories.ferry(), basemap=open_basemap(), companion=True, canonical=URL)
    path.write_text(made.html(), encoding="utf-8")
    return read_page_info(path)


@pytest.mark.parametrize("host", HOSTS)
def test_snippet_has_url_and_escaped_title(host: str) -> None:
    given = snippet(host, NASTY, Embed(URL))
    assert URL in given or host == "notebook"
    assert "<script>go" not in given


@pytest.mark.parametrize(
    ("host", "signs"), [("hugo", "{{ {%"), ("jekyll", "{{ {%"), ("mkdocs", "{{ {% {#"), ("wordpress", "[")]
)
def test_template_syntax_in_title_is_escaped(host: str, signs: str) -> None:
    title = f"Say {signs} now"
    for inline in (False, True):
        page = PageInfo("story.html", title, "en", URL, companion=True)
        given = snippet(host, page, Embed(URL, inline=inline)).removeprefix(
            "{{/* layouts/shortcodes/storymap.html */}}"
        )
        markup = given.partition("<script")[0]
        assert not any(sign in markup for sign in signs.split())
        assert f"Open the story map: {title}" in Elements(given).text_of(href=URL)


@pytest.mark.parametrize("host", ["html", "wordpress", "ghost", "jekyll", "mkdocs"])
def test_html_snippet_has_no_blank_line(host: str, page: PageInfo) -> None:
    for inline in (False, True):
        assert "\n\n" not in snippet(host, page, Embed(URL, inline=inline))


def test_loader_is_included_only_for_hosts_that_run_scripts(page: PageInfo) -> None:
    assert 'src="https://example.org/m/companion.js"' in snippet("html", page, Embed(URL))
    for host in ("wordpress-com", "amp", "feed", "newsletter", "markdown"):
        assert "<script" not in snippet(host, page, Embed(URL))
    assert "story.html?view=deck" in snippet("wordpress-com", page, Embed(URL))


@pytest.mark.parametrize(
    ("url", "script"),
    [
        ("../../maps/story.html", "../../maps/companion.js"),
        ("/maps/story.html", "/maps/companion.js"),
        ("story.html", "companion.js"),
        ("https://example.org/m/?page=a/b#c", "https://example.org/m/companion.js"),
    ],
)
def test_loader_is_in_the_folder_of_the_page(url: str, script: str, page: PageInfo) -> None:
    assert f'src="{script}"' in snippet("html", page, Embed(url))


def test_loader_is_small_and_safe_in_script_elements_and_templates() -> None:
    assert len(gzip.compress(loader().encode(), 9, mtime=0)) <= 2700
    assert not any(sign in loader() for sign in ("<", "{{", "{%", "\n\n"))  # WordPress parses "<" as a tag


def test_amp_iframe_has_required_attributes_and_children(page: PageInfo) -> None:
    frame = next(values for tag, values, _ in Elements(snippet("amp", page, Embed(URL))).all if tag == "amp-iframe")
    assert frame["src"].startswith("https://") and "allow-same-origin" not in frame["sandbox"]
    assert {"width", "height", "layout", "resizable"} <= frame.keys()
    inside = Elements(snippet("amp", page, Embed(URL))).tags("div")
    assert any("overflow" in values for values in inside) and any("placeholder" in values for values in inside)


def test_feed_snippet_has_svg_map_without_css(page: PageInfo) -> None:
    figure = ET.fromstring(snippet("feed", page, Embed(URL)))
    drawn = [element for element in figure.iter() if element.tag.endswith(("path", "text"))]
    assert len(drawn) > 10
    assert not [element for element in figure.iter() if "class" in element.attrib]
    assert all(element.attrib.get("fill", "").startswith("#") for element in drawn if element.tag.endswith("text"))
    assert "var(" not in snippet("feed", page, Embed(URL))


def test_feed_snippet_uses_share_image_if_available() -> None:
    page = PageInfo("story.html", "Ferries", "en", URL, share_image="https://example.org/m/story.png")
    figure = ET.fromstring(snippet("feed", page, Embed(URL)))
    image = figure.find("a/img")
    assert image is not None and image.attrib["src"] == page.share_image and image.attrib["alt"] == "Ferries"


@pytest.mark.parametrize("share", ["", "https://example.org/m/a (1).png"])
def test_markdown_link_shows_title_unchanged(share: str) -> None:
    page = PageInfo("story.html", "Say *hi* & [go](x) | <b> ![a] `b`", "en", URL, share_image=share)
    made = Elements(MarkdownIt("js-default").render(snippet("markdown", page, Embed(URL))))
    words = made.tags("img")[0]["alt"] if share else made.text_of(href=URL)
    assert words == f"Open the story map: {page.title}"
    assert [link["href"] for link in made.tags("a")] == [URL]


def test_newsletter_snippet_is_unchanged_by_sanitizer() -> None:
    page = PageInfo("story.html", "Ferries", "en", URL, companion=True)
    given = snippet("newsletter", page, Embed(URL))
    kept = nh3.clean(
        given,
        tags={"p", "a", "img"},
        attributes={"a": {"href"}, "img": {"src", "alt", "width", "style"}},
        link_rel=None,
    )
    assert Elements(kept).all == Elements(given).all
    assert Elements(kept).tags("img")[0]["src"] == "https://example.org/m/story.png"


def test_oembed_document_is_valid(page: PageInfo) -> None:
    document = json.loads(oembed_json(page, author="Jane"))
    jsonschema.validate(document, OEMBED)
    assert document["html"].startswith("<iframe ") and 'frameborder="0"' in document["html"]
    with pytest.raises(PageError, match="--canonical"):
        oembed_json(PageInfo("story.html", "Ferries"))


def test_build_writes_loader_and_oembed_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Ferries\n\nThe ferry from Wakkanai to Korsakov sails again.\n", encoding="utf-8")
    more = ["--companion", "--oembed", "--canonical", URL]
    assert main(["build", str(article), "-o", str(tmp_path / "story.html"), *more]) == 0
    assert (tmp_path / "companion.js").read_text(encoding="utf-8") == loader()
    html = (tmp_path / "story.html").read_text(encoding="utf-8")
    assert 'type="application/json+oembed" href="https://example.org/m/story.oembed.json"' in html
    assert json.loads((tmp_path / "story.oembed.json").read_text(encoding="utf-8"))["type"] == "rich"
    assert main(["build", str(article), "--oembed"]) == 2
    capsys.readouterr()
    assert main(["embed", str(tmp_path / "story.html")]) == 0
    assert f'href="{URL}"' in capsys.readouterr().out


def test_only_pages_for_guided_posts_contain_their_scripts() -> None:
    plain = page_of(stories.ferry(), basemap=open_basemap()).html()
    assert "storymap.hosted = " not in plain and "storymap.match = " not in plain


@pytest.mark.parametrize(
    "more",
    [["--for", "myspace"], ["--for", "amp", "--url", "http://example.org/s.html"], ["--for", "ghost", "--url", "s.html"], ["--url", "javascript:alert(1)"]],
)  # fmt: skip
def test_unsupported_host_or_url_is_a_usage_error(more: list[str], tmp_path: Path) -> None:
    path = tmp_path / "story.html"
    path.write_text(page_of(stories.ferry()).html(), encoding="utf-8")
    assert main(["embed", str(path), *more]) == 2
    assert main(["embed", str(path), "--for", "ghost"]) == 0
