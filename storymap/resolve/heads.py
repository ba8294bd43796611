"""Compare the noun of a description ("the island", "the State") with a place, and with the words after it."""

from __future__ import annotations

from storymap.kinds import ARCHIPELAGOS, HEADS, ISLANDS, is_country
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Place

_LARGEST = {"hamlet": 30_000, "village": 30_000, "town": 300_000}  # population; a larger place has another noun
_CITY_STATES = frozenset({"GI", "HK", "MC", "MO", "SG", "VA"})  # country codes
_NO_STATE = "District of Columbia"  # a unit of the first level that is not a state
_GROUPS = frozenset({"islands", "isles", "archipelago"})
# Matches the words after "the State" where it means the government, as in reports of trials.
_ACTS = lazy_pattern(
    r"[’']s\b|[^\S\n](?:[A-Z]|al|accus|appeal|argu|ask|attorney|call|can\b|cannot|charg|claim|concede|contend|court|did|does|fail|fund|government|had|has|law|may\b|must|need|offer|own|pa[iy]|present|produc|prosecut|prov|refus|rest|said|says|seek|shall|should|showed|sought|wants?\b|will\b|would\b)"
)


def is_head(head: str, place: Place) -> bool:
    """Return whether a noun such as "island" fits the kind of a place."""
    if place.population > _LARGEST.get(head, place.population):
        return False
    if head == "state" and place.admin1 == _NO_STATE:
        return False
    if place.feature_code in HEADS[head]:
        return True
    if not is_country(place.feature_code):
        return False
    country = place.country_codes[:1]
    return bool(
        (head == "city" and _CITY_STATES.intersection(country))
        or (head == "island" and ISLANDS.intersection(country))
        or (head in _GROUPS and ARCHIPELAGOS.intersection(country))
    )


def acts_as_government(text: str, end: int) -> bool:
    """Return whether "the State", which ends at an offset, means the government: "the State argued", "the State’s case"."""
    return _ACTS.match(text, end) is not None
