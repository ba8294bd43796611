"""Estimate the country of a local article in English from words such as deputies, councillors, dollars, kilometres.

Local news rarely names its own country, but its institutions, currency and spelling do. Every group of words has
weights for countries, in nats (natural logarithms). A weight says roughly how much more often newspapers of that
country use the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from storymap.lazy_pattern import lazy_pattern
from storymap.ports import Entry

# If the words of an article give less evidence than this (in nats) for any country, the scores are reduced.
_FULL = 1.0
_MOST = 3  # the words of a group are counted at most this many times
LEAST = -3.0  # the lowest score (in nats), which a country has if the words exclude it
# Places with this prominence (10 million people) have no score. Places with less than a million people have the full
# score.
_WORLD = 7.0
_OWN = 4.5  # A local newspaper names a town without its state if the town has at least this prominence (30,000 people).
_OTHER = ""  # key for all countries whose local news is not in English
_SPELLING = {"GB": 0.5, "AU": 0.5, "CA": 0.4, "IE": 0.5, "NZ": 0.5, "ZA": 0.5, "IN": 0.4, "US": -1.0}
_PRIOR = {"US": 0.5, "GB": 0.3, "CA": 0.0, "AU": 0.0, "IE": -0.5, "NZ": -0.5, "ZA": -0.5, "IN": -0.5, _OTHER: -0.5}
_WORDS: tuple[tuple[str, Mapping[str, float]], ...] = (
    (r"\b(?:[Ss]heriff[’']?s? (?:deput\w+|office|department)|[Dd]eputies|[Ss]electm[ae]n|[Cc]ounty [Cc]ommission\w*|[Tt]ownship [Tt]rustees?|Independent School District|ISD"
     r"|[Bb]oard of (?:Education|Selectmen|Supervisors|Aldermen|education|selectmen|supervisors|aldermen)|[Aa]lderm[ae]n|Common Pleas|District Attorney|district attorney|grand jury|[Ss]tate [Tt]roopers?|Highway Patrol|State Police"
     r"|[Ll]aw [Ee]nforcement|[Ff]reshm[ae]n|[Ss]ophomores?|touchdowns?|quarterback|[Ss]chool [Ss]uperintendent|[Ff]irst [Ss]electman|[Hh]omecoming|4-H|ZIP code|[Pp]ublic [Ss]afety [Dd]epartment)\b", {"US": 1.5}),
    (r"\b(?:State Route|Route \d+|Interstate|I-\d+|U\.S\. (?:Route |Highway )?\d+|SR \d+)\b", {"US": 1.0, "CA": 0.2}),
    (r"\b(?:GOP|Republicans?|Democrats?|Medicaid|Medicare|Memorial Day|Labor Day|Fourth of July)\b", {"US": 0.8}),
    (r"\b[Cc]ouncil(?:m[ae]n|wom[ae]n|ors?)\b", {"US": 1.0}),
    (r"\b[Cc]ouncillors?\b", {"GB": 1.0, "AU": 0.8, "CA": 0.8, "IE": 0.8, "NZ": 0.8, "ZA": 0.8, "IN": 0.3, "US": -1.5}),
    (r"\$\d", {"US": 0.5, "CA": 0.5, "AU": 0.5, "NZ": 0.5, "GB": -1.5, "IE": -1.5, "ZA": -1.0, "IN": -1.0}),
    (r"£", {"GB": 2.0}),
    (r"\b(?:[Bb]orough [Cc]ouncil|[Pp]arish [Cc]ouncil|Crown Court|magistrates|NHS|GCSEs?|motorway|lorry|lorries|fly-?tipping|Tory|Tories|Lib Dems?|pensioners?|council tax)\b", {"GB": 1.5}),
    (r"\b(?:OPP|RCMP|Mounties|MPP|Sun Media|Canadian Press|Canada Post|[Rr]eeve|[Rr]egional [Mm]unicipality|First Nations?|loonies?)\b", {"CA": 2.0}),
    (r"\b(?:[Ss]hire|RSL|footy|CFA|SES|bushfires?|ute|utes|paddocks?)\b", {"AU": 1.5}),
    (r"€|\b(?:Garda|Gardaí|gardaí|Taoiseach|GAA|camogie|hurling|TD)\b", {"IE": 2.0}),
    (r"\b(?:crore|lakhs?|panchayat|taluk|tehsil|Municipal Corporation)\b", {"IN": 2.5}),
    (r"\b(?:[Nn]eighbour\w*|[Cc]olour\w*|harbours?|[Cc]entres?|metres|[Pp]rogrammes?|[Oo]rganis\w+|[Rr]ecognis\w+|[Ll]abour\b|tonnes)\b", _SPELLING),
    (r"\b(?:[Nn]eighbor\w*|[Cc]olor(?:s|ed|ful)?|[Cc]enters?|programs?|theaters?|organiz\w+|recogniz\w+)\b", {"US": 0.5, "CA": 0.1, "GB": -0.5, "AU": -0.5, "IE": -0.5}),
    (r"\bper cent\b", {"GB": 0.5, "CA": 0.5, "AU": 0.5, "IE": 0.4, "NZ": 0.4, "US": -0.7}),
    (r"\b(?:kilomet\w+|km)\b", {"CA": 0.5, "AU": 0.5, "NZ": 0.5, "IE": 0.3, "ZA": 0.5, "IN": 0.5, "US": -1.0, "GB": -0.5}),
    (r"\bmiles?\b", {"US": 0.2, "GB": 0.2, "CA": -0.4, "AU": -0.6}),
    (r"\b[Cc]ity [Cc]ouncil|\b[Mm]ayor\b", {"US": 0.2, "CA": 0.2}),
)  # fmt: skip
NO_DIALECT: Mapping[str, float] = {}  # the scores of an article that is not local news in English
_PATTERNS = tuple((lazy_pattern(pattern), weights) for pattern, weights in _WORDS)


def country_scores(text: str) -> Mapping[str, float]:
    """Return the score (LEAST to 0) of each country for a local article, by country code. The likeliest country has 0.

    The key "" holds the score of all countries without local news in English.
    """
    scores, evidence = dict(_PRIOR), 0.0
    for pattern, weights in _PATTERNS:
        count = min(sum(1 for _ in pattern.finditer(text)), _MOST)
        evidence += count * max(map(abs, weights.values()))
        for country, weight in weights.items() if count else ():
            scores[country] += count * weight
    best, share = max(scores.values()), min(evidence / _FULL, 1.0)
    return {country: max(score - best, LEAST) * share for country, score in scores.items()}


def has_own_town(scores: Mapping[str, float], entries: Iterable[Entry]) -> bool:
    """Return whether one of the entries is in the likeliest country and is a town large enough to have local news."""
    return any(e.kind == "city" and e.prominence >= _OWN and scores.get(e.country) == 0 for e in entries)


def score_of(scores: Mapping[str, float], entry: Entry, *, own_town: bool) -> float:
    """Return the score of a place, or 0 if the article has no scores.

    The score of world cities and large countries is reduced, because articles of all countries name them. It is not
    reduced if the likeliest country has a town with that name (`own_town`), such as London in Ontario.
    """
    score = scores.get(entry.country, scores.get(_OTHER, 0.0))
    return score if own_town else score * min(max(_WORLD - entry.prominence, 0.0), 1.0)
