"""Find signs in the words around a name that it may not mean its usual place: "the Ilala", "another Thames"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from storymap.kinds import HEADS
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Doubt, Mention, MentionKind
from storymap.recognize.geography import geographic_words
from storymap.recognize.organisations import is_public_body
from storymap.recognize.positions import is_based
from storymap.recognize.word_lists import any_of, word_lists

_LOOK_BACK = 30  # characters
_ARTICLE = lazy_pattern(r"\b(?:[Tt]he|[Aa]n?)\s+$")
# "who called China a pillar of the order"
_CALLED_A = lazy_pattern(r"[^\S\n](?:an?|the|his|her|its|their)\b")
# Matches what may follow a name if no noun follows.
_NO_NOUN = lazy_pattern(
    r"[,.;:!?)”\"—]|$|\n|[^\S\n](?:above|after|again|and|are|as|at|before|below|but|by|came|could|did|during|for|from|had|has|if|in|into|is|on|or|ran|sailed|that|they|to|took|turned|under|until|was|went|were|when|where|which|while|who|will|with|would|[a-z]{2,}ed)\b"
)
# Names of countries and units that are used with an article
_WITH_ARTICLE = lazy_pattern(
    r".*s|(?:U\.?S|U\.?K)\.?(?:A\.?)?|UAE|DRC|United\s.*|.*Republic.*|.*(?:Kingdom|Territory)"
    r"|.*\s(?:Coast|County|District|Island|Parish|Province|Region|Valley)"
    r"|Bronx|Congo|Crimea|Gambia|Hague|Holy\sSee|Sudan|Transvaal|Ukraine"
)
_SITE = lazy_pattern(r"\s(?:Center|Centre|Courthouse|Hospital)$")  # a noun that the article belongs to
# After these words, a noun may follow the name: "another Gainesville business" is in the usual Gainesville.
_OTHER = lazy_pattern(r"\b(?:[Oo]ther|[Aa]nother|[Ee]very|[Ss]econd|[Ww]hich)\s+$")
_NAMED = lazy_pattern(r"\b(?:named|called|(?:her|him|them|your)sel(?:f|ves)|name\s(?:of|was|is)|by\sname)\s+$")
# "the port called Odessa", "a town now called Gdańsk"
_KIND_NAMED = lazy_pattern(rf"(?i)\b(?:{any_of(HEADS)})s?(?:\s+(?:formerly|now|once|then))?\s+(?:named|called)\s+$")
_AT = lazy_pattern(r"\b[Aa]t\s+$")
_OF = lazy_pattern(r"[A-ZÀ-Þ]\w+\s+of\s+(?:the\s+)?$")
_QUOTED = lazy_pattern(r"[“\"‘(]$")
_CAPITAL_AFTER = lazy_pattern(r"[^\S\n](?=[A-ZÀ-Þ][a-zà-ÿ])")
# Capitalised words after the name of a place that are not part of a longer name: "Iowa Governor", "Ohio Democrats"
_OFFICES = (
    "Ambassador", "Chancellor", "City", "Commissioners", "Coroner", "County", "Democrat", "Democrats", "District", "Gov", "Governor",
    "Highway", "Minister", "President", "Prime Minister", "Public", "Rep", "Republican", "Republicans", "Reps", "Secretary", "Sen", "Senators",
    "Sens", "State", "Superior", "Treasurer",
)  # fmt: skip
_OFFICE = lazy_pattern(rf"[^\S\n](?:{any_of([*_OFFICES, *word_lists('people.toml')['titles']])})\b")


def add_doubts(text: str, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Yield all mentions of an English text in the same order; names get the doubts that the words around them show."""
    for mention in mentions:
        if mention.kind not in (MentionKind.NAME, MentionKind.METONYM):
            yield mention
            continue
        found = frozenset(_doubts(text, mention))
        yield replace(mention, context=replace(mention.context, doubts=found)) if found else mention


def _doubts(text: str, mention: Mention) -> Iterator[Doubt]:
    before = text[max(0, mention.start - _LOOK_BACK) : mention.start]
    if _ARTICLE.search(before) and not _WITH_ARTICLE.fullmatch(mention.surface) and not _is_geographic(text, mention):
        yield Doubt.ARTICLE
        if _NO_NOUN.match(text, mention.end) and not _SITE.search(mention.surface):
            yield Doubt.BARE
    other = _OTHER.search(before) and _NO_NOUN.match(text, mention.end)
    named = _NAMED.search(before) and not (_KIND_NAMED.search(before) or _CALLED_A.match(text, mention.end))
    if other or named:
        yield Doubt.OTHER
    for doubt, pattern in ((Doubt.AT, _AT), (Doubt.OF, _OF), (Doubt.QUOTED, _QUOTED)):
        if pattern.search(before):
            yield doubt
    if _CAPITAL_AFTER.match(text, mention.end) and not (
        is_public_body(text, mention.end) or _OFFICE.match(text, mention.end)
    ):
        yield Doubt.LONGER


def _is_geographic(text: str, mention: Mention) -> bool:
    """Return whether the words show that a name after an article is a place: "the Berlin-based", "along the Tua"."""
    return is_based(text, mention.end) or bool(geographic_words(text, mention.start, mention.end)[1])
