"""Find the authors of a web page's article: collect candidates from all places that name authors, and choose the best."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storymap.read.page.author_boxes import boxed_authors
from storymap.read.page.bylines import shown_authors
from storymap.read.page.false_authors import without_false_authors
from storymap.read.page.head_lines import names_near_text
from storymap.read.page.head_names import HeadNames, in_other_names
from storymap.read.page.locate import Location
from storymap.read.page.measure import Measured
from storymap.read.page.meta_authors import META, meta_authors
from storymap.read.page.signatures import first_prose, guests, line_authors
from storymap.read.page.structured import Structured
from storymap.read.page.titles import words_of_title
from storymap.read.persons import is_cased, is_role, name_key, persons

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONGEST_CAPTIONS = 20_000  # this many code points of captions are searched for the names of photographers
# Points for each source of names: the more reliable the source, the higher the points. Sites maintain structured data
# most carefully and `meta` elements least.
_TRUST = {
    "guest": 60,
    "data": 50,
    "byline": 40,
    "author": 30,
    "profile": 28,
    "creator": 26,
    "line": 20,
    "box": 18,
    "form": 15,
    "other": 10,
}
_WEAK = ("byline", "line", "form")  # sources that may give a town instead of an author
# If no name is a full name, this number of points is deducted, because such names are often user accounts.
_NO_SURNAME = 35


@dataclass(frozen=True, slots=True)
class Candidate:
    """Names that one source gives for the authors of an article."""

    source: str
    names: tuple[str, ...]

    @property
    def score(self) -> int:
        """Return the points of the candidate. The candidate with the most points is used."""
        return _TRUST[self.source] - (0 if self.is_full else _NO_SURNAME)

    @property
    def is_full(self) -> bool:
        """Return whether one of the names is a full name."""
        return any(" " in name or not is_cased(name[0]) for name in self.names)


def authors(
    page: HtmlElement, measured: Measured, place: Location, said: Structured, sites: frozenset[str], *, live: bool
) -> list[str]:
    """Return the authors of the article: the names of the best candidate.

    The byline is preferred to the structured data if it has the same authors in another order, or if it has more
    authors and at least one of them is the same. In a live blog, each entry has its own byline. These bylines are only
    used if the structured data names no author.
    """
    sites |= _outlets(said.authors)
    head = HeadNames(measured, place, first_prose(measured, place), sites, words_of_title(page))
    found = {c.source: c for c in _candidates(page, measured, place, said, sites) if c.names}
    sure = frozenset(name for source, c in found.items() if source not in _WEAK for name in c.names)
    told, shown = found.get("data"), found.get("byline")
    if told and shown and set(told.names) == set(shown.names):
        return _completed(list(shown.names), found)
    if head.authors:
        found["form"] = Candidate("form", tuple(head.authors))
    _vote(found, head, measured.root.text.casefold())
    for source, candidate in list(found.items()):
        found[source] = Candidate(source, tuple(in_other_names(list(candidate.names), head, sure)))
    best = _best(measured, {source: c for source, c in found.items() if c.names}, live=live)
    return without_false_authors(_completed(best, found), sure, measured, place, sites)


def _completed(names: list[str], found: dict[str, Candidate]) -> list[str]:
    """Return the full name from the box about the author, if the only name is the first word of it."""
    boxed = found["box"].names if "box" in found else ()
    return list(boxed) if len(boxed) == len(names) == 1 and boxed[0].startswith(f"{names[0]} ") else names


def _vote(found: dict[str, Candidate], head: HeadNames, shown_text: str) -> None:
    """Remove the candidates that the names near the title contradict.

    These are a byline without these names, and metadata with names that the page does not show, if the names near the
    title have a label and a date. If the byline has the same names, metadata with other names are removed too.
    """
    shown = found.get("byline")
    agreed = shown is not None and set(shown.names) == set(head.authors)
    for source, sure in (("byline", head.is_sure), ("line", head.is_certain)):
        if source in found and sure and not set(found[source].names) & set(head.authors):
            del found[source]  # it is a role or a place that has the form of a name, or the source of a quotation
    for source in ("data", *META, "other"):
        names = found[source].names if source in found else ()
        hidden = not any(name.casefold() in shown_text for name in names)
        if names and not set(names) & set(head.authors) and (agreed or (head.is_sure and hidden)):
            del found[source]


def _best(measured: Measured, found: dict[str, Candidate], *, live: bool) -> list[str]:
    """Return the names of the best candidate."""
    shown_text = measured.root.text.casefold()
    told, shown = found.get("data"), found.get("byline")
    if told and shown and not live and set(shown.names) < set(told.names):
        captions = " ".join(n.text for n in measured.nodes if n.element.tag == "figcaption")[:_LONGEST_CAPTIONS]
        if all(name in captions for name in set(told.names) - set(shown.names)):
            return list(shown.names)  # the structured data name the photographers too
    if told and shown and live:
        del found["byline"]
    elif told and shown and len(shown.names) > len(told.names) and set(told.names) & set(shown.names):
        return list(shown.names)
    if told and shown and shown.is_full and not any(name.casefold() in shown_text for name in told.names):
        del found["data"]  # the page does not show this name, so it is that of an account or an office
    line = found.get("line")
    if shown and line and set(shown.names) < set(line.names) and "·".join(line.names) in measured.root.text:
        found["byline"] = Candidate("byline", line.names)  # only one of the authors has a box with a class for authors
    best = max(found.values(), key=lambda c: c.score, default=None)
    return list(best.names) if best else []


def _outlets(names: list[str]) -> frozenset[str]:
    """Return possible names of the site, such as "Him" and "Him Vani".

    They are the first words of author names that are departments, such as "Him Vani Desk".
    """
    words = [name.split() for name in names if is_role(name) and "|" not in name]
    return frozenset(name_key("".join(some[:count])) for some in words for count in range(1, len(some)))


def _candidates(
    page: HtmlElement, measured: Measured, place: Location, said: Structured, sites: frozenset[str]
) -> Iterator[Candidate]:
    yield Candidate("guest", _unique(guests(measured, place, sites)))
    yield Candidate("data", _unique([p for name in said.authors for p in persons(name, sites)]))
    yield Candidate("byline", _unique(shown_authors(measured, place, sites)))
    written = dict(meta_authors(page, sites))
    others = [*written.pop("other"), *persons(said.document_author, sites)]
    for source, names in written.items():
        yield Candidate(source, _unique(names))
    lines = line_authors(measured, place, sites)
    if not Candidate("line", tuple(lines)).is_full:
        lines = names_near_text(measured, place, first_prose(measured, place), sites) or lines
    yield Candidate("line", _unique(lines))
    yield Candidate("box", _unique(boxed_authors(measured, place, sites)))
    yield Candidate("other", _unique(others))


def _unique(names: list[str]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(name.casefold(), name)
    return tuple(seen.values())
