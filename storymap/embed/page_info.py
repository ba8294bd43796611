"""Read from a page made by storymap what embedding needs: the title, the language, the URLs and the static map."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from storymap.errors import ArticleError
from storymap.lazy_pattern import lazy_pattern

_PICTURE = lazy_pattern(r'<figure class="plate">(<svg .*?</svg>)</figure>', re.S)
_COLOURS = lazy_pattern(r":root\{((?:--[\w-]+:#[0-9a-f]+;)+)")


@dataclass(frozen=True, slots=True)
class PageInfo:
    """What embedding needs to know about a page. A URL is "" if the page does not contain it."""

    name: str  # file name
    title: str
    language: str = "en"
    canonical: str = ""
    share_image: str = ""
    companion: bool = False  # whether the page is for a guided post
    picture: str = ""  # the static map, an SVG that uses the styles of the page
    colours: tuple[tuple[str, str], ...] = ()  # colours of the light scheme: (name, #rrggbb)


def read_page_info(path: Path) -> PageInfo:
    """Return the PageInfo of a page. Raise ArticleError if the file cannot be read or was not made by storymap."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ArticleError(f"{path} does not exist. Build it first: storymap build ARTICLE -o {path}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ArticleError(f"{path} cannot be read: {error}.") from error
    head = _Head()
    head.feed(text.partition("</head>")[0])
    if not re.match(r"storymap\b", head.metas.get("generator", "")):
        raise ArticleError(f"{path} is not a story map. Build one first: storymap build ARTICLE -o story.html")
    picture, colours = _PICTURE.search(text), _COLOURS.search(text)
    pairs = [pair.partition(":") for pair in colours[1].split(";") if pair] if colours else []
    return PageInfo(
        name=path.name,
        title=" ".join(head.title.split()) or path.stem,
        language=head.language or "en",
        canonical=head.canonical,
        share_image=head.metas.get("og:image", ""),
        companion=head.metas.get("storymap-view") == "companion",
        picture=picture[1] if picture else "",
        colours=tuple((name.removeprefix("--"), value) for name, _, value in pairs),
    )


class _Head(HTMLParser):
    """Collects the title, the language, the canonical URL and the meta elements."""

    def __init__(self) -> None:
        super().__init__()
        self.title = self.language = self.canonical = ""
        self.metas: dict[str, str] = {}
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._inside = tag == "title" and not self.title
        if tag == "html":
            self.language = values.get("lang", "")
        if tag == "meta":
            self.metas.setdefault(values.get("name") or values.get("property", ""), values.get("content", ""))
        if tag == "link" and values.get("rel") == "canonical":
            self.canonical = values.get("href", "")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        self.title += data if self._inside else ""
