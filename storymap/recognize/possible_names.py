"""Find capitalised names in English text that may be places, with the features used to compute their score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import log
from typing import NamedTuple

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Mention, Reason, Rejected
from storymap.ports import Gazetteer
from storymap.recognize.geography import geographic_words
from storymap.recognize.languages.data import Language
from storymap.recognize.name_scores import name_score
from storymap.recognize.people import PERSON_VERB
from storymap.recognize.positions import SURE_POSITIONS, Positions
from storymap.recognize.spans import Spans
from storymap.recognize.support import STARTERS
from storymap.recognize.tagger import Span, Tagging
from storymap.recognize.word_lists import any_of, word_lists

_MAX_WORDS = 5  # maximum number of words in a name
# Minimum probability of a span that is the name of a person or organisation. Inside such a span, nothing is suggested.
_OTHER = 0.5
# The tagger's probability is limited to this range, so that it never decides alone.
_LEAST_TAG, _MOST_TAG = 0.02, 0.9
_SHORT = 4  # maximum number of characters in initials ("GOP") and in other short names
_UNKNOWN_TAG = 0.15  # minimum probability (from the tagger) that a name without an entry in the gazetteer is a place

# If `negative.yaml` gives one of these reasons for a name, the name can also be a place. Such a name is suggested if
# the words around the name show that it is a place.
NAMESAKES = frozenset({"as often an English word as the town", "a first name", "a surname"})

# A name with this reason, or with any reason that is neither in NAMESAKES nor in _NEVER, is suggested only in the position
# of a place, as in "Split and Most".
WORD_OF_ENGLISH = "an English word"
# Names with these reasons are never suggested. They are often in the position of a place: "in March", "from NATO".
_NEVER = frozenset(
    {
        "a day or a month",
        "a movement, an institution or an abbreviation",
        "a title, a rank or an office",
        "a word, unless it is the abbreviation of a country",
        "a word, unless it is the abbreviation of a state",
        "too common a part of names to be one",
    }
)

_LETTER = r"[^\W\d_]"
_WORD = lazy_pattern(
    rf"(?<![\w’'])(?:(?:St|Ste|Mt|Ft|Pt)\.(?=[^\S\n])|(?:[A-Z]\.){{2,}}|[A-Z]&[A-Z]\b|[A-ZÀ-ÖØ-ÞĀ-Ž]{_LETTER}*(?:[’'](?![sS]\b){_LETTER}+)*)"
)
_GAP = lazy_pattern(
    r"(?:[’']s)?(?:[^\S\n]|-)(?:(?:of|the|de|del|della|di|da|do|dos|das|la|le|les|du|des|am|an|der|den|von|on|upon|in|under|à|au|aux"
    r"|sur|sous|al|el|and|y)(?:[^\S\n]|-)){0,2}"
)
_TITLES = any_of(
    word
    for key in ("titles", "abbreviated_titles", "titles_in_names_of_places")
    for word in word_lists("people.toml")[key]
)
_TITLE_BEFORE = lazy_pattern(rf"\b(?:{_TITLES})\.?[^\S\n]$")
_LEAD = lazy_pattern(r"(?:The|An?)[^\S\n]")
_STREETS = "Street|Avenue|Road|Drive|Lane|Boulevard|Circle|Court|Way|Terrace|Parkway|Highway|Place|Square"
_STREET = lazy_pattern(rf"(?:{_STREETS})$")
_STREET_AFTER = lazy_pattern(rf"[^\S\n](?:[A-ZÀ-Þ][\w’']*[^\S\n])?(?:(?:{_STREETS})\b|(?:St|Ave|Rd|Dr|Blvd|Ln|Hwy)\b)")
_START = lazy_pattern(r"(?:^|\n|[.!?:;…]|[.!?]?[”\"’)\]])[^\S\n]*[“\"‘'(\[•*–—-]*[^\S\n]*$")
_DETERMINER = lazy_pattern(r"(?i)\b(?:the|an?|this|that|our|his|her|its|their|my|your)[^\S\n]$")
_LOWER = lazy_pattern(r"(?<![\w’'])[a-zà-öø-ÿ][a-zà-öø-ÿ]+")
_CAPITAL_BEFORE = lazy_pattern(r"[A-ZÀ-Þ][\w’'.-]*[^\S\n]$")
_CAPITAL_AFTER = lazy_pattern(r"[^\S\n][A-ZÀ-Þ][a-z]")

# Words for relatives and friends before a name ("his brother Dallas", "a son, Troy") and after it ("Lincoln, my dog").
_RELATIVE = any_of([*word_lists("people.toml")["family"], *word_lists("people.toml")["friends"]])
_RELATIVE_BEFORE = lazy_pattern(rf"(?i)\b(?:{_RELATIVE})s?,?[^\S\n]$")
_RELATIVE_AFTER = lazy_pattern(
    rf",[^\S\n](?:my|his|her|our|their|who)\b|,?[^\S\n](?:\([A-Z]|[“\"])|,[^\S\n](?:a|the)[^\S\n](?:{_RELATIVE})\b"
)
_INDEFINITE = lazy_pattern(r"\b(?:[Aa]n?|his|her|its|my|our|their)[^\S\n]$")


class PossibleName(NamedTuple):
    """A name that may be suggested: its span, the reason that would be shown, and its features."""

    start: int
    end: int
    reason: Reason
    features: Mapping[str, float]
    bearer: str = ""  # the full name of a person in the text who also has this name

    @property
    def in_position(self) -> bool:
        """Return whether the words around the name show that it is a place."""
        return not SURE_POSITIONS.isdisjoint(self.features)

    @property
    def score(self) -> float:
        """Return the probability that the name is a place."""
        return name_score(self.features)

    def mention(self, text: str) -> Mention:
        """Return the name as a mention, with the score as its confidence."""
        return Mention(text[self.start : self.end], self.start, self.end, confidence=round(self.score, 4))


def english_names(
    text: str,
    tagging: Tagging,
    mentions: Sequence[Mention],
    taken: Spans,
    gazetteer: Gazetteer,
    language: Language,
    *,
    namesakes: bool = False,
    rejected: list[Rejected] | None = None,
    bearers: Mapping[str, str] | None = None,
) -> Iterator[PossibleName]:
    """Yield names in English text that may be suggested.

    `namesakes`: whether to also yield names of people and everyday words that are not in the position of a place.
    `rejected` is a list to which words of English are added that are not yielded and do not begin a sentence.
    `bearers`: name -> full name, for people in the text whom the tagger does not find.

    Names that overlap `taken` (mentions, rejected names) or are inside names of people and organisations are left out.
    """
    others = [
        s
        for s in tagging.spans
        if s.label != "LOC" and s.probability >= _OTHER and not _is_pair(text[s.start : s.end], gazetteer)
    ]
    exact = {(s.start, s.end): s.label for s in others}
    whole, hidden = Spans((s.start, s.end) for s in others), Spans(_hidden(text, others))
    people = [" ".join(text[s.start : s.end].split()) for s in others if s.label == "PER"]
    persons = {word: person for person in reversed(people) if " " in person for word in person.split()}
    persons |= bearers or {}
    accepted = {m.surface for m in mentions}
    ends = {m.end for m in mentions}
    context = _Context(text, tagging, Positions(text, mentions, gazetteer), language, accepted)
    for start, end, known in _spans(text, tagging, taken, gazetteer):
        label = exact.get((start, end), "")
        surface = text[start:end]
        if not label and hidden.overlap(start, end) and not whole.within(start, end):
            continue
        if surface in persons and known is None:
            continue
        why = gazetteer.negative(surface)
        if why in _NEVER or gazetteer.demonym(surface):
            continue
        if start - 1 in ends and text[start - 1] in " -":
            continue  # the name is the rest of a longer one: "Vale of Leven Hospital"
        name = context.name(start, end, known, label, namesake=why is not None, bearer=persons.get(surface, ""))
        placed = name.in_position or ("preposition" in name.features and not _has_determiner(text, start))
        if why and why not in NAMESAKES and (not placed or (name.features["begins"] and "body" not in name.features)):
            if rejected is not None and why == WORD_OF_ENGLISH and not _is_ordinary(text, name):
                rejected.append(Rejected(surface, start, end, Reason("negative", {"why": why})))
            continue
        if why is None or name.in_position or namesakes:
            yield name


def _is_pair(name: str, gazetteer: Gazetteer) -> bool:
    """Return whether a name consists of the names of two places: the club "Omeo-Benambra"."""
    first, hyphen, second = name.partition("-")
    return bool(hyphen) and all(
        n.isalpha() and gazetteer.best(n) and not gazetteer.negative(n) for n in (first, second)
    )


def _hidden(text: str, others: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Yield the spans of names of people and organisations.

    What follows the last "of" in the name of a person is left out: "Hebert of Crowley".
    """
    for span in others:
        of = text.rfind(" of ", span.start, span.end) if span.label == "PER" else -1
        yield span.start, of if of > 0 else span.end


def _is_ordinary(text: str, name: PossibleName) -> bool:
    """Return whether a word of English is clearly not a place here.

    This is the case if the word begins a sentence, follows an article, is in a longer name, or also occurs in lower
    case in the text.
    """
    signs = ("begins", "lower", "after-capital", "before-capital")
    return any(name.features[sign] for sign in signs) or _has_determiner(text, name.start)


def _has_determiner(text: str, start: int) -> bool:
    return _DETERMINER.search(text, max(0, start - 8), start) is not None


def _spans(
    text: str, tagging: Tagging, taken: Spans, gazetteer: Gazetteer
) -> Iterator[tuple[int, int, tuple[str, float] | None]]:
    """Yield (start, end, (kind, prominence)) of possible names; the last is None for an unknown name.

    First come the longest runs of capitalised words that are names in the gazetteer, then other spans that the tagger
    considers possible.
    """
    words = [m.span() for m in _WORD.finditer(text) if not taken.overlap(*m.span())]
    covered = 0
    found: list[tuple[int, int]] = []
    for i, (begin, _) in enumerate(words):
        start = begin
        if start < covered:
            continue
        ends = [words[i][1]]
        while len(ends) < _MAX_WORDS and i + len(ends) < len(words):
            following = words[i + len(ends)]
            if not _GAP.fullmatch(text, ends[-1], following[0]):
                break
            ends.append(following[1])
        for end in reversed(ends):
            best = gazetteer.best(text[start:end]) if end - start > 1 else None
            if best is not None:
                covered = end
                lead = _LEAD.match(text, start, end)
                # "The" is left out of "The Malmö", but not of "The Hague"
                if lead and gazetteer.best(text[lead.end() : end]) == best:
                    start = lead.end()
                found.append((start, end))
                yield start, end, best
                break
    suggested = Spans(found)
    for span in tagging.spans:
        if span.label == "LOC" and span.probability >= _UNKNOWN_TAG and not taken.overlap(span.start, span.end):
            start, end = span.start, span.end
            if text[start:end][:1].isupper() and not suggested.overlap(start, end):
                found.append((start, end))
                yield start, end, gazetteer.best(text[start:end])
    suggested = Spans(found)
    for start, end in _unknown_runs(text, tagging, words, suggested):
        yield start, end, None


def _unknown_runs(
    text: str, tagging: Tagging, words: Sequence[tuple[int, int]], suggested: Spans
) -> Iterator[tuple[int, int]]:
    """Yield runs of capitalised words that are not in the gazetteer, but look like places from the words next to them."""
    end = 0
    for i, (start, stop) in enumerate(words):
        if start < end:
            continue
        end = stop
        for following, after in words[i + 1 : i + _MAX_WORDS]:
            if not _GAP.fullmatch(text, end, following):
                break
            end = after
        lead = _LEAD.match(text, start, end)
        begin = lead.end() if lead else start
        if (
            begin < end
            and not suggested.overlap(begin, end)
            and text[begin:end] not in STARTERS
            and tagging.place(begin, end) >= _LEAST_TAG
            and geographic_words(text, begin, end)[1]
        ):
            yield begin, end


class _Context:
    """The text and its mentions, from which the features of names are computed."""

    def __init__(
        self,
        text: str,
        tagging: Tagging,
        positions: Positions,
        language: Language,
        accepted: set[str],
    ) -> None:
        self.text, self.tagging, self.positions, self.language = text, tagging, positions, language
        self.accepted = accepted
        self.lower = set(_LOWER.findall(text))

    def name(
        self, start: int, end: int, known: tuple[str, float] | None, label: str, *, namesake: bool, bearer: str = ""
    ) -> PossibleName:
        """Return text[start:end] with its features and reason.

        `known`: kind and prominence of its best place. `label`: the tagger's label if it tagged exactly this span as a
        person or organisation. `namesake`: whether the name is in `negative.yaml`, because it usually does not mean a
        place.
        """
        text = self.text
        surface = text[start:end]
        before, after = text[max(0, start - 40) : start], text[end : end + 30]
        begins = bool(_START.search(before))
        tag = min(max(self.tagging.place(start, end), _LEAST_TAG), _MOST_TAG)
        kind, prominence = known or ("", 4.0)
        features: dict[str, float] = {
            "bias": 1.0,
            "tag": log(tag / (1 - tag)),
            "person": float(label == "PER"),
            "bearer": float(bool(bearer)),
            "relative": float(bool(_RELATIVE_BEFORE.search(before) or _RELATIVE_AFTER.match(after))),
            "person-verb": float(bool(PERSON_VERB.match(after))),
            "article": float(bool(_INDEFINITE.search(before))),
            "organisation": float(label == "ORG"),
            "begins": float(begins),
            "lower": float(surface.lower() in self.lower),
            "several": float(" " in surface),
            "given-name": float(surface.lower() in self.language.given_names),
            "after-capital": float(bool(_CAPITAL_BEFORE.search(before)) and not begins),
            "before-capital": float(bool(_CAPITAL_AFTER.match(after))),
            "initials": float(surface.isupper() and surface.isalpha() and len(surface) <= _SHORT),
            "accepted": float(surface in self.accepted),
            "street": float(bool(_STREET.search(surface) or _STREET_AFTER.match(after))),
            "title": float(bool(_TITLE_BEFORE.search(before))),
            "unknown": float(known is None),
            "prominence": (prominence - 4) / 3,
            "country": float(kind in ("country", "admin1")),
            "county": float(kind == "admin2"),
            "feature": float(kind not in ("", "city", "country", "admin1", "admin2")),
            "namesake": float(namesake),
            "short": float(len(surface) <= _SHORT),
        }
        cue, reason = self.positions.of(start, end, begins=begins, known=known is not None)
        if cue:
            features[cue] = 1.0
        return PossibleName(start, end, reason, features, bearer)
