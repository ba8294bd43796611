"""The page of an atlas: HTML with the map, the most frequent places as a table, and the data of all places."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from storymap import leaflet, resources
from storymap.archive.atlas.exports import Described
from storymap.archive.atlas.rows import Atlas
from storymap.archive.atlas.shards import to_json
from storymap.gazetteer import open_gazetteer
from storymap.render.bundle import ascii_script, ascii_style
from storymap.render.policy import digest
from storymap.render.themes import theme_css
from storymap.version import __version__
from storymap.wording.phrases import sources

# The browser runs the scripts in this order: view-mode.js creates the `storymap` object, and atlas.js uses all others.
_SCRIPTS = (
    *("view-mode.js", "sandbox.js", "tasks.js", "basemap-shapes.js", "basemap.js", "color-scheme.js"),
    *("atlas-data.js", "atlas-search.js", "atlas-map.js", "atlas-years.js", "atlas-passages.js", "atlas.js"),
)
TABLE_PLACES = 100  # number of rows in the table that is shown without JavaScript
_ALWAYS = ("naturalearth", "leaflet")  # sources that every atlas uses


def page(atlas: Atlas, described: list[Described], index: dict[str, Any], *, title: str, theme: str) -> str:
    """Return the HTML of the page.

    `index` contains the names and first entries of the other files, so that the program of the page can find them.
    Raise PageError if the theme is unknown.
    """
    code, styles = _script(), [theme_css(theme), _styles()]
    return (
        _environment()
        .get_template("atlas.html.jinja")
        .render(
            title=title,
            csp=_policy(code, styles),
            generator=f"storymap {__version__}",
            styles=[Markup(style) for style in styles],
            script=Markup(code),
            data=Markup(to_json(_data(atlas, described, title) | index)),
            summary=summary(atlas),
            sentences=atlas.sentences,
            rows=described[:TABLE_PLACES],
            years=any(document.year for document in atlas.documents),
            undated=sum(not document.year for document in atlas.documents),
            credits=_credits(described),
        )
    )


def summary(atlas: Atlas) -> str:
    """Return the size and the years of an atlas, such as "10,000 articles, 5,120 places, 1990–2019"."""
    articles, places = len(atlas.documents), len(atlas.places)
    years = [document.year for document in atlas.documents if document.year]
    parts = [f"{articles:,} article{'s' if articles != 1 else ''}", f"{places:,} place{'s' if places != 1 else ''}"]
    return ", ".join(
        [*parts, *([f"{min(years)}–{max(years)}" if min(years) < max(years) else f"{min(years)}"] if years else [])]
    )


def details(atlas: Atlas) -> dict[str, Any]:
    """Return the ids of the places, and their numbers of passages and articles in each year."""
    return {
        "ids": [place.id for place in atlas.places],
        "runs": [[number for run in place.runs for number in run] for place in atlas.places],
    }


def _data(atlas: Atlas, described: list[Described], title: str) -> dict[str, Any]:
    """Return the data of all places.

    There is one list for each field, because this needs fewer bytes than one object for each place.
    """
    places = atlas.places
    # disputed places are not attributed to a country
    codes = [row.country if not row.disputed else "" for row in places]
    countries = sorted({code for code in codes if code})
    names = Counter(row.name for row in places)
    years = Counter(document.year for document in atlas.documents if document.year)
    first, last = (min(years), max(years)) if years else (0, -1)
    return {
        "title": title,
        "sentences": atlas.sentences,
        "names": [row.name for row in places],
        "lat": [round(row.lat * 1000) for row in places],
        "lon": [round(row.lon * 1000) for row in places],
        "countries": ["", *map(open_gazetteer().country_name, countries)],
        "country": [countries.index(code) + 1 if code else 0 for code in codes],
        # The region is shown only for names that several places have.
        "where": {n: d.where for n, d in enumerate(described) if names[d.row.name] > 1 and d.where},
        "disputed": [n for n, row in enumerate(places) if row.disputed],
        "articles": [row.articles for row in places],
        "passages": [len(row.passages) for row in places],
        "years": {"first": first, "articles": [years[year] for year in range(first, last + 1)]},
    }


def _policy(code: str, styles: list[str]) -> str:
    """Return the Content-Security-Policy.

    The policy allows only the script in the page and the scripts that this script loads.

    In all current browsers, 'strict-dynamic' allows the loaded scripts, also for files on disk, where 'self' has no
    defined meaning. Older browsers ignore 'strict-dynamic' and use 'self'.
    """
    rules = [
        "default-src 'none'",
        f"script-src {digest(code)} 'strict-dynamic' 'self'",
        "style-src " + " ".join(map(digest, styles)),
        "img-src data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(rules)


@cache
def _script() -> str:
    code = leaflet.script() + "\n".join(resources.minified(name) for name in _SCRIPTS) + "\n"
    return ascii_script(code)


@cache
def _styles() -> str:
    return ascii_style(leaflet.styles() + resources.minified("atlas.css") + "\n")


def _credits(described: list[Described]) -> list[dict[str, str]]:
    table = sources()
    used = sorted(({d.place.source for d in described} | set(_ALWAYS)) & set(table))
    return [{"url": "", "licence": "", "credit": "", **table[key]} for key in used]


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(resources.assets()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
