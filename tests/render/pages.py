"""Build pages of the stories in `stories`, and read the content of pages."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

from storymap.model import Story
from storymap.ports import Basemap
from storymap.render import PageOptions, render
from storymap.render.page import Page
from storymap.wording import Wording
from tests.render.stories import EmptyBasemap

COUNTRIES = {"JP": "Japan", "RU": "Russia", "FJ": "Fiji", "WS": "Samoa", "EG": "Egypt"}


def page_of(story: Story, *, basemap: Basemap | None = None, **options: Any) -> Page:
    """Return the page of a story, by default with an empty basemap and with names for the countries."""
    options.setdefault("country", lambda code: COUNTRIES.get(code, code))
    return render(story, basemap=basemap or EmptyBasemap(), wording=Wording("en"), options=PageOptions(**options))


def document_in(html: str) -> dict[str, Any]:
    """Return the JSON document in a page."""
    start = html.index('id="storymap-data">') + len('id="storymap-data">')
    document: dict[str, Any] = json.loads(html[start : html.index("</script>", start)])
    return document


class Elements(HTMLParser):
    """A parser that lists the elements of a page in `all`: (tag, attributes, texts in the element and its descendants)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str], list[str]]] = []
        self._open: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = (tag, {name: value or "" for name, value in attrs}, list[str]())
        self.all.append(element)
        if tag not in ("meta", "link", "br", "img", "hr", "input"):
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for _, _, text in self._open:
            text.append(data)

    def text_of(self, **attributes: str) -> str:
        """Return the text of the first element with these attributes, usually `id`."""
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        for _, values, text in self.all:
            if wanted.items() <= values.items():
                return " ".join("".join(text).split())
        raise LookupError(f"no element with {wanted}")

    def tags(self, tag: str) -> list[dict[str, str]]:
        return [values for name, values, _ in self.all if name == tag]
