"""Describe finished pages, embed snippets and oEmbed documents as JSON."""

from __future__ import annotations

import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.contracts.run import done, folder

URL = "https://example.org/maps/story.html"
HOSTS = (
    *("html", "wordpress", "wordpress-com", "ghost", "hugo", "jekyll", "mkdocs"),
    *("markdown", "amp", "notebook", "feed", "newsletter"),
)
FOLDER = TemporaryDirectory(prefix="storymap-contracts-")


@cache
def site() -> Path:
    """Build two pages and return their folder: `plain.html`, and `led.html` with loader, oEmbed document and share image."""
    path = Path(FOLDER.name)
    with folder(path, "features.md", "places.yaml", "mill.png"):
        done("build", "features.md", "-o", "plain.html")
        beside = ("--companion", "--oembed", "--share-image", "--canonical", URL)
        done("build", "features.md", "-o", "led.html", *beside)
    return path


# ---- pages ----


class Elements(HTMLParser):
    """A parser that collects elements as [tag, attributes] and comments as [comment, {}], without text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Any] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append([tag, {name: value or "" for name, value in attrs}])

    def handle_comment(self, data: str) -> None:
        self.found.append([f"<!--{data}-->", {}])


def page(tmp: Path) -> dict[str, Any]:
    """Return the parts of a page that links or programs refer to: ids, mentions, metadata, and the embedded document."""
    html = (site() / "led.html").read_text(encoding="utf-8")
    elements = [(tag, attributes) for tag, attributes in Elements(html).found if not tag.startswith("<")]
    story = page_document(html)
    metas = {
        a.get("name") or a.get("property"): a["content"] for tag, a in elements if tag == "meta" and "content" in a
    }
    return {
        "ids": {a["id"]: tag for tag, a in elements if "id" in a and tag not in ("pattern", "radialgradient")},
        "steps": [[a["id"], a["data-n"]] for _, a in elements if "data-n" in a],
        "mentions": [[a["href"], a["data-place"]] for tag, a in elements if tag == "a" and "data-place" in a],
        "metas": {name: metas[name] for name in ("og:url", "og:image", "storymap-view")},
        "generator": metas["generator"].split()[0],
        "links": {a["rel"]: a["href"] for tag, a in elements if tag == "link"},
        "document": {
            "schema": story["schema"],
            "keys": dict.fromkeys(sorted(story), True),
            "language": story["language"],
            "scenes": story["scenes"],
            "places": [{key: value for key, value in p.items() if key != "areas"} for p in story["places"]],
            "areas": {p["slug"]: sorted(p["areas"][0]) for p in story["places"] if "areas" in p},
            "route": story["route"],
        },
    }


def page_document(html: str) -> Any:
    """Return the JSON document in a page."""
    text = re.search(r'<script type="application/json" id="storymap-data">(.*?)</script>', html, re.S)
    assert text, "the page has no document"
    return json.loads(text[1])


# ---- embedding ----


def snippets(tmp: Path) -> dict[str, Any]:
    """Return what `storymap embed` prints: elements, attributes and comments; for Markdown, text without link texts."""
    calls = [f"{name} --for {host} --url {URL}" for name in ("plain.html", "led.html") for host in HOSTS]
    calls += [
        f"led.html --url {URL} {more}" for more in ("--static", "--height 400", "--inline", "--static --height 300")
    ]
    calls += ["plain.html", "led.html"]
    found: dict[str, Any] = {}
    with folder(site()):
        for call in calls:
            text = done("embed", *call.split()).out.decode()
            found[call] = (
                _markdown(text) if "--for markdown" in call else _python(text) if "notebook" in call else _html(text)
            )
    return found


def _html(text: str) -> list[Any]:
    elements = Elements(text).found
    for _, attributes in elements:
        for name in {"style", "aria-label"} & set(attributes):
            attributes[name] = "…"
        if attributes.get("src", "").startswith("data:"):
            attributes["src"] = attributes["src"].partition(",")[0]
    # A drawing is reduced to one svg element, because it has many parts.
    shortcode = re.match(r"\{\{/\*.*?\*/\}\}", text)
    drawing = next((i for i, (tag, _) in enumerate(elements) if tag == "svg"), None)
    kept = (
        [e for e in elements if e[0] in ("figure", "a", "figcaption")] + [["svg", {}]]
        if drawing is not None
        else elements
    )
    return [*([[shortcode[0], {}]] if shortcode else []), *kept]


def _markdown(text: str) -> str:
    return re.sub(r"(?<=\[)[^\[\]]*(?=\])", "…", text)


def _python(text: str) -> dict[str, Any]:
    frame = re.search(r"<iframe.*?>", text)
    compile(text, "cell", "exec")
    return {
        "frame": _html(frame[0].replace("{page}", "page")) if frame else None,
        "reads": "'led.html'" in text or "'plain.html'" in text,
    }


def oembed(tmp: Path) -> dict[str, Any]:
    document = json.loads((site() / "led.oembed.json").read_text(encoding="utf-8"))
    return {**document, "html": _html(document["html"])}
