"""Explain why a search found a place, and link to the web page of the place. The text is English, for editors."""

from __future__ import annotations

from storymap.lazy_pattern import lazy_pattern

_MATCHES = {1: "a former, native or official name of it", 2: "another name of it", 3: "a name that rarely means it"}
_LINKS = (
    (lazy_pattern(r"geonames:(\d+)"), "https://www.geonames.org/{}"),
    (lazy_pattern(r"wikidata:(Q\d+)"), "https://www.wikidata.org/wiki/{}"),
    (lazy_pattern(r"osm:((?:node|way|relation)/\d+)"), "https://www.openstreetmap.org/{}"),
    (lazy_pattern(r"whg:(\d+)"), "https://whgazetteer.org/places/{}/detail"),
)
_AT_THE_PLACE_KM = 1.0  # if the distance is below this, the text says that a place is "at" the other place


def why_found(match: int | None, holder: str, near: str, km: float | None) -> str:
    """Return phrases such as "another name of it; in Kent; 4 km from Chilham", or "" if there is nothing to say.

    `match` is a `ports.Match`. `near` is the name of the nearest place of the story, and `km` is the distance to this
    place.
    """
    parts = [_MATCHES.get(match or 0, ""), f"in {holder}" if holder else ""]
    if near and km is not None and near != holder:
        parts.append(f"at {near}" if km < _AT_THE_PLACE_KM else f"{km:,.0f} km from {near}")
    return "; ".join(part for part in parts if part)


def link_of(place_id: str) -> str:
    """Return the URL of the web page about a place with an id such as geonames:2130452, or "" if there is none."""
    for pattern, template in _LINKS:
        if found := pattern.fullmatch(place_id):
            return template.format(found[1])
    return ""
