"""What speaks for a candidate and against it, as editors read it."""

from __future__ import annotations

from storymap.model import Candidate

# What a piece of evidence says, for a candidate or against it.
_SAYS = {
    "official": "one of its official or former names", "alternate": "only one of its many alternate names", "weak": "a name that needs other evidence",
    "prominence": "how well known it is", "relative": "how well known it is beside its namesakes", "only": "nothing else has that name",
    "capital": "a capital", "seat": "a seat of government", "cue": "the text names what it lies in", "cue-broken": "it does not lie in what the text names",
    "home-50": "close to where the article comes from", "home-300": "in the region the article comes from", "home-country": "in the country the article comes from",
    "country": "other places of the article lie in its country", "admin1": "other places of the article lie in its state or province",
    "near-50": "other places of the article lie within 50 km", "near-150": "other places of the article lie within 150 km", "near-500": "other places of the article lie within 500 km",
    "holds": "other places of the article lie in it", "demonym": "the article speaks of its people",
    "could-60": "other names of the article may lie within 60 km", "could-200": "other names of the article may lie within 200 km", "could-admin1": "other names of the article may lie in its state or province",
    "is-admin1": "it is a state or province", "is-admin2": "it is a county or district", "is-island": "it is an island", "is-land": "it is a landform",
    "is-water": "it is a water", "is-historical": "it is a place of the past", "is-dispute": "it is a disputed area",
}  # fmt: skip


def evidence(candidate: Candidate) -> list[tuple[str, float]]:
    """The pieces of evidence, weightiest first, as sentences with their weights: for it above 0, against it below."""
    ranked = sorted(candidate.evidence.items(), key=lambda pair: -abs(pair[1]))
    return [(_SAYS.get(name, name.replace("is-", "it is a ")), weight) for name, weight in ranked]
