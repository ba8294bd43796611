"""The second stage: find where an article names or describes places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from storymap.language import is_language
from storymap.model import Article, Mention, Passage, PassageKind, Rejected, Suggestion
from storymap.ports import Gazetteer
from storymap.recognize.cues import add_cues
from storymap.recognize.demonyms import find_demonyms, full_names
from storymap.recognize.descriptions import find_descriptions, find_points
from storymap.recognize.doubts import add_doubts
from storymap.recognize.elliptic_names import find_elliptic
from storymap.recognize.english import find_names
from storymap.recognize.joined_names import join_names
from storymap.recognize.languages import find_capitalized, find_caseless, find_unspaced, language_data, read_rivers
from storymap.recognize.languages.scoring import SUGGESTION_CONFIDENCE
from storymap.recognize.lower_case import original, restore_capitals
from storymap.recognize.nesting import nest
from storymap.recognize.rejections import is_bearer_elsewhere, is_doubtful
from storymap.recognize.scanned import repair
from storymap.recognize.spans import Spans
from storymap.recognize.spoken import unsaid_parts
from storymap.recognize.state_codes import read_state_codes
from storymap.recognize.suggestions import Weak, find_suggestions, weak_suggestions
from storymap.recognize.tagger import Tagger

# Minimum confidence of a suggestion that no places nearby support, in languages that capitalise all nouns.
NOUN_CONFIDENCE = 0.3


@dataclass(frozen=True, slots=True)
class Recognition:
    """Mentions, rejected names and suggestions, each in text order.

    Mentions may be nested, but never overlap partially. `weak` contains rejected names. A weak name becomes a
    suggestion or a mention if the article names places near it.
    """

    mentions: tuple[Mention, ...]
    rejected: tuple[Rejected, ...]
    suggestions: tuple[Suggestion, ...] = ()
    weak: tuple[Suggestion, ...] = ()


def recognize(article: Article, gazetteer: Gazetteer, tagger: Tagger) -> Recognition:
    """Return all mentions, rejected names and suggestions of an article.

    Boilerplate, the byline, code, and the parts of subtitles that are not spoken are left out.

    In English the tagger finds names; descriptions ("the disputed islands") are found too. A description that is a whole
    heading ("The island") is left out: it refers to the text below, which is not known yet. In other languages with
    capital letters, names are found with rules and word lists for the language. In articles in any language, text in
    scripts without capital letters is searched for names in the gazetteer.
    """
    text = article.text
    boilerplate = [p for p in article.passages if p.kind is PassageKind.BOILERPLATE]
    authors = [(p.start, p.end) for p in article.passages if p.kind is PassageKind.BYLINE]
    code = [(p.start, p.end) for p in article.passages if p.kind is PassageKind.PREFORMATTED and p.level]
    text = _without(text, boilerplate, [*code, *unsaid_parts(article)])
    english = is_language(article.language, "en")
    written = text
    tagging = None
    doubtful: list[Mention] = []
    if english:
        text = restore_capitals(repair(text, tagger.words, gazetteer), tagger.words, gazetteer)
        tagging = tagger.read(text)
        names, rejected = find_names(text, tagging, gazetteer)
    else:
        names, rejected = find_capitalized(text, language_data(article.language), gazetteer, doubtful)
    more_names = [
        *find_unspaced(text, article.language, gazetteer, doubtful),
        *find_caseless(text, article.language, gazetteer, doubtful),
        *(find_elliptic(text, gazetteer) if english else ()),
    ]
    names += [m for m in more_names if not any(n.start < m.end and m.start < n.end for n in names)]
    names = [m for m in names if not any(start <= m.start < end for start, end in authors)]
    names = join_names(text, names, gazetteer, is_german=language_data(article.language).capitalizes_nouns)
    rejected = _apart(rejected, ((n.start, n.end) for n in names))
    more: list[Mention] = []
    titles: set[tuple[int, int]] = set()
    if tagging is not None:
        described = list(find_descriptions(text, gazetteer))
        titles = _descriptions_as_headings(article, described)
        names = [m for m in names if (m.start, m.end) not in titles]
        described = [m for m in described if (m.start, m.end) not in titles]
        more = [*find_demonyms(text, names, full_names(text, tagging), gazetteer), *described]
    found = add_cues(text, nest([*names, *more]), gazetteer)
    cued = read_rivers(text, add_doubts(text, found) if english else found, article.language, gazetteer)
    mentions, codes = read_state_codes(text, cued, article.language, gazetteer)
    points = find_points(text, mentions) if english else []
    sure = [r for r in rejected if not is_doubtful(text, r)]
    bearers = {r.surface: r.reason.params["whole"] for r in rejected if is_bearer_elsewhere(text, r)}
    weak: list[Weak] = []
    least = NOUN_CONFIDENCE if language_data(article.language).capitalizes_nouns else SUGGESTION_CONFIDENCE
    refused: list[Rejected] = []
    suggestions = find_suggestions(
        text, tagging, mentions, sure, gazetteer, doubtful, [*authors, *codes, *titles], weak, least, refused, bearers
    )
    suggested = Spans((m.start, m.end) for s in suggestions for m in s.mentions)
    rejected = _apart(rejected, suggested)
    others = Spans([*suggested, *((r.start, r.end) for r in sure)])
    weak = [w for w in weak if not others.overlap(w.mention.start, w.mention.end)]
    rejected += _apart([*refused, *(w.rejection for w in weak)], [(r.start, r.end) for r in rejected])
    supported = weak_suggestions(text, weak, mentions, gazetteer)
    mentions = nest([*mentions, *points])
    if text is not written:
        mentions = original(mentions, written)
        rejected = [replace(r, surface=written[r.start : r.end]) for r in rejected]
        suggestions, supported = (
            tuple(replace(s, mentions=tuple(original(s.mentions, written))) for s in names)
            for names in (suggestions, supported)
        )
    return Recognition(tuple(mentions), tuple(sorted(rejected, key=lambda r: r.start)), suggestions, supported)


def _apart(rejected: Iterable[Rejected], spans: Iterable[tuple[int, int]]) -> list[Rejected]:
    """Return the rejected names that overlap none of the spans."""
    taken = Spans(spans)
    return [r for r in rejected if not taken.overlap(r.start, r.end)]


def _descriptions_as_headings(article: Article, described: Sequence[Mention]) -> set[tuple[int, int]]:
    """Return the start and end of the descriptions that are a whole heading below the title."""
    headings = [p for p in article.passages[1:] if p.kind is PassageKind.HEADING]
    whole = {(p.start, p.start + len(article.text[p.start : p.end].rstrip())) for p in headings}
    return {(m.start, m.end) for m in described} & whole


def _without(text: str, boilerplate: Sequence[Passage], others: Sequence[tuple[int, int]]) -> str:
    """Return the text without the boilerplate at its end.

    Other boilerplate and the parts `others` are replaced by spaces.
    """
    end = len(text)
    for passage in reversed(boilerplate):
        if passage.end != end:
            break
        end = passage.start
    pieces, at = [], 0
    for start, after in sorted([*((p.start, p.end) for p in boilerplate), *others]):
        pieces += [text[at:start], " " * (after - max(at, start))]
        at = max(at, after)
    return "".join([*pieces, text[at:]])[:end]
