"""Find suggestions for the author: names that may be places but are neither mentions nor rejected.

In English text, these are capitalised names of the gazetteer, and unknown names that the tagger considers possible
places. In other languages, they are names whose confidence is slightly too low for a mention. The score of a name is
the logistic function of a weighted sum of features, such as its position in the sentence (see `positions`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention, MentionKind, Reason, Rejected, Suggestion
from storymap.ports import Gazetteer
from storymap.recognize.cues import add_cues
from storymap.recognize.languages.data import language_data
from storymap.recognize.positions import suggested_known
from storymap.recognize.possible_names import PossibleName, english_names
from storymap.recognize.rejections import context_rejection
from storymap.recognize.spans import Spans
from storymap.recognize.tagger import Tagging
from storymap.recognize.word_lists import word_lists

MIN_SCORE = 0.25  # minimum score of a suggested name in the position of a place
MIN_ELSEWHERE = 0.3  # minimum score of a name in any other position
MIN_WELL_KNOWN = 0.1  # minimum score of the name of a well-known place
MIN_WEAK_SCORE = 0.05  # minimum score of a rejected name that is suggested if places nearby support it
# Value of the feature "prominence" for a city of 300,000 people. Such a city is well known.
_WELL_KNOWN = 0.5
# If one of these is the reason for a suggestion, the name is in no particular position.
_NO_POSITION = frozenset({"suggested-known", "suggested-unknown"})


_SHORT_FORMS = frozenset(word_lists("things.toml")["short_forms"])
_ROAD = lazy_pattern(r"(?:Interstate|Route|Highway|State (?:Route|Highway|Road)|County Road)\b.*\d")


class Weak(NamedTuple):
    """A known name that is only suggested if the article names places near it.

    `reason` is the reason for the suggestion. `rejection` is how the name is listed if there are no such places.
    """

    mention: Mention
    reason: Reason
    rejection: Rejected


def find_suggestions(
    text: str,
    tagging: Tagging | None,
    mentions: Sequence[Mention],
    rejected: Sequence[Rejected],
    gazetteer: Gazetteer,
    doubtful: Sequence[Mention] = (),
    skipped: Sequence[tuple[int, int]] = (),
    weak: list[Weak] | None = None,
    least: float = 0.0,
    refused: list[Rejected] | None = None,
    bearers: Mapping[str, str] | None = None,
) -> tuple[Suggestion, ...]:
    """Return the suggestions for a text, in order of their first occurrence. Their places are not resolved yet.

    Known names with a lower score that only the gazetteer supports are added to `weak` instead.

    `tagging`: the tagger's result for English text; None for other languages. `doubtful`: names in other languages
    whose confidence is too low for a mention. `skipped`: spans without suggestions, such as the byline. `least`: the
    confidence below which the `doubtful` names are only added to `weak`. `refused` is a list to which names are added
    that are never suggested: words of English, and names that the words next to them make part of another name.
    `bearers`: name -> full name of a person in the text who has the name.
    """
    mentions = [m for m in mentions if m.kind not in (MentionKind.DESCRIPTION, MentionKind.DEMONYM)]
    taken = Spans([*((m.start, m.end) for m in mentions), *((r.start, r.end) for r in rejected), *skipped])
    found: list[tuple[Mention, Reason]] = []
    if tagging is not None:
        english = language_data("en")
        names = english_names(
            text, tagging, mentions, taken, gazetteer, english, namesakes=True, rejected=refused, bearers=bearers
        )
        for name in names:
            if refusal := context_rejection(text, name.mention(text), gazetteer):
                if refused is not None:
                    refused.append(Rejected(text[name.start : name.end], name.start, name.end, refusal))
                continue
            if (why := _weakness(text, name, gazetteer)) is None:
                found.append((name.mention(text), name.reason))
            elif weak is not None and name.reason.code != "suggested-unknown":
                surface = text[name.start : name.end]
                reason = (
                    Reason("inside-person", {"whole": name.bearer}) if name.bearer else Reason("negative", {"why": why})
                )
                rejection = Rejected(surface, name.start, name.end, reason)
                weak.append(Weak(name.mention(text), name.reason, rejection))
    free = _without_overlaps(m for m in doubtful if not taken.overlap(m.start, m.end))
    for mention in free:
        if mention.confidence >= least:
            found.append((mention, suggested_known(mention.surface)))
        elif weak is not None:
            rejection = Rejected(mention.surface, mention.start, mention.end, Reason("unsupported"))
            weak.append(Weak(mention, suggested_known(mention.surface), rejection))
    return _grouped(_with_cues(text, found, mentions, gazetteer))


def weak_suggestions(
    text: str, weak: Sequence[Weak], mentions: Sequence[Mention], gazetteer: Gazetteer
) -> tuple[Suggestion, ...]:
    """Return weak names as suggestions. The caller must check that the article names places near them."""
    found = [(name.mention, name.reason) for name in weak if name.mention.confidence >= MIN_WEAK_SCORE]
    return _grouped(_with_cues(text, found, mentions, gazetteer))


def _weakness(text: str, name: PossibleName, gazetteer: Gazetteer) -> str | None:
    """Return why a name is too unlikely to be suggested, or None if it can be suggested."""
    if name.bearer:
        return "a person in the text"
    if (why := gazetteer.negative(text[name.start : name.end])) and not name.in_position:
        return why
    surface = text[name.start : name.end]
    if surface in _SHORT_FORMS or _ROAD.match(surface):
        return "a short form of a longer name, or a road"
    least = MIN_ELSEWHERE if name.reason.code in _NO_POSITION else MIN_SCORE
    if name.features["prominence"] >= _WELL_KNOWN:
        least = MIN_WELL_KNOWN
    return None if name.score >= least else "no adjacent words show that it is a place"


def _without_overlaps(mentions: Iterable[Mention]) -> list[Mention]:
    """Return the mentions in text order. Of several overlapping ones, keep only the one with the highest confidence."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.confidence)):
        if kept and mention.start < kept[-1].end:
            kept[-1] = max(kept[-1], mention, key=lambda m: m.confidence)
        else:
            kept.append(mention)
    return kept


def _with_cues(
    text: str, found: Sequence[tuple[Mention, Reason]], mentions: Sequence[Mention], gazetteer: Gazetteer
) -> list[tuple[Mention, Reason]]:
    """Return the names with their context, such as the larger unit that follows (see `add_cues`)."""
    starts = [m.start for m in mentions]
    following = {i for m, _ in found if (i := bisect_left(starts, m.end)) < len(starts)}
    own = {(m.start, m.end): reason for m, reason in found}
    together = sorted([*(m for m, _ in found), *(mentions[i] for i in following)], key=lambda m: m.start)
    cued = add_cues(text, together, gazetteer)
    return [(m, own[m.start, m.end]) for m in cued if (m.start, m.end) in own]


def _grouped(found: Iterable[tuple[Mention, Reason]]) -> tuple[Suggestion, ...]:
    """Return one suggestion for each name, with the reason and score of the occurrence with the highest confidence."""
    groups: dict[str, list[tuple[Mention, Reason]]] = {}
    for mention, reason in found:
        groups.setdefault(" ".join(mention.surface.split()), []).append((mention, reason))
    suggestions = []
    for group in groups.values():
        group.sort(key=lambda pair: pair[0].start)
        best, reason = max(group, key=lambda pair: pair[0].confidence)
        suggestions.append(Suggestion(tuple(mention for mention, _ in group), reason, best.confidence))
    return tuple(sorted(suggestions, key=lambda s: s.start))
