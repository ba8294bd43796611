"""Extend names in English text to longer known names, join parts of a name, and choose between overlapping names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention
from storymap.ports import Gazetteer, Match
from storymap.recognize.spans import LEAD, Spans

# A longer name replaces a shorter one if its place has at least this prominence (30,000 people).
MIN_EXTENDED = 4.5
_WORDS_BEFORE = lazy_pattern(r"[A-ZÀ-Þ][\w’'-]*[^\S\n](?=(?:[A-ZÀ-Þ][\w’'-]*[^\S\n])*\Z)")
_WORDS_AFTER = lazy_pattern(r"[^\S\n][A-ZÀ-Þ][\w’'-]*")
_AND = lazy_pattern(r"[^\S\n]and[^\S\n]")
# Matches the words that a formal name adds to the name of a town. The mention is only the name of the town.
_ADDED = lazy_pattern(r"(?i)^the |^(?:city|town|state|territory|republic) of |[^\S\n]city$|[’']s$")


def extended(text: str, name: Mention, taken_spans: Spans, gazetteer: Gazetteer) -> Mention:
    """Return the name extended by capitalized words next to it if the longer name is a known place.

    Example: "Novi Sad" for "Novi". Otherwise return the name unchanged.
    """
    before = [m.start() for m in _WORDS_BEFORE.finditer(text[max(0, name.start - 40) : name.start])][-2:]
    starts = [name.start - len(text[max(0, name.start - 40) : name.start]) + b for b in before] + [name.start]
    ends = [name.end]
    while len(ends) < 3 and (match := _WORDS_AFTER.match(text, ends[-1])):
        ends.append(match.end())
    best = name
    for start in starts:
        for end in ends:
            if end - start <= best.end - best.start or LEAD.match(text, start, end) or taken_spans.overlap(start, end):
                continue
            found = gazetteer.find(text[start:end])[:1]
            if (
                found
                and found[0].match <= Match.OFFICIAL
                and found[0].prominence >= MIN_EXTENDED
                and found[0].kind != "admin2"
            ):
                best = Mention(text[start:end], start, end, confidence=name.confidence)
    return best


def joined(text: str, names: Sequence[Mention], gazetteer: Gazetteer) -> Iterable[Mention]:
    """Yield the names. Two names around "and" are joined if they are one country or admin-1 unit: Wallis and Futuna."""
    waiting = list(reversed(names))
    while waiting:
        name = waiting.pop()
        other = waiting[-1] if waiting else None
        if other is not None and _AND.fullmatch(text, name.end, other.start):
            whole = text[name.start : other.end]
            if any(e.kind in ("country", "admin1") and e.match <= Match.OFFICIAL for e in gazetteer.find(whole)[:1]):
                confidence = max(name.confidence, other.confidence)
                waiting[-1] = Mention(whole, name.start, other.end, confidence=confidence)
                continue
        yield name


def _is_longer_name(longer: Mention, name: Mention, gazetteer: Gazetteer) -> bool:
    """Return whether `longer` is a known name that contains `name`.

    Return False if `longer` only adds a word or ending to the same name: "City of Boston", "Boston City", "Cuba’s".
    """
    if name.end > longer.end or len(name.surface) == len(longer.surface) or _ADDED.search(longer.surface):
        return False
    return any(e.match <= Match.OFFICIAL for e in gazetteer.find(longer.surface)[:1])


def without_overlaps(names: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Return the names in text order without overlaps. Of two overlapping names, keep the likelier one.

    A part of a longer known name is left out even if its confidence is higher, such as "Spain" in "Port of Spain".
    """
    kept: list[Mention] = []
    for name in sorted(names, key=lambda m: (m.start, -(m.end - m.start))):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
        elif name.confidence > kept[-1].confidence and not _is_longer_name(kept[-1], name, gazetteer):
            kept[-1] = name
    return kept
