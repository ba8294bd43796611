"""Descriptions of the evidence for and against a candidate, for users who check places."""

from __future__ import annotations

from storymap.model import Candidate

# Name of a piece of evidence -> its description. A name "is-…" that is not listed becomes "it is a …".
_DESCRIPTIONS = {
    "official": "one of its official or former names", "alternate": "only one of its many alternate names", "weak": "a name that needs other evidence",
    "prominence": "how well known it is", "relative": "how well known it is compared with other places of this name", "only": "no other place has this name",
    "capital": "a capital", "seat": "a seat of government", "cue": "the article names the area that contains it", "cue-broken": "it is not in the area that the article names",
    "home-50": "close to where the article was published", "home-300": "in the region where the article was published", "home-country": "in the country where the article was published",
    "dialect": "how typical the words of the article are of its country",
    "country": "other places in the article are in the same country", "admin1": "other places in the article are in the same state or province",
    "near-50": "other places in the article are within 50 km", "near-150": "other places in the article are within 150 km", "near-500": "other places in the article are within 500 km",
    "holds": "it contains other places in the article", "demonym": "the article mentions its people",
    "could-60": "other names in the article may be within 60 km", "could-200": "other names in the article may be within 200 km", "could-admin1": "other names in the article may be in the same state or province",
    "is-admin1": "it is a state or province", "is-admin2": "it is a county or district", "is-island": "it is an island", "is-land": "it is a landform",
    "is-water": "it is a body of water", "is-historical": "it is a historical place", "is-dispute": "it is a disputed area",
}  # fmt: skip


def evidence(candidate: Candidate) -> list[tuple[str, float]]:
    """Return (description, weight) of each piece of evidence, largest weight first.

    Evidence with a negative weight is evidence against the candidate.
    """
    ranked = sorted(candidate.evidence.items(), key=lambda pair: -abs(pair[1]))
    return [(_DESCRIPTIONS.get(name, name.replace("is-", "it is a ")), weight) for name, weight in ranked]
