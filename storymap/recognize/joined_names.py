"""Find unknown names that consist of two names and a particle: "San Juan del Rosario", "Kirchberg bei Ravensbach".

If the gazetteer does not have such a name, it usually has places with the two shorter names. They are elsewhere, so
they are not mentions. The whole name is one mention, which the map does not show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention, MentionKind
from storymap.particles import JoinedName, joined_names
from storymap.ports import Entry, Gazetteer, Match
from storymap.recognize.spans import Spans
from storymap.recognize.support import STARTERS

# The first words of names that are rarely complete without the words after them.
_FIRST_WORDS = frozenset([
    "Castel", "Castell", "Castello", "Castelo", "Castillo", "Castro", "Colonia", "Pueblo", "Puebla", "Puerto", "Saint",
    "Sainte", "San", "Sankt", "Sant", "Santa", "Santo", "São", "St.", "Ste.", "Vila", "Vilanova", "Villa",
    "Villafranca", "Villanova", "Villanueva", "Villar", "Villarejo", "Villefranche", "Villeneuve",
])  # fmt: skip
_MOST = 400  # at most this many longer names are compared
# A name after a particle that means a place of one of these kinds, or a place with at least this prominence (100,000
# people), is the place that contains the town: "Santiago de Chile".
_CONTAINERS = frozenset({"country", "admin1", "sea", "historical", "dispute"})
_LARGE = 5.0
_WITHOUT_ARTICLE = frozenset({"de", "di"})  # the names of cities have no article: "San Juan del Rosario"
_QUALIFIED = lazy_pattern(r",[^\S\n][A-ZÀ-Þ]|[^\S\n]\(")


def join_names(text: str, names: Sequence[Mention], gazetteer: Gazetteer, *, is_german: bool) -> list[Mention]:
    """Return the mentions, with one mention for each unknown name that contains a particle and mentions.

    Later in the text, the first part alone is a short form: its `lemma` is the whole name. `is_german`: whether nouns
    have capitals. What follows the particle must then be the name of a place, because "am Montag" is no part of a name.
    """
    spans = Spans((m.start, m.end) for m in names if m.kind is MentionKind.NAME)
    whole_spans = {(m.start, m.end) for m in names}
    known: list[JoinedName] = []
    unknown: list[JoinedName] = []
    for joined in filter(None, map(_without_starter, joined_names(text))):
        if not spans.overlap(joined.start, joined.end):
            continue
        found = _known_part(joined, gazetteer) or joined
        if (found.start, found.end) in whole_spans or spans.hold(found.start, found.end):
            continue
        if found is not joined:
            known.append(found)
        elif _is_name_of_town(joined, _outside(names, joined), gazetteer, is_german=is_german):
            unknown.append(joined)
    return list(_with_wholes(text, names, known, unknown)) if known or unknown else list(names)


def _outside(names: Iterable[Mention], joined: JoinedName) -> set[str]:
    return {m.surface for m in names if m.end <= joined.start or m.start >= joined.end}


def _without_starter(joined: JoinedName) -> JoinedName | None:
    """Return the name without a word such as "In" that begins a sentence, or None if nothing is left before the particle."""
    first, _, rest = joined.head.partition(" ")
    if first not in STARTERS:
        return joined
    cut = len(first) + 1
    return joined._replace(start=joined.start + cut, head=rest, whole=joined.whole[cut:]) if rest else None


def _known_part(joined: JoinedName, gazetteer: Gazetteer) -> JoinedName | None:
    """Return the longest known name that begins at the start and contains the particle, or None if there is none."""
    least = len(joined.head) + len(joined.particle) + 2
    ends = [i for i, c in enumerate(joined.whole) if c == " " and i > least]
    for end in (len(joined.whole), *reversed(ends)):
        name = joined.whole[:end]
        if gazetteer.best(name) is not None and gazetteer.find(name)[0].match <= Match.OFFICIAL:
            return joined._replace(whole=name)
    return None


def _is_name_of_town(joined: JoinedName, outside: set[str], gazetteer: Gazetteer, *, is_german: bool) -> bool:
    """Return whether an unknown name is probably the name of a town, not two places or a person.

    The first part must begin names of other towns with such a particle, or be typical of such names. `outside`: the
    names that are elsewhere in the text. If it has both parts, they are two places.
    """
    tail = [e for e in gazetteer.find(joined.tail)[:1] if e.match <= Match.OFFICIAL]
    if (is_german and not tail) or (tail and (_contains(tail[0], joined) or {joined.head, joined.tail} <= outside)):
        return False
    if joined.tail.isupper():
        return False  # a party or another organisation
    head = gazetteer.best(joined.head)
    if joined.head.replace("-", " ").split(" ")[0] in _FIRST_WORDS and (head is None or head[1] < _LARGE):
        return True
    return any(_is_town(e) for e in gazetteer.longer(f"{joined.head} {joined.particle}".rstrip("’'"), _MOST))


def _contains(tail: Entry, joined: JoinedName) -> bool:
    """Return whether the second part is the place that contains the first: "Santiago de Chile", "San Isidro de Lima"."""
    if joined.is_beside:
        return False
    return tail.kind in _CONTAINERS or (tail.prominence >= _LARGE and joined.particle in _WITHOUT_ARTICLE)


def _is_town(entry: Entry) -> bool:
    return entry.kind in ("city", "admin2") and entry.match <= Match.OFFICIAL


def _with_wholes(
    text: str, names: Iterable[Mention], known: Sequence[JoinedName], unknown: Sequence[JoinedName]
) -> Iterator[Mention]:
    """Yield the mentions, with whole names instead of their parts.

    The first part of an unknown name is its short form later in the text. This mention gets the whole name as its lemma.
    """
    wholes = [*known, *unknown]
    spans = Spans((w.start, w.end) for w in wholes)
    inside: dict[int, float] = {}
    short: dict[str, JoinedName] = {}
    for whole in unknown:
        short.setdefault(whole.head, whole)
    for name in names:
        if spans.overlap(name.start, name.end):
            start = next(w.start for w in wholes if w.start < name.end and name.start < w.end)
            inside[start] = max(inside.get(start, 0.0), name.confidence)
            continue
        long = short.get(name.surface)
        is_short = long is not None and long.end <= name.start and not _QUALIFIED.match(text, name.end)
        yield replace(name, lemma=long.whole) if long is not None and is_short else name
    for whole in wholes:
        yield Mention(whole.whole, whole.start, whole.end, confidence=inside[whole.start])
