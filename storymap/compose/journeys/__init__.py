"""Find the journey in a text: the stops that a person reaches, leaves or stays in, in text order.

`finder` finds the stops that the text tells of, and `stations` the places on the way between them. A text is a journey
only if at least half of its towns are stops or stations.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Container, Sequence
from itertools import groupby, pairwise

from storymap import sphere
from storymap.compose.framing import TOWN_KM
from storymap.compose.journeys.finder import LEAST_STOPS, REACH, Finder, Reached, Row, finder_of
from storymap.compose.journeys.stations import Named, in_order, stations
from storymap.compose.journeys.vocabulary import Vocabulary, vocabulary
from storymap.compose.places import affiliations, homes
from storymap.decisions import plain
from storymap.kinds import is_setting
from storymap.language import primary_language
from storymap.model import Article, Edits, MentionKind, Passage, PassageKind, Place, Resolution, Role, Stop, StoryPlace
from storymap.wording.phrases import SURE

SHARE = 0.5  # minimum share of the text's towns that are stops; below it, the journey is only a part of the story
# Minimum share of the text's towns that are stops or stations. It is higher than SHARE, because half of many places can
# be in the order of a way by chance.
SHARE_IN_ORDER = 0.6
# The same if the text has a narrator: hikers also name the towns and mountains that they see.
SHARE_NARRATED = 0.55
LEAST_STRONG = 2  # minimum number of different stops with a verb of motion or a dateline
# A text with fewer strong stops is a journey if it names this many stops and stations in their order along the way.
LEAST_ORDERED = 6
STATION = 0.5  # minimum confidence of a station; a wrong place is rarely on the way
WRONG = 5  # a detour of this many times the longest leg, to a place that is not sure, is probably to a wrong place
ROUGH_KM = 5.0  # a place that may be farther than this from its position is not a stop of the journey
MAX_STOPS = 60  # maximum number of stops; a line with more stops would be hard to read on the map


def find_journey(
    article: Article,
    shown: Sequence[Passage],
    resolutions: Sequence[Resolution],
    slugs: Sequence[str | None],
    places: Sequence[StoryPlace],
    edits: Edits,
) -> tuple[tuple[Stop, ...], tuple[str, ...]]:
    """Return the stops of the journey, and the messages about names that cannot be used.

    If the article has no journey, the result has no stops. The result has a message for each name under `journey` in
    places.yaml that is not a place on the map.
    """
    if edits.journey is False:
        return (), ()
    towns = {p.slug for p in places if not is_setting(p.place.feature_code)}
    passage_of = _passages(shown)
    named = [
        (r, slug, passage)
        for r, slug in zip(resolutions, slugs, strict=True)
        if slug in towns and slug and (passage := passage_of(r.mention.start)) is not None
    ]
    if isinstance(edits.journey, tuple):
        return _given(edits, named, places)
    if edits.journey:
        return _stops([Reached(slug, p.id, "", True) for _, slug, p in named], places), ()
    rough = {p.slug for p in places if p.place.approximate and p.place.radius_km > ROUGH_KM}
    named = [row for row in named if row[1] not in rough]
    words = vocabulary(primary_language(article.language))
    if words is None:
        return (), ()
    finder = finder_of(article.text, words)
    if finder.is_biography:
        return (), ()
    origins = affiliations(article, resolutions) | homes(article, resolutions)
    travelled = [row for row in named if row[0].mention.start not in origins]
    told = finder.stops(travelled)
    main = _number_of_places(travelled, places, finder.is_narrated)
    sure = {slug for r, slug, _ in named if r.confidence >= SURE}
    strong = {one.slug for one in told if one and one.strong}
    without = [one for one in told if one] if len(strong) >= LEAST_STRONG else []
    ordered = _with_stations(finder, travelled, told, places) if main <= 2 * MAX_STOPS else []
    for found, share in ((ordered, SHARE_NARRATED if finder.is_narrated else SHARE_IN_ORDER), (without, SHARE)):
        if len({one.slug for one in found}) < max(LEAST_STOPS, share * main):
            continue
        reached = _without_detours([*_origin(article, named, found[0], words), *found], places, sure)
        if len({one.slug for one in reached}) >= LEAST_STOPS:
            return _stops(reached, places), ()
    return (), ()


def _number_of_places(named: Sequence[Row], places: Sequence[StoryPlace], is_narrated: bool) -> int:
    """Return the number of places of which stops must be a certain share.

    If the text has a narrator, regions and large islands are not counted: the narrator says where they begin, or sees
    them from afar. Without a narrator, a text with a few towns and many regions is rarely a journey.
    """
    by_slug = {p.slug: p.place for p in places}
    known = {slug for r, slug, _ in named if r.mention.kind is not MentionKind.METONYM}
    return sum(not is_narrated or _is_town_sized(by_slug[slug]) for slug in known)


def _with_stations(
    finder: Finder, named: Sequence[Row], told: Sequence[Reached | None], places: Sequence[StoryPlace]
) -> list[Reached]:
    """Return the stops and the stations in the order of the text, or [] if the text does not name them in their order along a way.

    For each named place, `told` contains its stop, or None. Stations are looked for between the stops with a verb of
    motion or a dateline. If there are too few such stops, stations are looked for between all stops, also those where
    the text only says that the narrator was there.
    """
    firm = len({one.slug for one in told if one and one.strong}) >= LEAST_STOPS
    if not firm and not finder.has_narrator:
        return []
    at, by_slug = {p.slug: p.place.position for p in places}, {p.slug: p for p in places}
    fixed = [one is not None and (one.strong or not firm) for one in told]
    rows = [i for i, row in enumerate(named) if fixed[i] or _may_be_station(row, by_slug[row[1]])]
    found = list(told)
    for number in stations([Named(named[i][1], fixed[i]) for i in rows], at):
        i = rows[number]
        r, slug, passage = named[i]
        found[i] = found[i] or Reached(slug, passage.id, finder.day(r, passage), False)
    every = [one for one in found if one]
    kept = in_order([one.slug for one in every], {one.slug for one in every if one.strong}, at)
    return [one for one in every if one.slug in kept] if len(kept) >= LEAST_ORDERED else []


def _may_be_station(row: Row, place: StoryPlace) -> bool:
    """Return whether a place has the size of a town and is not doubtful, and its mention is not in a heading."""
    r, _, passage = row
    return (
        r.mention.kind is not MentionKind.METONYM
        and passage.kind is not PassageKind.HEADING
        and r.confidence >= STATION
        and place.role is not Role.PASSING
        and _is_town_sized(place.place)
    )


def _is_town_sized(place: Place) -> bool:
    return place.feature_class != "A" and place.radius_km <= TOWN_KM


def _without_detours(reached: Sequence[Reached], places: Sequence[StoryPlace], sure: Container[str]) -> list[Reached]:
    """Leave out each doubtful stop that would add a long detour.

    A stop is doubtful if it has neither a verb of motion nor a dateline. It is also doubtful if its place is not sure:
    the name may mean a place that the gazetteer does not have. A detour is long if it is longer than the longest leg
    between two stops that are not doubtful. This limit is multiplied by WRONG for a stop with a verb of motion or a
    dateline, and by two after the last stop that is not doubtful.
    `sure` contains the slugs of the places that are sure. If few of the stops are sure, all places count as sure.
    """
    at = {p.slug: p.place.position for p in places}
    strong = [one.slug for one in reached if one.strong]
    firm = [slug for slug in strong if slug in sure]
    firm = firm if len(firm) >= LEAST_STOPS else strong
    longest = max((sphere.distance_km(*at[a], *at[b]) for a, b in pairwise(firm)), default=0.0)
    kept: list[Reached] = []
    for i, one in enumerate(reached):
        later = next((other.slug for other in reached[i + 1 :] if other.strong and other.slug in firm), None)
        if not (one.strong and one.slug in firm) and kept and longest:
            before, here, after = at[kept[-1].slug], at[one.slug], at[later or kept[-1].slug]
            detour = sphere.distance_km(*before, *here) + sphere.distance_km(*here, *after)
            if detour - sphere.distance_km(*before, *after) > (WRONG if one.strong else 1) * longest * (
                1 if later else 2
            ):
                continue
        kept.append(one)
    return kept


def _origin(
    article: Article,
    named: Sequence[tuple[Resolution, str, Passage]],
    first: Reached,
    words: Vocabulary | None,
) -> list[Reached]:
    """Return the place where the journey starts as a list of one stop, or [] if the text does not name it.

    The words before the first place of the text say that it is the start, for example "the night train from Hanoi".
    """
    first_named = next((row for row in named if row[2].kind is not PassageKind.HEADING), None)
    if first_named is None:
        return []
    r, slug, passage = first_named
    before = article.text[max(passage.start, r.mention.start - REACH) : r.mention.start]
    found = words.goal.search(before.lower()) if words else None
    if slug == first.slug or found is None or not any(found.groupdict().values()):
        return []
    return [Reached(slug, passage.id, "", True)]


def _passages(shown: Sequence[Passage]) -> Callable[[int], Passage | None]:
    starts = [p.start for p in shown]

    def passage_of(offset: int) -> Passage | None:
        at = bisect_right(starts, offset) - 1
        return shown[at] if at >= 0 and offset < shown[at].end else None

    return passage_of


def _given(
    edits: Edits, named: Sequence[tuple[Resolution, str, Passage]], places: Sequence[StoryPlace]
) -> tuple[tuple[Stop, ...], tuple[str, ...]]:
    """Return the stops that places.yaml lists, and messages.

    The passage of a stop is the first passage that names the stop and that is not before the passage of the previous
    stop.
    """
    assert isinstance(edits.journey, tuple)
    by_name = {plain(p.label): p.slug for p in places} | {p.slug: p.slug for p in places}
    by_name |= {plain(r.mention.surface): slug for r, slug, _ in named}
    found, unused, last = [], [], 0
    for name in edits.journey:
        slug = by_name.get(plain(name))
        if slug is None:
            unused.append(f"{edits.journey_at}: `journey`: “{name}” is not a place on the map.")
            continue
        at = [(r.mention.start, p) for r, one, p in named if one == slug]
        start, passage = next((row for row in at if row[0] >= last), at[-1] if at else (last, named[0][2]))
        last = max(last, start)
        found.append(Reached(slug, passage.id, "", True))
    return _stops(found, places), tuple(unused)


def _stops(reached: Sequence[Reached], places: Sequence[StoryPlace]) -> tuple[Stop, ...]:
    """Return the stops, each with the distance from the start. Successive stops at the same place are merged."""
    at = {p.slug: p.place.position for p in places}
    stops: list[Stop] = []
    for slug, group in groupby(reached, key=lambda one: one.slug):
        rows = list(group)
        km = stops[-1].km + sphere.distance_km(*at[stops[-1].slug], *at[slug]) if stops else 0.0
        stops.append(Stop(slug, rows[0].passage, round(km, 1), next((row.day for row in rows if row.day), "")))
    return tuple(stops[:MAX_STOPS]) if len({stop.slug for stop in stops}) > 1 else ()
