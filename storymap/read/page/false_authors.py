"""Remove names that are not those of authors: towns, roles and names of the site that have the form of a name."""

from __future__ import annotations

import re
from itertools import pairwise

from storymap.given_names import given_names
from storymap.read.page.locate import Location
from storymap.read.page.measure import Measured, is_prose
from storymap.read.persons import is_cased, name_key
from storymap.read.towns import AFTER_IN

_MOST_TEXT = 60_000  # this many code points of the page are searched for words in lower case
_LEAST_SITE = 5  # a single word that begins the name of the site has at least this many letters
_FIRST = 2  # a report may begin with the town in this many of the first paragraphs and captions
_SHORTEST_WORD = 3  # the words of a role have at least this many letters


def without_false_authors(
    names: list[str], confirmed: frozenset[str], measured: Measured, place: Location, sites: frozenset[str]
) -> list[str]:
    """Return names without towns, roles and the name of the site. `confirmed`: names that the metadata of the page give."""
    if not names:
        return []
    nodes = measured.nodes[place.root.index : place.root.end]
    texts = [n.text for n in nodes if is_prose(n) or n.element.tag in ("figcaption", "h1")]
    names = _without_towns(names, texts)
    linked = {n.text for n in measured.nodes if n.element.tag == "a" and n.text in names}
    names = _without_roles(names, linked, measured.root.text)
    names = [name for name in names if name in confirmed or not _is_town(name, texts)]
    return [name for name in names if not _begins_site(name, sites)]


def _without_towns(names: list[str], texts: list[str]) -> list[str]:
    """Return names without those after the first that also occur inside a paragraph or a caption, as towns do.

    At the beginning of a paragraph or after a colon or a slash, a name may be that of an author.
    """
    if len(names) < 2:
        return names
    patterns = [(name, re.compile(rf"[^\W_][^\S\n]+{re.escape(name)}(?!\w)")) for name in names[1:]]
    texts = [text for text in texts if names[0] not in text]
    towns = {name for name, pattern in patterns if any(pattern.search(text) for text in texts)}
    return [name for name in names if name not in towns]


def _is_town(name: str, texts: list[str]) -> bool:
    """Return whether a name is that of the town where a report was written.

    It begins the report, before a colon or a dash, or is inside a paragraph after a word for "in".
    """
    after_in = re.compile(rf"(?<!\w){AFTER_IN}\s{re.escape(name)}(?!\w)")
    begins = re.compile(rf"(?i){re.escape(name)}\s?(?::|[–—(]|-\s)")
    return any(after_in.search(text) for text in texts) or any(map(begins.match, texts[:_FIRST]))


def _without_roles(names: list[str], linked: set[str], text: str) -> list[str]:
    """Return names without the roles: they follow a name and a comma, are no links, and their words are in lower case
    elsewhere in the text."""
    after = {name for before, name in pairwise(names) if " " in name and f"{before}, {name}" in text} - linked
    if not after:
        return names
    words = (word.strip('.,;:!?«»“”"()') for word in text[:_MOST_TEXT].split())
    lower = frozenset(word for word in words if word[:1].islower())
    roles = {name for name in after if all(_is_word(word, lower) for word in name.split())}
    return [name for name in names if name not in roles]


def _is_word(word: str, lower: frozenset[str]) -> bool:
    return len(word) >= _SHORTEST_WORD and word.lower() in lower


def _begins_site(name: str, sites: frozenset[str]) -> bool:
    """Return whether a single word begins the name of the site and is not a given name: "Acme" on "Acme Blog"."""
    key = name_key(name)
    if " " in name or not is_cased(name[0]) or len(key) < _LEAST_SITE or key in given_names():
        return False
    return any(site.startswith(key) for site in sites)
