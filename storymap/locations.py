"""Use the coordinates in the front matter of an article for the names in its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from storymap.model import Article, Candidate, Location, Mention, Place, Reason, Resolution
from storymap.overrides.occurrences import occurrences
from storymap.sphere import distance_km

NEAR_KM = 25.0  # a candidate is the place of a position in the front matter if it is at most this far away
_REASON = Reason("front-matter")


def apply_locations(
    article: Article, resolutions: Sequence[Resolution]
) -> tuple[tuple[Resolution, ...], tuple[str, ...]]:
    """Return the resolutions after the positions in the front matter are applied.

    Also return a message for each position that matches no name.

    A position with a name applies to all occurrences of the name. A position without a name applies to the mention with
    the nearest candidate, and to all mentions with the same text.
    """
    found, unused = list(resolutions), []
    for location in article.locations:
        surfaces = _named(article, location) or _nearest(found, location)
        if not surfaces:
            lat, lon = location.position
            name = f"“{location.name}” at " if location.name else ""
            unused.append(
                f"{article.source or 'the article'}: the front matter has {name}{lat:g}, {lon:g}, which matches no name in the article. Name it in the text, or add it to places.yaml."
            )
            continue
        found = _decided(article, found, location, surfaces)
    return tuple(sorted(found, key=lambda r: (r.mention.start, -r.mention.end))), tuple(unused)


def _named(article: Article, location: Location) -> list[tuple[int, int]]:
    """Return the offsets of all occurrences of a location's full name.

    If there are none, use the part of the name before the first comma.
    """
    names = [location.name.strip(), location.name.split(",")[0].strip()]
    return next((spans for name in names if name and (spans := occurrences(article.text, name))), [])


def _nearest(resolutions: Sequence[Resolution], location: Location) -> list[tuple[int, int]]:
    """Return the offsets of the mention with the candidate nearest to a location.

    Mentions with the same text are included.

    Return [] if no candidate is within NEAR_KM.
    """
    best, surface = NEAR_KM, ""
    for r in resolutions:
        for place in _places(r):
            distance = _km(place, location)
            if distance < best:
                best, surface = distance, r.mention.surface
    return [(r.mention.start, r.mention.end) for r in resolutions if surface and r.mention.surface == surface]


def _km(place: Place, location: Location) -> float:
    return distance_km(place.position.lat, place.position.lon, location.position.lat, location.position.lon)


def _places(resolution: Resolution) -> list[Place]:
    own = [resolution.place] if resolution.place is not None else []
    return [*own, *(c.place for c in resolution.candidates)]


def _decided(
    article: Article, resolutions: list[Resolution], location: Location, spans: Sequence[tuple[int, int]]
) -> list[Resolution]:
    """Return the resolutions after the mentions at `spans` are resolved.

    Each mention gets its candidate nearest to the location, or a new place.
    """
    at = {(r.mention.start, r.mention.end): i for i, r in enumerate(resolutions)}
    found = list(resolutions)
    for start, end in spans:
        if (start, end) in at:
            r = found[at[start, end]]
            place = min(_places(r), key=lambda p: _km(p, location), default=None)
            if place is None or _km(place, location) > NEAR_KM:
                place = _own_place(location, r.mention.surface)
            others = tuple(c for c in r.candidates if c.place.id != place.id)
            found[at[start, end]] = replace(
                r, place=place, confidence=1.0, reason=_REASON, candidates=(Candidate(place, 1.0), *others)
            )
        elif not any(start < r.mention.end and r.mention.start < end for r in found):
            place = _own_place(location, article.text[start:end])
            mention = Mention(article.text[start:end], start, end)
            found.append(Resolution(mention, place, 1.0, _REASON, (Candidate(place, 1.0),)))
    return found


def _own_place(location: Location, surface: str) -> Place:
    name, (lat, lon) = location.name or surface, location.position
    return Place(f"editor:{name}@{lat:.5f},{lon:.5f}", name, location.position, "P", "PPL", source="editor")
