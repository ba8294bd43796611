"""Remove pull quotes, which repeat a sentence of the text in large letters."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.read.html.tree import classes, words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NAME = lazy_pattern(r"pull-?_?quote|has-large-font|pq\b")
_MARKS = tuple("\"“”„«»‘’'「『‟")
_ENDS = tuple(".!?…。！？")
_LONGEST = 40  # maximum number of words in a pull quote that has no class for it
_MOST_INSIDE = 5  # a box with only a quotation has at most this many elements
_LEAST_WORDS = 4  # minimum number of words in a pull quote that is removed
_MOST_QUOTES = 100  # maximum number of pull quotes that are compared; keeps the time linear


def drop_repeated_quotes(root: HtmlElement) -> None:
    """Remove pull quotes and short `aside` elements whose words occur in another paragraph of the page.

    A small box with a class of its own is a pull quote if it begins with a quotation mark, or if it is a sentence next to a
    paragraph.

    Those with an image or with fewer than _LEAST_WORDS words are kept.
    """
    quotes = [e for e in root.iter("blockquote", "aside", "figure", "div", "p", "span") if _is_quote(e)]
    if not quotes:
        return
    apart = {e for quote in quotes for e in quote.iter()}
    text = " ".join(_key(words_of(e)) for e in root.iter("p", "li") if e not in apart)
    for quote in quotes[:_MOST_QUOTES]:
        words = _quoted(quote)
        repeated = len(words.split()) >= _LEAST_WORDS and _key(words) in text
        if repeated and quote.getparent() is not None and next(quote.iter("img"), None) is None:
            quote.drop_tree()


def _is_quote(element: HtmlElement) -> bool:
    if element.tag == "aside":
        return len(words_of(element).split()) <= _LONGEST
    if any(_NAME.search(name) for name in classes(element)):
        return True
    if element.tag not in ("div", "blockquote") or not element.get("class"):
        return False
    if next(islice(element.iterdescendants(), _MOST_INSIDE, None), None) is not None:
        return False
    words = words_of(element)
    beside = (element.getprevious(), element.getnext())
    paragraphs = element.tag == "div" and any(e is not None and e.tag == "p" for e in beside)
    return (words[:1] in _MARKS or (paragraphs and words[-1:] in _ENDS)) and len(words.split()) <= _LONGEST


def _quoted(element: HtmlElement) -> str:
    """Return the words of a quotation without its source."""
    words = words_of(element)
    for source in element.iter("footer", "cite"):
        words = words.removesuffix(words_of(source)).strip()
    return words


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
