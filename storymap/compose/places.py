"""Compose the places of a story, with their slugs, labels, roles and salience (importance in the article)."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, pairwise

from storymap.compose.label_ranks import zoom_of_length
from storymap.compose.poles import with_pole_longitudes
from storymap.gazetteer.fold import fold
from storymap.kinds import is_country, is_setting, max_zoom
from storymap.language import primary_language
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article, Mention, MentionKind, Place, Resolution, Role, StoryPlace
from storymap.sphere import distance_km

# A distant place is farther from the more salient places than FAR_SIZES times the size of the story. This distance is at
# least _LEAST_FAR_KM and at most _FAR_KM.
FAR_SIZES, _LEAST_FAR_KM, _FAR_KM = 4.0, 150.0, 1500.0
SMALL_COUNTRY_KM = 50.0
REGION_PX = 250.0  # a passage about a small region or mountain range shows it with this length
LARGE_KM = 1000.0  # radius of a region that is only the setting of smaller places, such as the European Union
FEW = 3  # If there are fewer distant places than this, the story is not about them, and they get the role "passing".
MANY_FAR = 0.3  # a story can only be about distant places if more than this share of its places is distant
# Distant places in one passage are not mentioned in passing if at least CLUSTER of them are near each other, or two of
# them are neighbours.
CLUSTER, NEIGHBOURS_KM = 3, 100.0
_AFFILIATION = lazy_pattern(
    r"(?:University|Institute|Council|Center|Centre|Foundation|School|think[- ]tank|Relations|Studies|College|Association)[^.\n]{0,40}\b(?:in|at)\s$"
)
# The words between the name of a person and the place that the person is from: "Ingrid Aas, 39, a midwife from Tromsø".
_AGED = lazy_pattern(
    r"[,(]\s?(?:\d\d|1[01]\d)[,)],?\s(?:(?:an?|the|ein|eine|une?|una|le|la|el)\s[^.,;:()\n]{0,40}\s)?(?:(?:from|of|in|at|aus|von|de|à|en)\s|d['’])$"
)

_PEOPLE = (
    "man|men|woman|women|boys?|girls?|students?|doctors?|nurses?|teachers?|farmers?|miners?|soldiers?|tourists?|visitors?"
    "|lawyers?|engineers?|priests?|monks?|nuns?|merchants?|traders?|widows?|couples?|family|families|friends?|neighbou?rs?|cousins?|brothers?|sisters?"
    "|(?:grand)?(?:father|mother|parent|son|daughter)s?|wife|husband|uncles?|aunts?|volunteers?|players?|reporters?|scientists?|experts?"
    "|owners?|captains?|cooks?|bakers?|waiters?|drivers?|guides?|sailors?|fisherm[ae]n|pilots?|bishops?|judges?|clerks?|dentists?|barbers?"
)
_HOME = lazy_pattern(r"\blives\s(?:now\s)?(?:in|near)\s$")
# "a widow from Pineville", "his grandfather had come from Tibet"
_ORIGIN = lazy_pattern(
    rf"\b(?:{_PEOPLE})\s(?:(?:who|that)\s)?(?:(?:had|has|have|was|were|is|are)\s)?"
    r"(?:(?:originally\s)?(?:(?:come|comes|came|hails?|hailed)\s)?(?:originally\s)?from|born\sin)\s(?:the\s)?$"
)


def story_places(
    article: Article, resolutions: Sequence[Resolution], left_out: Container[str] = ()
) -> tuple[tuple[StoryPlace, ...], tuple[str | None, ...]]:
    """Return the places of a story, the most salient first, and a slug for each resolution.

    The slug is that of the place of the resolution, or None if the place is not on the map.

    `left_out` contains the ids of passages that the page does not show. A place that only these passages name is not on
    the map.
    """
    groups: dict[str, list[Resolution]] = defaultdict(list)
    starts = [p.start for p in article.passages]
    for resolution in resolutions:
        at = bisect_right(starts, resolution.mention.start) - 1
        if resolution.place is not None and (at < 0 or article.passages[at].id not in left_out):
            groups[resolution.place.id].append(resolution)
    weights = {i: _weight(article, group) for i, group in groups.items()}
    heaviest = max(weights.values(), default=1.0)
    taken: set[str] = set()
    slugs: dict[str, str] = {}
    places = []
    for place_id, group in groups.items():
        place = _place(group)
        slugs[place_id] = slug(place.name, taken)
        salience = round(weights[place_id] / heaviest, 4)
        places.append(
            StoryPlace(
                slugs[place_id],
                place,
                _label(place, group, article),
                Role.MAIN,
                salience,
                _max_zoom(place),
            )
        )
    ranked = sorted(places, key=lambda p: (_is_wide(p.place), -p.salience))
    with_roles = _roles(article, ranked, groups)
    return with_pole_longitudes(with_roles), tuple(slugs.get(r.place.id) if r.place else None for r in resolutions)


def qualifiers(article: Article, resolutions: Sequence[Resolution]) -> frozenset[int]:
    """Return the start offsets of mentions that only qualify the place before them.

    Examples are Texas in "Waco, Texas", and Germany in "Gütersloh, Germany".
    """
    return frozenset(
        around.mention.start
        for here, around in pairwise(resolutions)
        if article.text[here.mention.end : around.mention.start].strip() == ","
        and here.place is not None
        and around.place is not None
        and _is_around(around.place, here.place)
    )


def _is_around(outer: Place, inner: Place) -> bool:
    """Return whether a place is the state or the country of another place."""
    if is_country(outer.feature_code):
        return outer is not inner and not {*inner.country_codes}.isdisjoint(outer.country_codes)
    return outer.feature_code == "ADM1" and outer.name == inner.admin1


def affiliations(article: Article, resolutions: Sequence[Resolution]) -> frozenset[int]:
    """Return the start offsets of mentions that locate an institution, or say where a person is from.

    Examples are Oslo in "the Peace Research Institute in Oslo", Tromsø in "Ingrid Aas, 39, a midwife from Tromsø", and
    Tibet in "his grandfather had come from Tibet".
    """
    starts = (r.mention.start for r in resolutions)
    return frozenset(at for at in starts if _is_affiliation(article.text[max(0, at - 120) : at]))


@lru_cache(16384)  # the three callers ask about the same mentions, and so does the editor after each change
def _is_affiliation(before: str) -> bool:
    """Return whether a place after this text locates an institution, or says where a person is from."""
    return any(pattern.search(before) for pattern in (_AFFILIATION, _AGED, _ORIGIN))


def homes(article: Article, resolutions: Sequence[Resolution]) -> frozenset[int]:
    """Return the start offsets of mentions that say where somebody lives now: Malmö in "his brother lives in Malmö"."""
    starts = (r.mention.start for r in resolutions)
    return frozenset(at for at in starts if _HOME.search(article.text[max(0, at - 20) : at]))


def is_small_country(place: Place) -> bool:
    """Return whether a country, such as Malta or Singapore, is small enough to be shown like a town."""
    return is_country(place.feature_code) and 0 < place.radius_km < SMALL_COUNTRY_KM


def _max_zoom(place: Place) -> float:
    """Return the maximum zoom of views of a place. The zoom is higher for a small region, so that the region fills a
    part of the map."""
    usual = 9.0 if is_small_country(place) else max_zoom(place.feature_code)
    if place.feature_class not in "LT" or place.radius_km <= 0:
        return usual
    return max(usual, min(9.0, round(zoom_of_length(place, REGION_PX), 2)))


def _is_wide(place: Place) -> bool:
    """Return whether a place is large enough to be the setting of smaller places."""
    if place.feature_code == "RGN":
        return place.radius_km > LARGE_KM
    return is_setting(place.feature_code) and not is_small_country(place)


def slug(name: str, taken: set[str]) -> str:
    """Return a unique slug for a name and add it to `taken`.

    Slugs are in lower case and without diacritics. Letters of non-Latin scripts are kept.
    """
    plain = unicodedata.normalize("NFKD", name.split(" / ", maxsplit=1)[0])
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    base = "-".join(re.findall(r"\w+", plain)) or "place"
    unique, number = base, 2
    while unique in taken:
        unique, number = f"{base}-{number}", number + 1
    taken.add(unique)
    return unique


def _place(group: Sequence[Resolution]) -> Place:
    place = group[0].place
    assert place is not None  # all resolutions in a group have the same place
    return place


def _weight(article: Article, group: Sequence[Resolution]) -> float:
    """Return the sum of the weights of a place's mentions.

    Early mentions and names that are also in the title have a higher weight. Metonyms have a lower weight.
    """
    length = max(1, len(article.text))
    total = 0.0
    for r in group:
        weight = 0.3 if r.mention.kind is MentionKind.METONYM else 1.0
        total += weight * (
            1.0 + 1.0 * (1 - r.mention.start / length) ** 2 + (1.0 if r.mention.surface in article.title else 0.0)
        )
    return total


def _label(place: Place, group: Sequence[Resolution], article: Article) -> str:
    """Return the base form of the name that the article uses most often for a place, or its name in the gazetteer.

    The gazetteer's name is preferred to others that are as frequent. Names in capital letters, abbreviations and
    descriptions do not become labels. A disputed place has the name or names of the gazetteer if a side has its own.
    """
    language = primary_language(article.language)
    if place.dispute is not None and any(name.side and name.language == language for name in place.names):
        return place.called(article.language)
    named = (r.mention for r in group if r.mention.kind in (MentionKind.NAME, MentionKind.METONYM))
    counts = Counter(_base(mention, place, article.language) for mention in named)
    usual = {fold(place.name), fold(place.called(article.language))}
    for surface, _ in sorted(counts.items(), key=lambda c: (-c[1], fold(c[0]) not in usual, -len(c[0]))):
        if not surface.isupper() and "." not in surface:
            return " ".join(surface.split())
    return place.name


def _base(mention: Mention, place: Place, language: str) -> str:
    """Return the base form of a mention's name, or the place's name in the article's language if it is known."""
    name = mention.lemma
    known = place.called(language)
    # if the text has "Krakow" without its accent, the name is still "Kraków"
    if name and fold(known) == fold(name):
        return known
    if not name or name.isascii() != mention.surface.isascii():
        return mention.surface
    if known != place.name:
        return known
    return name


def _roles(article: Article, places: Sequence[StoryPlace], groups: dict[str, list[Resolution]]) -> list[StoryPlace]:
    """Return the places with their roles.

    If the article names a smaller place, countries and other large places have the role "setting". A state that only
    qualifies towns ("Waco, Texas") also has the role "setting". A place has the role "passing" if it is named once,
    late in the article, and is far from the more salient places. If many places are far from the others, the story is
    about distant places, and these places have the role "main" instead.
    """
    mentions = sorted(chain.from_iterable(groups.values()), key=lambda r: r.mention.start)
    where, institutions = qualifiers(article, mentions), affiliations(article, mentions)
    settings = {
        p.slug for p in places if _is_wide(p.place) or all(r.mention.start in where for r in groups[p.place.id])
    }
    fine = [p for p in places if p.slug not in settings]
    repeated = {i for i, group in groups.items() if len(group) > 1 or group[0].mention.surface in article.title}
    aside = {p.slug for p in fine if _is_aside(groups[p.place.id], institutions)}
    far_km = _far_km([p for p in fine if p.slug not in aside])
    far = {
        p.slug for p in fine if p.slug not in aside and _is_far(article, p, fine, groups[p.place.id], repeated, far_km)
    }
    far -= _in_clusters(article, fine, far, groups, far_km)
    many = len(far) >= FEW and len(far) > MANY_FAR * (len(fine) - len(aside))
    passing = aside if many else aside | far
    roles = []
    for p in places:
        if p.slug in settings:
            role = Role.SETTING if fine else Role.MAIN
        else:
            role = Role.PASSING if p.slug in passing else Role.MAIN
        roles.append(replace(p, role=role))
    if fine and not any(p.role is Role.MAIN for p in roles):
        first = next(i for i, p in enumerate(roles) if p.slug not in settings)
        roles[first] = replace(roles[first], role=Role.MAIN)
    return roles


def _far_km(places: Sequence[StoryPlace]) -> float:
    """Return the distance in km from which a place is far from the others. `places` begins with the most salient one.

    The size of the story is the median distance of the other places from the most salient one. In a walk through one
    city, a place 300 km away is far; in a story about a continent, it is not.
    """
    if len(places) < 2:
        return _FAR_KM
    first, *others = (p.place.position for p in places)
    distances = sorted(distance_km(*first, *other) for other in others)
    median = distances[(len(distances) - 1) // 2]
    return min(_FAR_KM, max(_LEAST_FAR_KM, FAR_SIZES * median))


def _in_clusters(
    article: Article,
    fine: Sequence[StoryPlace],
    far: Container[str],
    groups: dict[str, list[Resolution]],
    far_km: float,
) -> set[str]:
    """Return the slugs of distant places that are near each other and in the same passage.

    The passage is then about this area: "In Recife they won. A bus took them to Maceió and Aracaju".
    """
    starts = [q.start for q in article.passages]
    by_passage: dict[int, list[StoryPlace]] = defaultdict(list)
    for p in fine:
        if p.slug in far:
            by_passage[bisect_right(starts, groups[p.place.id][0].mention.start)].append(p)
    return {
        p.slug
        for named in by_passage.values()
        for p in named
        for radius_km, least in ((far_km, CLUSTER), (NEIGHBOURS_KM, 2))
        if sum(distance_km(*p.place.position, *q.place.position) < radius_km for q in named) >= least
    }


def _is_aside(group: Sequence[Resolution], institutions: Container[int]) -> bool:
    """Return whether all mentions of a place are metonyms, or its only mention locates an institution."""
    if all(r.mention.kind is MentionKind.METONYM for r in group):
        return True
    return len(group) == 1 and group[0].mention.start in institutions


def _is_far(
    article: Article,
    p: StoryPlace,
    fine: Sequence[StoryPlace],
    group: Sequence[Resolution],
    repeated: Container[str],
    far_km: float,
) -> bool:
    """Return whether a place is named once, not at the beginning of the article, and is more than `far_km` from the more
    salient places.

    `repeated` contains the ids of places that have several mentions or are in the title. If `repeated` is empty, the
    article is a list of places, and the result is False.
    """
    if len(group) > 1 or group[0].mention.surface in article.title:
        return False
    start = group[0].mention.start
    passage = bisect_right([q.start for q in article.passages], start) - 1
    if passage < max(2, len(article.passages) // 5):
        return False
    here = p.place.position
    heavier = [q for q in fine if q.salience > p.salience * 1.5]
    return any(q.place.id in repeated for q in heavier) and all(
        distance_km(*here, *q.place.position) > far_km for q in heavier
    )
