"""Names of places in the languages that give names a capital, English apart: what the gazetteer knows, weighed by what stands around it.

No model was taught here. A name counts by the fame of its place, by how much its word is used for other things in that language
(`Language.excess_frequency`), and by its neighbours: "nach Halle" against "die Halle", "Mme Laval" against "près de Laval". The weights are odds
in natural logarithms, chosen by hand; what they add up to is the mention's confidence.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp

from storymap.gazetteer.fold import fold
from storymap.model import Mention, Reason, Rejected
from storymap.ports import Entry, Gazetteer, Match
from storymap.recognize.languages.data import Language
from storymap.recognize.languages.inflection import base_forms, seat_names

SURE = 0.5  # confidence from which a name is a mention
_STRONG = 0.8  # …and from which it speaks for its neighbours and for the same words elsewhere
_LONGEST = 6  # words of a name
_FAME = 4.0  # prominence of a town of ten thousand people: neither for nor against
_FOREIGN = 5.3  # below this a place whose country does not speak the language is hardly known to its writers
_ACRONYM = 5  # letters of what stands before the name of a club's town: THW, FSV
_SEAT = 4.8  # prominence of a town after which a unit is called
_PASSED = 1.5  # how much less famous a shorter base may be than the word as it stands

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
_GAP = re.compile(r"[^\S\n]{1,2}|[-‐‑–]|")
_SENTENCE = re.compile(r"(?:^|[.!?…:;»«\"“”„\n•*–—(]|\d\.)[\s\"'“”„«»(]*$")
_NAMESAKES = frozenset({"city", "island", "water"})  # what admin-1 units are called after
_AREAS = frozenset({"country", "admin1", "region", "sea", "land", "water", "island", "dispute", "historical", "admin2"})


@dataclass(slots=True)
class _Word:
    start: int
    end: int
    text: str
    small: str  # in lower case
    first: bool = False  # begins a sentence
    close: bool = False  # nothing but a space, if that, parts it from the word before

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


@dataclass(slots=True)
class _Found:
    """A name that may be a place: the words [first, after), what it is looked up as, and its odds so far."""

    first: int
    after: int
    name: str
    entry: Entry
    odds: float
    led: bool = False  # a preposition, or the word for its kind, stands before it
    introduced: bool = False  # by a title or a first name: whoever bears the name is a person from then on
    bearer: tuple[int, int, str] | None = None  # whom the words name instead: words, "person" or "organisation"

    @property
    def confidence(self) -> float:
        """The odds as a share (0–1)."""
        return 1 / (1 + exp(-self.odds))


def find_cased(text: str, language: Language, gazetteer: Gazetteer) -> tuple[list[Mention], list[Rejected]]:
    """Mentions of kind name in text order, without overlaps, and what rather names somebody or something else.

    A mention that is a case of its name has the name as its `lemma`.
    """
    words = list(_words(text, language))
    found = list(_candidates(text, words, language, gazetteer))
    _company(text, words, found, language)
    names, rejected = [], []
    for item in found:
        start, end = words[item.first].start, words[item.after - 1].end
        surface = text[start:end]
        if item.confidence >= SURE:
            lemma = "" if fold(item.name) == fold(surface) else item.name
            names.append(Mention(surface, start, end, confidence=round(item.confidence, 4), lemma=lemma))
        elif item.bearer is not None:
            first, after, what = item.bearer
            whole = " ".join(text[words[first].start : words[after - 1].end].split())
            rejected.append(Rejected(surface, start, end, Reason(f"inside-{what}", {"whole": whole})))
    return names, rejected


def _words(text: str, language: Language) -> Iterator[_Word]:
    """The words of the text; what is elided before a name is a word of its own."""
    ended = 0
    for match in _WORD.finditer(text):
        close, ended = text[ended : match.start()] in ("", " ", "\u00a0"), match.end()
        start, piece = match.start(), match.group()
        small = piece.lower().replace("’", "'")
        head = next((e for e in language.elisions if small.startswith(e) and len(small) > len(e)), "")
        first = bool(_SENTENCE.search(text[max(0, start - 6) : start])) or start == 0
        if head:
            yield _Word(start, start + len(head), piece[: len(head)], head, first, close)
            start, piece, first, close = start + len(head), piece[len(head) :], False, True
        yield _Word(start, start + len(piece), piece, piece.lower().replace("’", "'"), first, close)


def _candidates(text: str, words: Sequence[_Word], language: Language, gazetteer: Gazetteer) -> Iterator[_Found]:
    """The longest known names from left to right, with the odds of each on its own."""
    lower = {w.small for w in words if not w.capital}
    small = (
        language.place_prepositions
        | language.other_prepositions
        | language.prepositions_with_article
        | language.articles
        | language.conjunctions
    )
    i = 0
    while i < len(words):
        step = 1
        if words[i].capital or words[i].small in language.place_nouns:
            for after in reversed(list(_ends(text, words, i, language))):
                if after == i + 1 and words[i].small in small:
                    continue
                known = _look_up(text, words, i, after, language, gazetteer)
                if known is not None:
                    item = _Found(i, after, *known, odds=0.0)
                    item.odds = _alone(words, item, lower, language)
                    yield item
                    step = after - i
                    break
        i += step


def _ends(text: str, words: Sequence[_Word], first: int, language: Language) -> Iterator[int]:
    """Where a name that begins with a word may end: after a capital, a figure, or the noun of its kind ("Курильские острова")."""
    for after in range(first + 1, min(first + _LONGEST, len(words)) + 1):
        last = words[after - 1]
        if after > first + 1 and not _GAP.fullmatch(text, words[after - 2].end, last.start):
            return
        if last.capital or (after > first + 1 and (last.text.isdigit() or _is_kind(last, language))):
            yield after
        elif after > first + 1 and last.small not in language.words_inside_names:
            if after <= first + 3 and not last.text.isdigit():
                yield after  # Émirats arabes, Asia centrale: the gazetteer knows
            else:
                return


def _is_kind(word: _Word, language: Language) -> bool:
    """Whether a noun may end a name: where names are declined, the kind follows the adjective."""
    return bool(language.case_endings) and (word.small in language.place_nouns or word.small in language.admin1_nouns)


def _look_up(
    text: str, words: Sequence[_Word], first: int, after: int, language: Language, gazetteer: Gazetteer
) -> tuple[str, Entry] | None:
    """The name that the words stand for and the best of its places; None when the gazetteer knows none."""
    surface = " ".join(text[words[first].start : words[after - 1].end].split())
    if len(surface) < 2 or gazetteer.negative(surface):
        return None
    before = words[first - 1] if first else None
    best = _best(surface, language, gazetteer)
    if before is not None and (article := _article(before.small, language)):
        whole = f"{article}{'' if article.endswith(chr(39)) else ' '}{surface}"
        held = _best(whole, language, gazetteer)
        if held is not None and held.prominence >= max(_FAME, best.prominence if best is not None else 0):
            return whole, held
    name = surface
    for base in base_forms(surface, language):
        entry = _best(base, language, gazetteer)
        if entry is not None and (
            best is None or entry.prominence > best.prominence + (_PASSED if name == surface else 0)
        ):
            name, best = base, entry
    if best is None and (
        after == first + 1 or (after == first + 2 and words[after - 1].small in language.admin1_nouns)
    ):
        return _unit(words[first].text, after == first + 1, language, gazetteer)
    if best is not None and not (words[after - 1].capital or _is_kind(words[after - 1], language)):
        return (name, best) if best.kind in _AREAS and best.prominence >= _FOREIGN else None
    return (name, best) if best is not None else None


def _unit(word: str, alone: bool, language: Language, gazetteer: Gazetteer) -> tuple[str, Entry] | None:
    """The admin-1 unit that is called after its seat, or its island or river: "Львівська" область, and "Львівщина" alone."""
    if alone and not (language.admin1_suffix_pattern and re.search(rf"{language.admin1_suffix_pattern}$", word)):
        return None
    for seat in seat_names(word, language):
        for entry in gazetteer.find(seat)[:3]:
            if entry.kind in _NAMESAKES and entry.country in language.countries and entry.prominence >= _SEAT:
                city = gazetteer.place(entry).name
                # A capital is a unit of its own, and its region another; an island or a river gives its name to a region.
                for name in (gazetteer.admin1_name(entry.admin1) if entry.kind == "city" else city, f"{city} Oblast"):
                    unit = next(
                        (e for e in gazetteer.find(name) if e.kind == "admin1" and e.country == entry.country), None
                    )
                    if unit is not None and name != city:
                        return name, unit
    return None


def _article(before: str, language: Language) -> str:
    """The article of a name that the word before it may be, or hold: "au" Havre, "la" Spezia."""
    return language.contracted_articles.get(before) or (before.capitalize() if before in language.articles else "")


def _best(name: str, language: Language, gazetteer: Gazetteer) -> Entry | None:
    """The best known place of a name; one where the language is spoken when it is not much smaller."""
    if gazetteer.best(name) is None:
        return None
    entries = gazetteer.find(name)
    at_home = next((e for e in entries if e.country in language.countries and e.match < Match.WEAK), None)
    if at_home is not None and at_home.prominence >= entries[0].prominence - 1:
        return at_home
    return entries[0]


def _alone(words: Sequence[_Word], item: _Found, lower: Container[str], language: Language) -> float:
    """The odds of a name by itself and the words beside it."""
    entry, own = item.entry, words[item.first : item.after]
    several = len(own) > 1
    surface = " ".join(w.text for w in own)
    degree = min(language.excess_frequency(fold(w.text)) for w in own) - (0.5 if several else 0)
    odds = (-0.2 if degree <= -1 else -0.6) if language.capitalizes_nouns and not several else 1.0
    odds += 0.7 * min(max(entry.prominence - _FAME, -1.5), 3)
    odds -= 1.2 * (degree + 0.8)
    if _has_kind(words, item, language):
        odds -= 3.0  # Белое of "Белое море"
    if entry.kind == "country":
        odds += 1.0
    if entry.match == Match.WEAK:
        odds -= 1.5
    elif entry.match == Match.ALTERNATE and entry.prominence < 5:
        odds -= 0.7
    if language.countries and entry.country not in language.countries and entry.kind not in _AREAS:
        odds -= 0 if entry.prominence >= _FOREIGN else 1.0 if entry.prominence >= _FAME + 0.3 else 1.8
    if surface.isupper() and len(surface) <= 5 and not (entry.kind == "country" and entry.prominence >= 7):
        odds -= 3.0
    elif len(surface) <= 3:
        odds -= 1.0
    if not several and not language.capitalizes_nouns and own[0].small in lower:
        odds -= 1.5
    if not several and own[0].small in language.given_names:
        odds -= 1.0
    return odds + _before(words, item, several, language) + _after(words, item, several, language)


def _has_kind(words: Sequence[_Word], item: _Found, language: Language) -> bool:
    """Whether a name is only the adjective of the kind that follows: the whole is another place, one that nobody knows."""
    after = words[item.after] if item.after < len(words) else None
    if after is None or not after.close:
        return False
    return _is_kind(after, language) and words[item.after - 1].small not in language.place_nouns


def _before(words: Sequence[_Word], item: _Found, several: bool, language: Language) -> float:
    """What the words before a name say, as far as nothing parts them from it."""
    before = _leading(words, item.first)
    if not before:
        opening = words[item.first].first and not several
        return -0.5 - 1.5 * max(0.0, language.excess_frequency(fold(words[item.first].text)) + 0.8) if opening else 0.0
    nearest, further = before[0], before[1] if len(before) > 1 else None
    small, area = nearest.small, item.entry.kind in _AREAS
    if _is_own_article(words, item, small, language):
        item.led = True
        return 1.5
    if small in language.prepositions_with_article or small in language.articles:
        placed = small in language.prepositions_with_article or (
            further is not None and further.small in language.place_prepositions
        )
        item.led = area and placed
        return (2.0 if placed else 0.5) if area else -2.5 if language.capitalizes_nouns or not placed else -0.4
    if small in language.place_prepositions or small in language.place_nouns:
        item.led = True
        return 2.0
    if small in language.other_prepositions:
        return _of(item, further, language)
    return _bearer(words, item, before, language)


def _leading(words: Sequence[_Word], first: int) -> list[_Word]:
    """Up to three words right before a word of the same sentence, the nearest first."""
    found: list[_Word] = []
    while first and len(found) < 3 and words[first].close and not words[first].first:
        first -= 1
        found.append(words[first])
    return found


def _is_own_article(words: Sequence[_Word], item: _Found, before: str, language: Language) -> bool:
    """Whether the word before is, or holds, the article of the name it was looked up with."""
    article = _article(before, language)
    surface = " ".join(word.text for word in words[item.first : item.after])
    return bool(article) and item.name.startswith(article) and fold(item.name) != fold(surface)


def _of(item: _Found, further: _Word | None, language: Language) -> float:
    """What "von", "de" before a name says, by the word before that: Manuel de Falla, Université de Caen, nahe von Graz."""
    if further is not None and further.small in language.given_names:
        item.bearer, item.introduced = (item.first - 2, item.after, "person"), True
        return -3.5
    if further is not None and further.capital and further.small in language.organisation_before:
        item.bearer = (item.first - 2, item.after, "organisation")
        return -3.0
    return 1.6 if language.capitalizes_nouns else 0.7


def _bearer(words: Sequence[_Word], item: _Found, before: Sequence[_Word], language: Language) -> float:
    """What it says when a title, a first name, a club or some other capital stands right before a name."""
    nearest = before[0]
    acronym = nearest.text.isupper() and 1 < len(nearest.text) <= _ACRONYM and not words[item.first].text.isupper()
    if nearest.small in language.organisation_before or acronym:
        item.bearer = (item.first - 1, item.after, "organisation")
        return -4.0
    for count, word in enumerate(before, 1):
        if word.small in language.titles or (word.capital and word.small in language.given_names):
            item.bearer, item.introduced = (item.first - count, item.after, "person"), True
            return -4.0
        if not word.capital:
            break
    if (
        nearest.capital
        and not language.capitalizes_nouns
        and nearest.small not in language.conjunctions
        and len(nearest.small) > 1
    ):
        if nearest.first and language.excess_frequency(fold(nearest.small)) >= -0.5:
            return -0.8
        item.bearer = (item.first - 1, item.after, "person")
        return -3.2
    return 0.0


def _after(words: Sequence[_Word], item: _Found, several: bool, language: Language) -> float:
    """What the word after a name says, when nothing parts them."""
    after = words[item.after] if item.after < len(words) else None
    if after is None or after.first or not after.capital or not after.close:
        return 0.0
    if after.small in language.organisation_after:
        item.bearer = (item.first, item.after + 1, "organisation")
        return -4.0
    first = words[item.first]
    if first.small in language.given_names and not several and not item.led:
        item.bearer = (item.first, item.after + 1, "person")
        return -3.0
    if language.capitalizes_nouns:
        return 0.0
    item.bearer = item.bearer or (item.first, item.after + 1, "organisation")
    return -0.8 if item.led else -1.6


def _company(text: str, words: Sequence[_Word], found: Sequence[_Found], language: Language) -> None:
    """Raises the odds of names in one list with a sure one, and of names that are sure elsewhere in the text; lowers those of people."""
    people = _people(words, found)
    sure = {item.name for item in found if item.confidence >= _STRONG}
    for item in found:
        last = words[item.after - 1].small
        if item.bearer is None and last in people and not item.led:
            first, after = people[last]
            item.bearer = (first, after, "person")
            item.odds -= 3.0
        elif item.bearer is None and item.name in sure and item.confidence < _STRONG:
            item.odds += 1.5
    for one, other in pairwise(found):
        touching = one.after == other.first and words[other.first].close and not one.bearer and not other.bearer
        if touching and min(one.confidence, other.confidence) >= SURE:
            for item in (one, other):  # Bayern München, Real Madrid
                item.bearer = (one.first, other.after, "organisation")
                item.odds -= 2.0
    for near, item in pairwise(found):
        if _listed(text, words, near, item, language) and near.confidence >= _STRONG and item.bearer is None:
            item.odds += 1.2
    for item, near in reversed(list(pairwise(found))):
        if _listed(text, words, item, near, language) and near.confidence >= _STRONG and item.bearer is None:
            item.odds += 1.2


def _people(words: Sequence[_Word], found: Sequence[_Found]) -> Mapping[str, tuple[int, int]]:
    """The last word of everybody whose whole name stands in the text, with the words of that name."""
    return {
        words[item.after - 1].small: item.bearer[:2] for item in found if item.bearer is not None and item.introduced
    }


def _listed(text: str, words: Sequence[_Word], one: _Found, other: _Found, language: Language) -> bool:
    """Whether two names stand in one list: a comma, a dash or "and" between them, and perhaps a preposition."""
    between = text[words[one.after - 1].end : words[other.first].start]
    if len(between) > 14 or "\n" in between or not re.fullmatch(r"[\s,/–—-]*(?:[^\W\d_]+['’]?\s*){0,2}", between):
        return False
    small = between.lower().strip(" ,/–—-").split()
    links = (
        language.conjunctions
        | language.place_prepositions
        | language.other_prepositions
        | language.prepositions_with_article
        | language.articles
    )
    return all(word in links for word in small) and bool(small or between.strip())
