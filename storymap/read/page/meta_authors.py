"""Read the authors in the `meta` elements of a web page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.read.persons import PARTICLES, is_role, persons

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Source of names (see `authors._TRUST`) -> names of `meta` elements
META = {
    "author": ("author",),
    "profile": ("article:author", "og:article:author"),
    "creator": ("dc.creator", "dc:creator", "dcterms.creator", "citation_author", "parsely-author", "sailthru.author", "byl", "creator", "twitter:creator:name"),
}  # fmt: skip
_AUTHOR = lazy_pattern(r"(?i)(?:author|byline|creator|writer|autor|redacteur|verfasser)(?:[-_:. ]?names?)?$")
_NO_AUTHOR = lazy_pattern(r"(?i)twitter|publisher|url|link|e?mail|image|id$|site|facebook|\bfb:")
_MAKERS = ("generator", "publisher", "dc.publisher", "copyright", "dc.rights", "owner", "designer", "rights")
# Matches a name as in the catalogue of a library: the surname, perhaps with particles, a comma and the given names.
_SURNAME_FIRST = lazy_pattern(r"(?P<surname>(?:[a-z]{2,3}\s){0,2}[^\W\d_][\w'’-]+),\s+(?P<given>[^\W\d_][^,;&|]{0,40})")
_LONGEST_GIVEN = 4  # maximum number of given names, initials and particles after the surname


def meta_authors(page: HtmlElement, sites: frozenset[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield (source, names) for each kind of `meta` element that names authors. The last source is "other".

    The name of the program that made the page, or of the publisher, is not that of an author.
    """
    contents = [
        (name, content)
        for e in page.iter("meta")
        if not (content := str(e.get("content") or "")).startswith(("http", "//", "@"))
        for name in str(e.get("property") or e.get("name") or e.get("itemprop") or "").split()
    ]
    makers = {content.strip().casefold() for name, content in contents if name.lower() in _MAKERS}
    contents = [(name, content) for name, content in contents if content.strip().casefold() not in makers]
    for source, keys in META.items():
        yield source, [p for name, content in contents if name.lower() in keys for p in _persons(content, sites)]
    others = [content for name, content in contents if _AUTHOR.search(name) and not _NO_AUTHOR.search(name)]
    yield "other", [p for content in others for p in _persons(content, sites)]


def _persons(content: str, sites: frozenset[str]) -> list[str]:
    """Return the persons in the content of an element. "Doe, Jane" is one person, Jane Doe."""
    found = _SURNAME_FIRST.fullmatch(content.strip())
    if found and not is_role(content) and len(found["given"].split()) <= _LONGEST_GIVEN:
        given = found["given"].split()
        if all(word[:1].isupper() or word in PARTICLES for word in given):
            return persons(f"{found['given']} {found['surname']}", sites)
    return persons(content, sites)
