"""Explain why an override matches nothing in the article, and suggest the most similar name, quote or passage."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from storymap.anchors import Quote, locate, locate_unchanged
from storymap.decisions import plain
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article, Mention, Passage
from storymap.nearest import did_you_mean, nearest
from storymap.overrides.occurrences import Span, occurrences
from storymap.overrides.values import Override
from storymap.text_mistakes import curly_quotes

QUOTE_CUTOFF = 0.5  # minimum similarity (difflib's ratio) of a quote that is suggested
_MAX_PHRASE = 4  # maximum number of words in a capitalized phrase
_MIN_PART = 4  # Minimum number of characters of a mention that is suggested because the searched name contains it.
_WORD = lazy_pattern(r"\w[\w'’-]*")


class Unmatched:
    """Explains why overrides match nothing in an article. `surfaces` are the texts of the article's mentions."""

    def __init__(self, article: Article, surfaces: Iterable[str]) -> None:
        self.article = article
        self.surfaces = list(dict.fromkeys(map(plain, surfaces)))

    def explain(self, override: Override) -> str:
        """Return a sentence that says why the override selects no occurrence."""
        surface, selector = plain(override.surface), override.selector
        spans = occurrences(self.article.text, override.surface)
        if not spans:
            return self.surface(surface)
        inside = [s for s in spans if not selector.passage or self._passage(s).id == selector.passage]
        if not inside:
            places = ", ".join(dict.fromkeys(self._passage(s).id for s in spans))
            return f"“{surface}” does not occur in passage {selector.passage}. It occurs in {places}."
        if selector.quote and not self._is_quoted(surface, selector.quote, inside):
            return self.quote(surface, selector.quote, inside)
        times = "once" if len(inside) == 1 else f"{len(inside)} times"
        scope = f"passage {selector.passage}" if selector.passage else "the article"
        return f"“{surface}” occurs {times} in {scope}, so `nth: {selector.nth}` matches nothing."

    def surface(self, surface: str) -> str:
        """Return the sentence for a name that does not occur in the article."""
        return f"“{surface}” does not occur in the article.{did_you_mean(self.nearest_name(surface))}{curly_quotes(surface)}"

    def quote(self, surface: str, quote: str, spans: Sequence[Span]) -> str:
        """Return the sentence for a quote that is not found at any occurrence of a surface."""
        return f"The quote “{quote}” does not occur in the article.{did_you_mean(self._nearest_quote(surface, quote, spans))}"

    def moved(self, override: Override, span: Span) -> str:
        """Return the sentence for a quote that is not found. The name in the quote occurs only once, in `span`."""
        quote = override.selector.quote
        before, _, after = quote.partition(plain(override.surface))
        return (
            f"The quote “{quote}” does not occur in the article. The article has “{plain(override.surface)}” only once, so the "
            f"entry is applied there, in {self._passage(span).id}; "
            f"change the quote to “{self._around(span, len(before), len(after))}”.{curly_quotes(quote)}"
        )

    def edited(self, override: Override, span: Span) -> str:
        """Return the message about a quote that occurs in the article only with a similar wording.

        `span` is the occurrence that the quote selects.
        """
        quote = override.selector.quote
        before, _, after = quote.partition(plain(override.surface))
        return (
            f"The quote “{quote}” does not occur in the article as it is written. The entry is applied in "
            f"{self._passage(span).id}, to “{self._around(span, len(before), len(after))}”; if that is right, correct the quote.{curly_quotes(quote)}"
        )

    def overlap(self, override: Override, crossed: Mention) -> str:
        """Return the sentence for a name that partly overlaps a mention, so that neither contains the other."""
        surface, other = plain(override.surface), plain(crossed.surface)
        passage = self._passage((crossed.start, crossed.end)).id
        return (
            f"“{surface}” overlaps “{other}” in {passage}. Use a key that contains all of “{other}” or none of it, "
            f"or add an entry `{other}: {{ignore: true}}`."
        )

    def inside(self, override: Override, longer: Mention) -> str:
        """Return the sentence for a name that occurs only inside longer names."""
        surface, other = plain(override.surface), plain(longer.surface)
        passage = self._passage((longer.start, longer.end)).id
        return (
            f"“{surface}” occurs only inside longer names, such as “{other}” in {passage}. Use the key `{other}`, or select the "
            "mention with `quote` or `nth`."
        )

    def nearest_name(self, name: str) -> str:
        """Return the mention or capitalized phrase of the article with the spelling most similar to a name, or "".

        If the name is in lower case, all phrases with its number of words are compared too. If no spelling is similar,
        return a mention that is a part of the name: "New York" for "New York City".
        """
        known = [*self.surfaces, *self._phrases]
        if name[:1].islower():
            known += self._windows(len(name.split()))
        if near := nearest(name, known):
            return near
        parts = [s for s in self.surfaces if len(s) >= _MIN_PART and f" {s.casefold()} " in f" {name.casefold()} "]
        return max(parts, key=len, default="")

    @cached_property
    def _phrases(self) -> list[str]:
        """Return the capitalized words of the article, and the phrases that consecutive capitalized words form."""
        text, phrases = self.article.text, dict[str, None]()
        run: list[str] = []
        end = 0
        for word in _WORD.finditer(text):
            if text[end : word.start()].strip():
                run = []
            run = [*run, word[0]][-_MAX_PHRASE:] if word[0][0].isupper() else []
            phrases.update((" ".join(run[i:]), None) for i in range(len(run)))
            end = word.end()
        return list(phrases)

    def _windows(self, words: int) -> list[str]:
        """Return all phrases in the article that have this number of words."""
        found = [word[0] for word in _WORD.finditer(self.article.text)]
        return [" ".join(found[i : i + words]) for i in range(len(found) - words + 1)]

    def _is_quoted(self, surface: str, quote: str, spans: Sequence[Span]) -> bool:
        return find_quoted(self.article.text, surface, quote) in spans

    def _nearest_quote(self, surface: str, quote: str, spans: Sequence[Span]) -> str:
        """Compare the texts around the spans with a quote. Return the most similar text, or "" if none is similar."""
        before, _, after = quote.partition(surface)
        around = [self._around(span, len(before), len(after)) for span in spans]
        ratios = {text: difflib.SequenceMatcher(None, quote, text, autojunk=False).ratio() for text in around}
        best = max(ratios, key=lambda text: ratios[text])
        return best if ratios[best] >= QUOTE_CUTOFF else ""

    def _around(self, span: Span, before: int, after: int) -> str:
        """Return the text of a span with about `before` and `after` characters around it.

        The text consists of whole words of the passage.
        """
        passage, text = self._passage(span), self.article.text
        start, end = max(passage.start, span[0] - before), min(passage.end, span[1] + after)
        while passage.start < start < span[0] and not text[start - 1].isspace():
            start -= 1
        while span[1] < end < passage.end and not text[end].isspace():
            end += 1
        return plain(text[start:end])

    def _passage(self, span: Span) -> Passage:
        return next(p for p in reversed(self.article.passages) if p.start <= span[0])


def find_quoted(text: str, surface: str, quote: str) -> Span | None:
    """Find a quote in the text, and return the span of a surface within it, or None.

    The text of the quote may have been edited.
    """
    before, found, after = quote.partition(surface)
    wanted = Quote(surface, before, after)
    if found and (unchanged := locate_unchanged(text, wanted)):
        return unchanged
    return locate(text, wanted) if locate(text, Quote(quote)) else None


def missing_passage(name: str, article: Article) -> str:
    """Return the sentence for a passage that does not exist. If `name` is "P4" or "4", the sentence suggests `p4`."""
    known = [p.id for p in article.passages]
    number = re.sub(r"\D", "", name).lstrip("0")
    meant = [p for p in known if p == f"p{number}"]
    near = meant[0] if meant else "" if re.fullmatch(r"p\d+", name) else nearest(name, known)
    hint = did_you_mean(near, "``")
    return f"the article has no passage `{name}`. Its passages are {known[0]} to {known[-1]}.{hint}"
