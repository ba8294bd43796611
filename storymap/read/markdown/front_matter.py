"""Front matter: the metadata (YAML, TOML or JSON) at the start of a Markdown file, and the fields of Article in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from html import unescape
from itertools import islice
from typing import Any

from storymap.errors import ArticleError
from storymap.language_names import language_problem
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Figure, Home, Location
from storymap.read.dates import written_date
from storymap.read.markdown.coordinates import InvalidPositionError, checked, pair_in, position_in, positions_in
from storymap.read.markdown.fields import fields_in
from storymap.read.markdown.front_images import hero_in, shows_hero
from storymap.read.markdown.front_names import AUTHORS, names_in
from storymap.read.markdown.front_values import json_values, script_values, toml_values, yaml_values
from storymap.read.markdown.headers import header_in, title_block_in, trailer_in
from storymap.read.markdown.mistakes import Mistake, language_tag, line_of, mistakes
from storymap.read.markdown.tag_images import unmarked

_YAML = lazy_pattern(r"\A\ufeff?\s*---[^\S\n]*\n(.*?)^(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.S | re.M)
_TOML = lazy_pattern(r"\A\ufeff?\s*\+\+\+[^\S\n]*\n(.*?)^\+\+\+[^\S\n]*(?:\n|\Z)", re.S | re.M)
_NAMED = lazy_pattern(
    r"\A\ufeff?\s*---(json|toml|js|javascript)[^\S\n]*\n(.*?)^---[^\S\n]*(?:\n|\Z)", re.S | re.M | re.I
)
_NAMED_VALUES: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "toml": lambda written: toml_values(written, 2),
    "json": lambda written: json_values(written + "\n.")[0],
    "js": script_values,
    "javascript": script_values,
}
_MOST_NAMES = 50
# Matches a key at the start of a line, or a mapping in braces, as in JSON.
_KEY = lazy_pattern(r"^[\w-]+\s*:|\A\s*\{\s*[\"']?[\w-]+[\"']?\s*:", re.M)

_TITLES = ("title", "Title", "headline", "name", "subject")
_DATES = (
    "date",
    "published",
    "pubDate",
    "pubDatetime",
    "pubdate",
    "pub_date",
    "publishDate",
    "publish_date",
    "date_published",
    "published_at",
    "publishedAt",
    "dateCreated",
    "datePublished",
    "post_date",
    "Date",
    "created",
    *("fecha", "datum", "data", "dato", "дата", "日付", "日期"),
)
_LANGUAGES = ("lang", "language", "locale", "lingua", "sprache", "idioma", "langue")
_DESCRIPTIONS = ("description", "excerpt", "summary", "subtitle", "dek", "lead", "abstract", "standfirst")
_SUBTITLES = ("subtitle", "Subtitle", "dek", "standfirst", "lead")
_PLACES = (
    "location",
    "locations",
    "mapping",
    "geo",
    "coordinates",
    "coords",
    "gps",
    "position",
    "places",
    "map",
    "geolocation",
    "latlng",
    "latlon",
)
# Tables with values that a theme defines: Zola, Hugo
_OWN_VALUES = ("extra", "params", "taxonomies")
_HIDDEN = ("private", "unlisted", "draft", "pending")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values of the front matter, as the YAML, TOML or JSON parser returns them."""

    values: Mapping[str, Any] = field(default_factory=dict)
    pandoc: bool = False  # whether this is a title block of pandoc, which other programs do not read
    source: str = ""  # the text of the file; messages state lines of it

    def article_fields(self) -> dict[str, Any]:
        """Return the fields of Article that the front matter gives.

        Raise ArticleError if coordinates are out of range. The message states the line.
        """
        try:
            home, locations = _home(self.values.get("home")), tuple(self._locations())
        except InvalidPositionError as error:
            line = line_of(self.source, error.key)
            raise ArticleError(f"line {line}: {error}" if line else str(error)) from error
        return {
            "title": unescape(unmarked(self._text(_TITLES))),
            "byline": unescape(", ".join(dict.fromkeys(islice(names_in(self._author()), _MOST_NAMES)))),
            "published": iso_date(self._first(_DATES)),
            "language": self._language(),
            "description": unescape(unmarked(self._text(_DESCRIPTIONS))),
            "home": home,
            "draft": self.is_draft,
            "locations": locations,
        }

    def subtitle(self) -> str:
        """The line to show below the title."""
        return unescape(unmarked(self._text(_SUBTITLES)))

    def abstract(self) -> str:
        """The abstract, which Quarto and pandoc show before the text."""
        return unescape(unmarked(self._text(("abstract",))))

    @property
    def echo(self) -> bool:
        """Whether Quarto shows the code that it executes. `execute: echo: false` hides this code."""
        execute = self.values.get("execute")
        return not isinstance(execute, Mapping) or execute.get("echo") not in (False, "false")

    @property
    def cites(self) -> bool:
        """Whether the front matter names a bibliography. If it does, @key in the text is a citation."""
        return bool(self.values.get("bibliography") or self.values.get("references"))

    @property
    def shows_hero(self) -> bool:
        """Whether sites show the main image above the text, and not only in links to the article."""
        return shows_hero(self.values)

    def hero(self, *, shown_only: bool = False) -> Figure | None:
        """Return the main image of the article, or None. `shown_only`: ignore images that only lists of posts show."""
        return hero_in(self.values, shown_only=shown_only)

    def _first(self, keys: tuple[str, ...]) -> Any:
        return next((self.values[key] for key in keys if self.values.get(key) not in (None, "", [])), None)

    def _author(self) -> Any:
        """Return the value of the author. Zola and Hugo may have it in a table of the site's own values."""
        tables = (self.values.get(name) for name in _OWN_VALUES)
        found = [self._first(AUTHORS)] + [t[k] for t in tables if isinstance(t, Mapping) for k in AUTHORS if t.get(k)]
        return next(filter(None, found), None)

    def _text(self, keys: tuple[str, ...]) -> str:
        value = self._first(keys)
        return " ".join(str(value).split()) if isinstance(value, (str, int, float, date)) else ""

    def _language(self) -> str:
        """Return the language tag, or "" if it is missing or invalid. `mistakes` reports an invalid one."""
        tag = language_tag(self._text(_LANGUAGES))
        return "" if language_problem(tag) else tag

    def mistakes(self) -> list[Mistake]:
        """Return the mistakes in the front matter that do not prevent reading the file."""
        return list(mistakes(self.source, self.values, _LANGUAGES, _DATES))

    @property
    def is_draft(self) -> bool:
        """Whether the front matter says that the article is not published."""
        value = self.values
        status = str(value.get("status") or value.get("visibility") or "").lower()
        return (
            value.get("draft") in (True, "true", "yes")
            or value.get("published") is False
            or value.get("publish") is False
            or status in _HIDDEN
        )

    def _locations(self) -> Iterator[Location]:
        """Yield the places that have a position in the front matter.

        Raise InvalidPositionError if a position is out of range.
        """
        seen = set()
        for key in _PLACES:
            for found in positions_in(self.values.get(key), key):
                if found.position not in seen:
                    seen.add(found.position)
                    yield found
        if (own := position_in(self.values)) and own not in seen:
            yield Location(own, str(self.values.get("place") or self.values.get("location_name") or ""))


def split_front_matter(source: str) -> tuple[FrontMatter, str]:
    """Return the front matter and the text after it.

    Raise ArticleError if the front matter is invalid. The message states the line.
    """
    front, body = _split(source)
    return replace(front, source=source), body


def _split(source: str) -> tuple[FrontMatter, str]:
    if (fields := fields_in(source)) is not None:
        return FrontMatter(fields[0]), fields[1]
    if (found := _YAML.match(source)) and (_KEY.search(found[1]) or not found[1].strip()):
        values, end = yaml_values(found[1], 1 + source.count("\n", 0, found.start(1))), found.end()
    elif found := _TOML.match(source):
        values, end = toml_values(found[1], 1 + source.count("\n", 0, found.start(1))), found.end()
    elif found := _NAMED.match(source):
        values, end = _NAMED_VALUES[found[1].lower()](found[2]), found.end()
    elif source.lstrip("\ufeff \n").startswith("{\n") or source.lstrip("\ufeff \n").startswith('{ "'):
        values, end = json_values(source)
    else:
        return _with_other_metadata(source)
    return FrontMatter(values), source[end:]


def _with_other_metadata(source: str) -> tuple[FrontMatter, str]:
    """Return the metadata of a text that does not begin with front matter, and the text after the metadata.

    The metadata are a header, or a title block that may have front matter below it.
    """
    block, body = title_block_in(source)
    if block:
        front, body = _split(body) if _YAML.match(body) else (FrontMatter(), body)
        return FrontMatter({**block, **front.values}, pandoc=True), body
    header, body = header_in(source)
    trailer, body = trailer_in(body)
    return FrontMatter({**trailer, **header}), body


def iso_date(value: Any) -> str:
    """Return a date as ISO 8601 (2016-08-01), or "" if it is not a date."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return written_date(str(value or ""))


def _home(value: Any) -> Home | None:
    if isinstance(value, Mapping) and {"lat", "lon"} <= set(value):
        return Home(position=checked(value["lat"], value["lon"], "home"))
    if isinstance(value, (list, tuple)) and (found := pair_in(value, "home")):
        return Home(position=found)
    return Home(name=str(value)) if value and isinstance(value, str) else None
