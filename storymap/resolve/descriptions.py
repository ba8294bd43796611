"""Resolve descriptions: "the disputed islands", "the peninsula", "the city".

A description refers to one of these: a disputed area that fits its modifiers and anchor, the last place of its kind
named before it, or nothing that a map can show ("the region"). Ambiguous descriptions are not on the map.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence

from storymap.kinds import HEADS, is_country
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article, Description, Mention, Place, Reason, Rejected, RelativePoint, Resolution
from storymap.ports import Gazetteer
from storymap.resolve.attacked import attacked_country
from storymap.resolve.bearings import bearing_of, named_point, point_at, point_between
from storymap.resolve.disputes import Disputes
from storymap.resolve.features_around import feature_around
from storymap.resolve.focus import Focus
from storymap.resolve.heads import acts_as_government, is_head
from storymap.resolve.home_towns import HomeTowns
from storymap.resolve.plain_words import PLAIN, PLAIN_FORM
from storymap.sphere import around, distance_km
from storymap.tokens import sentence_starts

_ANTECEDENT = 0.85  # share of right places among the annotated descriptions that refer to a place named before
LOOK_BACK = 6  # the antecedent of a description is searched for in this many earlier passages
VAGUE = frozenset({"region", "area"})
# Nouns for towns. Articles name many towns. Therefore "the city" is resolved only if the article mentions one town
# clearly more often than the others.
_TOWNS = frozenset({"city", "town", "village", "hamlet", "port"})
# Noun for an admin-1 unit -> countries in which the noun can refer to the unit around the article's places, even if the
# article has not named the unit.
_UNITS = {
    "state": frozenset(["AU", "BR", "DE", "IN", "MM", "MX", "MY", "NG", "SD", "SO", "SS", "US", "VE"]),
    "province": frozenset([
        "AF", "AR", "AO", "CA", "CD", "CN", "CR", "CU", "EC", "ES", "FJ", "ID", "IE", "IR", "IT", "KE", "KR", "LA",
        "LK", "MZ", "NL", "NP", "PA", "PG", "PH", "PK", "PL", "RW", "SA", "SB", "TH", "TR", "VN", "VU", "ZA", "ZM", "ZW",
    ]),
}  # fmt: skip
_SOMEWHERE = lazy_pattern(r"(?i)(?:\b(?:in|across|around|throughout|of|from|to|into|leave|left)|(?:^|[.!?”\"\n]))\s*$")
_CLOSE = 50  # maximum number of characters from a town that follows other towns to "the city" in the same sentence
_APPOSITION = 40  # a description that explains a name is at most this many characters after it
_EXPLAINS = lazy_pattern(r"(?:[,(–—]|\b(?:is|was|as|became|remains))\s*(?:now|once|then|still|today|also)?\s*$")
_AFTER_NAME = lazy_pattern(r"[^\W\d_][\w’'.-]*(?:[^\S\n][\w’'.-]+){0,4},[^\S\n](?:now|once|then|still)?[^\S\n]?")
# Matches the text before a description that refers to the place just named: "at Bukittinggi, where" in "at Bukittinggi,
# where the town’s buses".
_WHERE = lazy_pattern(
    r"[^\W\d_][\w’'.-]*(?:[^\S\n][A-ZÀ-Þ][\w’'.-]+){0,3}(?:[^\S\n]itself)?,?[^\S\n]where[^\S\n](?:(?:all|half|most|much|part|the[^\S\n]whole)[^\S\n]of[^\S\n])?"
)
# Matches the words between a description and its name: "that Tokyo calls the" in "the islands that Tokyo calls the
# Senkakus".
_CALLED = lazy_pattern(r"\s+(?:that|which)\s+(?:[\w’'.-]+\s+){1,3}?calls?\s+(?:the\s+)?")
_ISLANDS_UNITS = frozenset({"island", "isle"})
# If an article has named only one place of such a kind, the noun can refer to it, even much later. The sea is not in
# this list.
_SINGLE = frozenset(
    {"atoll", "bay", "canal", "desert", "gulf", "island", "lake", "peninsula", "river", "strait", "valley"}
)
# An island belongs to the unit with the same name if it is at most this far from the centre of the unit
_SAME_KM = 100.0
_IN_NAME = lazy_pattern(r"\s+in\s+[A-ZÀ-Þ]")
_COUNTRIES = frozenset({"country", "nation", "kingdom", "sultanate", "principality"})
_POINTING = frozenset({"the", "this"})
_CAPITALS = frozenset({"state", "provincial", "regional", "national"})
_OTHER_CAPITALS = frozenset({"ancient", "first", "former", "future", "historic", "new", "old"})
_TAKEN = lazy_pattern(r"\b(?:annex|seiz|occup|captur|invad)")
_CITIES = frozenset({"city"})


def resolve_descriptions(
    article: Article,
    mentions: Sequence[Mention],
    decided: Mapping[int, Resolution],
    gazetteer: Gazetteer,
    rejected: Sequence[Rejected] = (),
) -> dict[int, Resolution]:
    """Return Resolutions by index in `mentions`, for descriptions of a place and for vague ones ("the region").

    Vague descriptions have no place. Other descriptions that do not refer to a place are left out.
    """
    if not any(m.description is not None for m in mentions):
        return {}
    resolver = _Resolver(article, mentions, decided, gazetteer, rejected)
    found = ((i, resolver.resolve(m)) for i, m in enumerate(mentions))
    return {i: r for i, r in found if r is not None}


class _Resolver:
    def __init__(
        self,
        article: Article,
        mentions: Sequence[Mention],
        decided: Mapping[int, Resolution],
        gazetteer: Gazetteer,
        rejected: Sequence[Rejected],
    ) -> None:
        self.gazetteer = gazetteer
        self.text = article.text
        self.starts = sentence_starts(article.text)
        self.named = {m.surface: decided[i].place for i, m in enumerate(mentions) if i in decided and decided[i].place}
        self.focus = Focus(article, mentions, decided)
        self.homes = HomeTowns(article, mentions, decided, rejected, gazetteer)
        self.disputes = Disputes(gazetteer, self.named, self.focus)

    def resolve(self, mention: Mention) -> Resolution | None:
        """Return the Resolution of a description. Vague descriptions ("the region") get one without a place.

        Return None for other mentions, and for other descriptions that do not refer to a place.
        """
        description = mention.description
        if description is None:
            return None
        if isinstance(description, RelativePoint):
            return self.point(mention, description)
        chosen = self.disputes.best(description)
        if chosen is not None:
            return self.resolution(mention, self.gazetteer.place(chosen.id), 0.9, "described")
        if not description.relation and (place := self.referent(mention, description)):
            return self.resolution(mention, place, _ANTECEDENT, "antecedent")
        if description.head in VAGUE and not description.modifiers and description.determiner == "the":
            return Resolution(mention, None, 1.0, Reason("vague", {"name": mention.surface}))
        return None

    def resolution(self, mention: Mention, place: Place, confidence: float, code: str) -> Resolution:
        self.focus.add(mention.start, place)
        return Resolution(mention, place, confidence, Reason(code, {"name": mention.surface, "place": place.name}))

    def point(self, mention: Mention, point: RelativePoint) -> Resolution | None:
        """Return the Resolution of a point that is described relative to one or two named places, or None."""
        anchors = [p.place for p in self.focus.between(mention.start, mention.end)]
        if point.km is None:
            place = point_between(mention, anchors[0], anchors[-1]) if len(anchors) > 1 else None
        elif anchors:
            start = self.sentences_back(mention, 0)
            named = [p.place for p in self.focus.before(mention.start, 0) if p.start >= start]
            if (same := named_point(point.relation, point.km, anchors[-1], named)) is not None:
                return self.resolution(mention, same, _ANTECEDENT, "antecedent")
            relates = bearing_of(point.relation) is None and any(p.id != anchors[-1].id for p in named)
            place = None if relates else point_at(mention, point.relation, point.km, anchors[-1])
        else:
            place = None
        return self.resolution(mention, place, 0.75, "told") if place is not None else None

    def referent(self, mention: Mention, description: Description) -> Place | None:
        """Return the place that a description refers to, or None if there is none or the description is ambiguous."""
        head, peoples = description.head, set(description.peoples)
        if head in VAGUE or description.determiner not in _POINTING:
            return None
        if (named := self.explained(mention, head)) is not None:
            return named
        rest = {m for m in description.modifiers if m not in PLAIN and not PLAIN_FORM.fullmatch(m)} - {
            description.demonym
        }
        if head == "capital":
            other = _OTHER_CAPITALS.intersection(description.modifiers)
            return self.capital(mention, description) if rest <= _CAPITALS and not other else None
        if rest:
            return None
        if called := _CALLED.match(self.text, mention.end):
            return next((p.place for p in self.focus.between(called.end(), called.end() + 1)), None)
        if peoples:
            return self.of_people(mention, head, peoples)
        if "same" in description.modifiers and (head in _COUNTRIES or head in _UNITS):
            last = self.focus.before(mention.start, 0, lambda place: is_head(head, place))[-1:]
            return last[0].place if last else None
        if head in _COUNTRIES:
            return attacked_country(self.text, mention.start, self.focus) or self.country(mention)
        if head in _UNITS:
            return self.unit(mention, head)
        written_in = self.homes.at(mention.start) if description.determiner == "this" and head in _TOWNS else None
        return written_in or self.antecedent(mention, head)

    def explained(self, mention: Mention, head: str) -> Place | None:
        """Return the place that is named directly before its description, as in "Yamoussoukro, the capital"."""
        last = self.focus.before(mention.start, 0)[-1:]
        description = mention.description
        formal = isinstance(description, Description) and description.anchors and not description.modifiers
        if not last or formal:
            return None
        start = last[0].start
        if not (
            _AFTER_NAME.fullmatch(self.text, start, mention.start) or _WHERE.fullmatch(self.text, start, mention.start)
        ):
            return None
        fits = is_head("city" if head in ("capital", *_TOWNS) else head, last[0].place)
        return last[0].place if fits else None

    def antecedent(self, mention: Mention, head: str) -> Place | None:
        """Return the place of the kind `head` that was named last before the mention, or None if it is ambiguous.

        If the last passage with such a place names several of them, return the one that is clearly named most.
        """

        def fits(place: Place) -> bool:
            return is_head(head, place) or (head in _ISLANDS_UNITS and self.is_island(place))

        if head in _TOWNS:
            return self.town(mention, fits)
        near = self.focus.before(mention.start, 1 if head == "sea" else LOOK_BACK, fits)
        if _TAKEN.search(self.sentence(mention)):
            near = [p for p in near if p.place.dispute is not None] or near
        if len({p.place.id for p in near if p.passage == near[-1].passage}) > 1:
            return self.focus.leading(near)
        if near:
            return near[-1].place
        only = self.focus.only(mention.start, fits) if head in _SINGLE else None
        return only or feature_around(head, self.towns_here(mention), self.gazetteer)

    def towns_here(self, mention: Mention) -> list[Place]:
        """Return the towns and sites that the passage names before a mention, or else those in the previous passage."""
        for passages in (0, 1):
            found = self.focus.before(
                mention.start, passages, lambda place: place.feature_class in ("P", "S") or place.feature_code == "ISL"
            )
            if found:
                return [point.place for point in found]
        return []

    def is_island(self, place: Place) -> bool:
        """Return whether an admin-1 or admin-2 unit is an island, such as Crete."""
        if place.feature_code not in ("ADM1", "ADM2"):
            return False
        lat, lon = place.position
        return any(
            e.kind == "island" and distance_km(lat, lon, e.lat, e.lon) <= _SAME_KM
            for e in self.gazetteer.find(place.name)
        )

    def town(self, mention: Mention, fits: Callable[[Place], bool]) -> Place | None:
        """Return the town that "the city" refers to.

        This is the only town in this sentence and the one before. If there is not exactly one, it is the article's main
        town; else the last town of this sentence, if it is close to the description; else the town with a clear lead in
        this passage and the one before, if no town was named more often.
        """
        if _IN_NAME.match(self.text, mention.end):
            return None  # the description is of another town, as "the small town in Somerset"
        near = self.focus.before(mention.start, 1, fits)
        last = [p for p in near if p.start >= self.sentences_back(mention)]
        main = self.focus.main(mention.start, fits)
        if last and len({p.place.id for p in last}) == 1:
            # If an article is about another town, "the city" does not refer to a town that is named only once.
            passing = main is not None and self.focus.times(last[-1].place, mention.start) == 1
            return main if passing else last[-1].place
        if main is not None:
            return main
        if last and mention.start - last[-1].start <= _CLOSE and last[-1].start >= self.sentences_back(mention, 0):
            return last[-1].place
        place = self.focus.leading(near)
        if place is not None and place.id in self.focus.most_named(mention.start, fits):
            return place
        return self.focus.only(mention.start, fits) if not near else None

    def of_people(self, mention: Mention, head: str, peoples: set[str]) -> Place | None:
        """Return the place of the kind `head` in a demonym's country that was named clearly more often than the others
        before the mention.

        Example: "the Libyan port". Return None if there is no such place. `peoples`: country codes or place ids of the
        demonym.
        """

        def fits(place: Place) -> bool:
            return is_head(head, place) and bool(peoples & {*place.country_codes[:1], place.id})

        return self.focus.leading(self.focus.before(mention.start, LOOK_BACK, fits))

    def country(self, mention: Mention) -> Place | None:
        """Return the country that "the country" refers to, or None."""
        code = self.focus.country(mention.start)
        place_id = self.gazetteer.country_place(code) if code else ""
        return self.gazetteer.place(place_id) if place_id else None

    def unit(self, mention: Mention, head: str) -> Place | None:
        """Return the state or province that "the state" refers to, or None.

        Return None too if "the state" means the government ("the state pays").
        """
        if (with_capital := mention.surface == "the State") and acts_as_government(self.text, mention.end):
            return None
        named = self.focus.before(
            mention.start,
            1,
            lambda place: is_head(head, place) and not _UNITS[head].isdisjoint(place.country_codes[:1]),
        )
        if named:
            here = {p.place.id: p.place for p in named if p.start >= self.sentences_back(mention, 0)}
            return next(iter(here.values())) if len(here) == 1 else self.focus.leading(named)
        country, name = self.focus.unit(mention.start)
        somewhere = with_capital or _SOMEWHERE.search(self.text, max(0, mention.start - 12), mention.start)
        if country not in _UNITS[head] or not somewhere:
            return None
        return self.unit_place(country, name)

    def unit_place(self, country: str, name: str) -> Place | None:
        found = [e for e in self.gazetteer.find(name) if e.kind == "admin1" and e.country == country] if name else []
        return self.gazetteer.place(found[0]) if found else None

    def capital(self, mention: Mention, description: Description) -> Place | None:
        """Return the capital of the country or state in the description, or else of the one that the text is about."""
        peoples = set(description.peoples)
        if description.anchors:
            whole = self.named.get(description.anchors[0])
        elif peoples:
            (code,) = peoples if len(peoples) == 1 else ("",)
            whole = self.gazetteer.place(code if ":" in code else self.gazetteer.country_place(code)) if code else None
        elif _CAPITALS.intersection(description.modifiers) - {"national"}:
            whole = self.unit_place(*self.focus.unit(mention.start)) or self.named_unit(mention)
        else:
            whole = self.country(mention)
        town = self.seat(whole) if whole is not None else None
        last = self.focus.before(mention.start, 0)[-1:]
        near = bool(last) and mention.start - last[0].start < _APPOSITION
        if (
            near
            and _EXPLAINS.search(self.text, last[0].start, mention.start)
            and last[0].place.feature_code in HEADS["city"]
        ):
            same = town is not None and last[0].place.name == town.name
            if same or not description.anchors:
                return None  # in "Tripoli, the capital of Libya", the description is not another mention of the place
        return town

    def named_unit(self, mention: Mention) -> Place | None:
        """Return the only state or province named in this passage and the one before, or None."""
        named = {p.place.id: p.place for p in self.focus.before(mention.start, 1) if p.place.feature_code == "ADM1"}
        return next(iter(named.values())) if len(named) == 1 else None

    def seat(self, whole: Place) -> Place | None:
        """Return the capital of a country or an admin-1 unit, or None."""
        code = "PPLC" if is_country(whole.feature_code) else "PPLA"
        box = whole.bbox or around(*whole.position, max(300.0, whole.radius_km))
        for town in self.gazetteer.largest(box, _CITIES, 400):
            if town.feature_code == code and town.country in whole.country_codes[:1]:
                place = self.gazetteer.place(town)
                if code == "PPLC" or place.admin1 == whole.name:
                    return place
        return None

    def sentences_back(self, mention: Mention, sentences: int = 1) -> int:
        """Return the start offset of the sentence that is `sentences` sentences before that of the mention."""
        i = bisect_right(self.starts, mention.start) - 1 - sentences
        return self.starts[i] if i > 0 else 0

    def sentence(self, mention: Mention) -> str:
        after = bisect_left(self.starts, mention.end)
        end = self.starts[after] if after < len(self.starts) else len(self.text)
        return self.text[self.sentences_back(mention, 0) : end]
