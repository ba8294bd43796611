"""The index page of several stories: a list of links, without scripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from storymap import resources
from storymap.language import direction, primary_language
from storymap.render.own_styles import own_styles
from storymap.render.policy import csp
from storymap.render.themes import theme_css
from storymap.render.validation import check
from storymap.version import __version__
from storymap.wording import Wording
from storymap.wording.phrases import Phrases


class IndexRow(NamedTuple):
    """A story in the list."""

    page: str  # file name in the folder of the index
    title: str
    published: str = ""  # ISO 8601 date, or empty
    byline: str = ""
    language: str = "en"
    places: int = 0  # number of places on the map
    draft: bool = False


def index_html(rows: Sequence[IndexRow], *, title: str = "", theme: str, css: str = "", canonical: str = "") -> str:
    """Return the index page. The newest stories come first. Stories without a date come last, in the given order.

    The page is in the language of most of the stories. Raise PageError if the styles load a file.
    """
    languages = Counter(primary_language(row.language) for row in rows)
    wording = Wording(languages.most_common(1)[0][0] if languages else "en")
    language = wording.effective_language
    phrases = Phrases(wording, str)
    own = resources.minified("index.css")
    styles = [theme_css(theme), own, *([own_styles(css)] if css.strip() else [])]
    ordered = sorted(rows, key=lambda row: row.published, reverse=True)
    html = _template().render(
        title=title or wording.text("index.title"),
        canonical=canonical,
        csp=csp([], styles),
        direction=direction(language),
        generator=f"storymap {__version__}",
        language=language,
        rows=[
            {
                **row._asdict(),
                "href": quote(row.page),
                "date": phrases.date(row.published) if row.published else "",
                "language": "" if primary_language(row.language) == primary_language(language) else row.language,
            }
            for row in ordered
        ],
        styles=[Markup(style) for style in styles],
        say=lambda key: wording.text(f"index.{key}"),
        count=lambda key, number: wording.count(f"index.{key}", number),
    )
    check(html, pages=frozenset(quote(row.page) for row in rows))
    return html


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(resources.assets()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("index.html.jinja")
