"""Read the JSON-LD metadata of a page's article (https://schema.org/Article)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any

from storymap.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLES = lazy_pattern(r"(?:Article|BlogPosting|Posting|Report|Review|Recipe|HowTo|BlogPost)$")
_SITES = ("WebSite", "Organization", "NewsMediaOrganization", "Blog")
_AUTHOR = lazy_pattern(
    r"<o:Author>([^<>]{1,100})</o:Author>|<rdf:Description\b[^<>]{0,2000}?\bdc:creator=\"([^\"<>]{1,100})\""
)
_CREATED = lazy_pattern(
    r"<o:Created>([^<>]{1,40})</o:Created>|<rdf:Description\b[^<>]{0,2000}?\bdc:date=\"([^\"<>]{1,40})\""
)
_DEEPEST = 8  # JSON-LD is searched down to this depth of nested values


@dataclass(frozen=True, slots=True)
class Structured:
    """The JSON-LD object of the article, and the name of the site."""

    article: dict[str, Any]
    sites: tuple[str, ...] = ()
    people: dict[str, str] = field(default_factory=dict)
    document_author: str = ""  # the author in the properties of a Word document, or in RDF in comments of the HTML
    document_date: str = ""

    def text(self, key: str) -> str:
        """Return a text field of the article, or "" if there is none."""
        value = self.article.get(key)
        value = value[0] if isinstance(value, list) and value else value
        return " ".join(unescape(value).split()) if isinstance(value, str) else ""

    @property
    def authors(self) -> list[str]:
        """Return the names of authors that are persons, or whose type is not given."""
        return [
            name
            for value in _each(self.article.get("author") or self.article.get("creator"))
            if (name := self._name(value))
        ]

    def _name(self, value: Any) -> str:
        if isinstance(value, dict):
            if any("Organization" in kind for kind in _types(value)):
                return ""
            name = value.get("name") or self.people.get(str(value.get("@id")))
            value = name[0] if isinstance(name, list) and name else name
        return " ".join(unescape(value).split()) if isinstance(value, str) else ""

    @property
    def is_live(self) -> bool:
        """Return whether the article is a live blog."""
        return "LiveBlogPosting" in _types(self.article)

    @property
    def body(self) -> str:
        """Return the text of the article with its line breaks, or "" if the metadata does not contain it."""
        value = self.article.get("articleBody")
        return unescape(value).strip() if isinstance(value, str) else ""


def structured(page: HtmlElement, source: str = "") -> Structured:
    """Return the metadata of a page from its JSON-LD and from comments in its HTML source.

    Blocks that are not valid JSON are ignored.
    """
    objects = [
        o
        for script in page.iter("script")
        if "ld+json" in str(script.get("type"))
        for o in _objects(_load(script.text or ""), 0)
    ]
    articles = [o for o in objects if any(_ARTICLES.search(kind) for kind in _types(o))]
    best = max(articles, key=_fullness, default={})
    sites = [_text(o.get("name")) for o in objects if set(_types(o)) & set(_SITES)]
    sites += [_text(p.get("name")) for o in articles for p in _each(o.get("publisher")) if isinstance(p, dict)]
    people = {str(o.get("@id")): _text(o.get("name")) for o in objects if "Person" in _types(o)}
    author, created = (
        found[found.lastindex or 0] if (found := pattern.search(source)) else "" for pattern in (_AUTHOR, _CREATED)
    )
    return Structured(best, tuple(dict.fromkeys(filter(None, sites))), people, unescape(author), created)


def _fullness(article: dict[str, Any]) -> int:
    return sum(
        bool(article.get(key)) for key in ("headline", "author", "datePublished", "articleBody", "mainEntityOfPage")
    )


def _load(source: str) -> Any:
    """Return a JSON value, or None if it is invalid.

    Line breaks in strings are allowed, because many sites have them.
    """
    source = re.sub(r"^\s*(?://\s*)?<!(?:--|\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*$|;\s*$", "", source.strip())
    try:
        return json.loads(source, strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "author", "publisher", "isPartOf", "itemListElement"):
            if isinstance(value.get(key), (dict, list)):
                yield from _objects(value[key], depth + 1)


def _types(value: dict[str, Any]) -> list[str]:
    return [str(kind) for kind in _each(value.get("@type"))]


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _text(value: Any) -> str:
    return " ".join(unescape(value).split()) if isinstance(value, str) else ""
