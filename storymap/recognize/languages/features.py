"""Compute the features of a candidate from its name and the words next to it. This is for languages with capitals.

These features do not depend on the weights. `document` adds the features from the whole text.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from storymap.gazetteer.fold import fold
from storymap.ports import Match
from storymap.recognize.languages.candidates import (
    AREAS,
    KNOWN_ABROAD,
    TOWN,
    Candidate,
    article_before,
    is_final_place_noun,
)
from storymap.recognize.languages.data import LEAST_EXCESS, NOT_EVERYDAY, Language
from storymap.recognize.languages.feature_names import Feature
from storymap.recognize.languages.scoring import FeatureName
from storymap.recognize.languages.words import Word, preceding_words

# Minimum and maximum of (prominence - TOWN). They are for hamlets and for cities with ten million people.
_PROMINENCE_RANGE = (-1.5, 3.0)
_KNOWN_IN_REGION = 4.3  # a place with at least this prominence (20,000 people) is known in neighbouring countries
# If a place has at least this prominence (100,000 people), its alternate names are also in common use
_KNOWN_ALTERNATE = 5.0
_MAJOR_COUNTRY = 7.0  # the initials of countries with at least this prominence (10 million people) are well known
_MAX_INITIALS = 5  # maximum number of letters in initials: "THW", "UNHCR"
_BEFORE_AGE = 2  # maximum number of characters between a name and an age: ", " or " ("
_SHORT = 3  # maximum number of letters in a name with the feature SHORT_NAME
# A word at the start of a sentence is more likely an ordinary word if it has at least this excess frequency (see
# `Language.excess_frequency`).
_EVERYDAY = -0.5


class Bearer(NamedTuple):
    """The person or organisation whose name, `words[first:after]`, contains the candidate."""

    first: int
    after: int
    kind: str  # "person" or "organisation"


class _Context(NamedTuple):
    """What the words before a candidate show about it. The fields are the same as in `Observation`."""

    feature: Feature | None = None
    placed: bool = False
    bearer: Bearer | None = None
    introduced: bool = False


@dataclass(frozen=True, slots=True)
class Observation:
    """The features of a candidate, and what the words next to it show about it."""

    features: dict[FeatureName, float]
    placed: bool  # whether the words before the name show that it is a place
    bearer: Bearer | None  # if this is the name of a person or organisation, this person or organisation
    # Whether a title or given name is before the name. If so, the name also counts as that of a person in the rest of
    # the text.
    introduced: bool


def observe(
    words: Sequence[Word], candidate: Candidate, lower_case_words: Container[str], language: Language
) -> Observation:
    """Return the features from a candidate's name and the words next to it.

    `lower_case_words`: the words that also occur in lower case in the text.
    """
    features = _of_name(words, candidate, lower_case_words, language)
    preceding = preceding_words(words, candidate.first)
    if preceding:
        before = _before(words, candidate, preceding, language)
    else:
        before = _Context()
        features |= _at_start(words, candidate, language)
    if before.feature is not None:
        features[before.feature] = 1.0
    feature, bearer = _after(words, candidate, before, language)
    if feature is not None:
        features[feature] = 1.0
    return Observation(features, before.placed, bearer, before.introduced)


def _of_name(
    words: Sequence[Word], candidate: Candidate, lower_case_words: Container[str], language: Language
) -> dict[FeatureName, float]:
    """Return the features of the name and of its place."""
    own = words[candidate.first : candidate.after]
    excess = min(language.excess_frequency(fold(word.text)) for word in own)
    if _is_major(words, candidate):  # "USA" in Spanish is not the verb "usa"
        excess = NOT_EVERYDAY
    least, most = _PROMINENCE_RANGE
    features: dict[FeatureName, float] = {
        Feature.BIAS: 1.0,
        Feature.PROMINENCE: min(max(candidate.entry.prominence - TOWN, least), most),
        Feature.EXCESS_FREQUENCY: excess - LEAST_EXCESS,
    }
    observed = {
        Feature.ADJECTIVE_OF_PLACE_NOUN: _is_adjective_of_place_noun(words, candidate, language),
        **_of_place(candidate, language),
        **_of_spelling(words, candidate),
        Feature.SEVERAL_WORDS: len(own) > 1,
    }
    if len(own) == 1:
        word = own[0].lower
        observed[Feature.SINGLE_WORD] = True
        observed[Feature.SINGLE_EVERYDAY_WORD] = excess > NOT_EVERYDAY
        observed[Feature.LOWER_CASE_ELSEWHERE] = word in lower_case_words
        observed[Feature.GIVEN_NAME] = not language.given_names.isdisjoint((word, candidate.name.lower()))
        observed[Feature.LISTED_GIVEN_NAME] = observed[Feature.GIVEN_NAME] and _has_given_name_beside(
            words, candidate.first, language
        )
    for feature, is_so in observed.items():
        if is_so:
            features[feature] = 1.0
    return features


def _has_given_name_beside(words: Sequence[Word], at: int, language: Language) -> bool:
    """Return whether the word before or after `words[at]`, except conjunctions, is a given name: "Michi, Nils und Papa"."""
    for step in (-1, 1):
        other = at + step
        if 0 <= other < len(words) and words[other].lower in language.conjunctions:
            other += step
        if 0 <= other < len(words) and words[other].capital and words[other].lower in language.given_names:
            return True
    return False


def _of_place(candidate: Candidate, language: Language) -> dict[Feature, bool]:
    """Return features of the place: its kind, the type of name (such as alternate), and whether it is abroad."""
    entry = candidate.entry
    abroad = bool(language.countries) and entry.country not in language.countries and entry.kind not in AREAS
    # "Eppan" is an official name in a second language. All names in another script are official.
    abroad = abroad and (entry.match is not Match.OFFICIAL or bool(language.case_endings))
    return {
        Feature.COUNTRY: entry.kind == "country",
        Feature.WEAK_NAME: entry.match == Match.WEAK,
        Feature.ALTERNATE_NAME: entry.match == Match.ALTERNATE and entry.prominence < _KNOWN_ALTERNATE,
        Feature.FOREIGN_NAME: candidate.foreign,
        Feature.TOWN_ABROAD: abroad and _KNOWN_IN_REGION <= entry.prominence < KNOWN_ABROAD,
        Feature.VILLAGE_ABROAD: abroad and entry.prominence < _KNOWN_IN_REGION,
    }


def _of_spelling(words: Sequence[Word], candidate: Candidate) -> dict[Feature, bool]:
    """Return the features of initials and other very short names."""
    surface = _surface(words, candidate)
    initials = surface.isupper() and len(surface) <= _MAX_INITIALS and not _is_major(words, candidate)
    short = len(surface) <= _SHORT and not initials
    return {
        Feature.INITIALS: initials,
        Feature.SHORT_NAME: short,
        Feature.SHORT_FOREIGN_NAME: short and candidate.foreign and not surface.isupper(),
    }


def _is_major(words: Sequence[Word], candidate: Candidate) -> bool:
    """Return whether a candidate is the initials of a large country, such as "USA"."""
    surface, entry = _surface(words, candidate), candidate.entry
    large = entry.kind == "country" and entry.prominence >= _MAJOR_COUNTRY and entry.match < Match.WEAK
    return large and surface.isupper() and len(surface) <= _MAX_INITIALS


def _surface(words: Sequence[Word], candidate: Candidate) -> str:
    return " ".join(word.text for word in words[candidate.first : candidate.after])


def _is_adjective_of_place_noun(words: Sequence[Word], candidate: Candidate, language: Language) -> bool:
    """Return whether the candidate is the adjective of a noun for a kind of place: Белое in "Белое море".

    Both words together are then the name of another place, which is not in the gazetteer.
    """
    following = words[candidate.after] if candidate.after < len(words) else None
    if following is None or not following.adjacent:
        return False
    last = words[candidate.after - 1]
    return is_final_place_noun(following, language) and last.lower not in language.place_nouns


def _at_start(words: Sequence[Word], candidate: Candidate, language: Language) -> dict[FeatureName, float]:
    """Return the features of a single word at the start of a sentence, where every word has a capital."""
    first = words[candidate.first]
    if not first.begins_sentence or candidate.after > candidate.first + 1 or _is_major(words, candidate):
        return {}
    excess = language.excess_frequency(fold(first.text)) - LEAST_EXCESS
    return {Feature.BEGINS_SENTENCE: 1.0, Feature.EVERYDAY_BEGINS_SENTENCE: max(0.0, excess)}


def _before(words: Sequence[Word], candidate: Candidate, preceding: Sequence[Word], language: Language) -> _Context:
    """Return what the words directly before a name show. `preceding`: these words, nearest first."""
    nearest = preceding[0].lower
    if _is_own_article(words, candidate, nearest, language):
        return _Context(Feature.AFTER_OWN_ARTICLE, placed=True)
    if nearest in language.prepositions_with_article or nearest in language.articles:
        return _after_article(candidate, preceding, language)
    if nearest in language.place_prepositions:
        return _Context(Feature.AFTER_PLACE_PREPOSITION, placed=True)
    if nearest in language.place_nouns:
        return _Context(Feature.AFTER_PLACE_NOUN, placed=True)
    if nearest in language.other_prepositions:
        return _after_other_preposition(candidate, preceding, language)
    return _after_bearer(words, candidate, preceding, language)


def _is_own_article(words: Sequence[Word], candidate: Candidate, before: str, language: Language) -> bool:
    """Return whether `before`, the word before a candidate, is or contains an article that belongs to the name."""
    article = article_before(before, language)
    name = candidate.name
    return bool(article) and name.startswith(article) and fold(name) != fold(_surface(words, candidate))


def _after_article(candidate: Candidate, preceding: Sequence[Word], language: Language) -> _Context:
    """Return the context after an article, with or without a place preposition.

    Areas may have an article; towns rarely do.
    """
    placed = preceding[0].lower in language.prepositions_with_article or (
        len(preceding) > 1 and preceding[1].lower in language.place_prepositions
    )
    if candidate.entry.kind in AREAS:
        feature = Feature.AREA_AFTER_PREPOSITION_AND_ARTICLE if placed else Feature.AREA_AFTER_ARTICLE
        return _Context(feature, placed=placed)
    return _Context(Feature.TOWN_AFTER_PREPOSITION_AND_ARTICLE if placed else Feature.TOWN_AFTER_ARTICLE)


def _after_other_preposition(candidate: Candidate, preceding: Sequence[Word], language: Language) -> _Context:
    """Return the context after "von" or "de".

    It depends on the word before: Manuel de Falla, Université de Caen, nahe von Graz.
    """
    first = candidate.first - 2
    if len(preceding) > 1 and preceding[1].lower in language.given_names:
        bearer = Bearer(first, candidate.after, "person")
        return _Context(Feature.AFTER_GIVEN_NAME_AND_PREPOSITION, bearer=bearer, introduced=True)
    if len(preceding) > 1 and preceding[1].capital and preceding[1].lower in language.organisation_before:
        bearer = Bearer(first, candidate.after, "organisation")
        return _Context(Feature.AFTER_ORGANISATION_AND_PREPOSITION, bearer=bearer)
    return _Context(Feature.AFTER_OTHER_PREPOSITION)


def _after_bearer(
    words: Sequence[Word], candidate: Candidate, preceding: Sequence[Word], language: Language
) -> _Context:
    """Return the context after a noun for organisations, a title, a given name or another capitalised word.

    It is empty after a particle.
    """
    nearest = preceding[0]
    if nearest.lower in language.particles:
        return _Context()
    organisation = Bearer(candidate.first - 1, candidate.after, "organisation")
    if nearest.lower in language.organisation_before:
        return _Context(Feature.AFTER_ORGANISATION, bearer=organisation)
    if nearest.text.isupper() and 1 < len(nearest.text) <= _MAX_INITIALS and not words[candidate.first].text.isupper():
        return _Context(Feature.AFTER_ACRONYM, bearer=organisation)
    for distance, word in enumerate(preceding, 1):
        title = word.lower in language.titles
        if title or (word.capital and word.lower in language.given_names):
            feature = Feature.AFTER_TITLE if title else Feature.AFTER_GIVEN_NAME
            bearer = Bearer(candidate.first - distance, candidate.after, "person")
            return _Context(feature, bearer=bearer, introduced=True)
        if not word.capital:
            break
    return _after_capital(candidate, nearest, language)


def _after_capital(candidate: Candidate, nearest: Word, language: Language) -> _Context:
    """Return the context after a capitalised word.

    It is empty after a single letter or a conjunction, and in languages that capitalise all nouns.
    """
    if not nearest.capital or language.capitalizes_nouns or len(nearest.lower) == 1:
        return _Context()
    if nearest.lower in language.conjunctions:
        return _Context()
    if nearest.begins_sentence and language.excess_frequency(fold(nearest.lower)) >= _EVERYDAY:
        return _Context(Feature.AFTER_EVERYDAY_CAPITAL)
    return _Context(Feature.AFTER_CAPITAL, bearer=Bearer(candidate.first - 1, candidate.after, "person"))


def _after(
    words: Sequence[Word], candidate: Candidate, before: _Context, language: Language
) -> tuple[Feature | None, Bearer | None]:
    """Return (feature, bearer) from the capitalised word directly after a name. Without one, the feature is None.

    The bearer is the person or organisation whose name contains the candidate. It is taken from `before`, the context
    before the name, unless the word after the name shows a different one.
    """
    following = words[candidate.after] if candidate.after < len(words) else None
    if following is None or following.begins_sentence or not following.capital or not following.adjacent:
        return None, before.bearer
    organisation = Bearer(candidate.first, candidate.after + 1, "organisation")
    if following.lower in language.organisation_after:
        return Feature.BEFORE_ORGANISATION, organisation
    single = candidate.after == candidate.first + 1
    if single and words[candidate.first].lower in language.given_names and not before.placed:
        return Feature.GIVEN_NAME_BEFORE_CAPITAL, Bearer(candidate.first, candidate.after + 1, "person")
    if language.capitalizes_nouns:
        return None, before.bearer
    if not before.placed and _is_aged(words, candidate.after):
        return Feature.BEFORE_SURNAME_AND_AGE, Bearer(candidate.first, candidate.after + 1, "person")
    feature = Feature.PLACED_BEFORE_CAPITAL if before.placed else Feature.BEFORE_CAPITAL
    return feature, before.bearer or organisation


def _is_aged(words: Sequence[Word], surname: int) -> bool:
    """Return whether an age follows the surname `words[surname]`, as in "Nunes, 51, que" or "Nunes (51)"."""
    if surname + 1 >= len(words):
        return False
    age = words[surname + 1]
    alone = surname + 2 >= len(words) or not words[surname + 2].adjacent
    near = not age.adjacent and age.start - words[surname].end <= _BEFORE_AGE
    return near and alone and age.text.isdecimal() and len(age.text) == 2
