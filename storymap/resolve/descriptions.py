"""What "the disputed islands", "the peninsula", "the city" refer to. Precision first: unsure means not on the map, with the reason.

A description refers (a) by its modifiers and its anchor to a disputed area, named before or not; (b) back, to the last place of
that kind; or to nothing that a map could show ("the region").
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence

from storymap.kinds import ARCHIPELAGOS, HEADS, ISLANDS, PLURAL, is_country
from storymap.model import Article, Description, Mention, Place, Reason, RelativePoint, Resolution
from storymap.ports import DisputedArea, Gazetteer
from storymap.resolve.bearings import named_point, point_at, point_between
from storymap.resolve.focus import Focus
from storymap.sphere import around

ENOUGH = 3.0  # points that a disputed area must have…
MARGIN = 1.0  # …and by how many it must lead
LOOK_BACK = 6  # passages searched for an antecedent…
VAGUE = frozenset({"region", "area"})
_TOWNS = frozenset({"city", "town", "village", "hamlet", "port"})  # articles name many: one must clearly lead
_SMALL, _VILLAGE = frozenset({"village", "hamlet"}), 30_000  # …and how many people such a place has at most
# Heads of admin-1 units, and the countries whose units they are when they were not named so.
_UNITS = {
    "state": frozenset(["AU", "BR", "DE", "IN", "MM", "MX", "MY", "NG", "SD", "SO", "SS", "US", "VE"]),
    "province": frozenset(
        [
            "AF",
            "AR",
            "AO",
            "CA",
            "CD",
            "CN",
            "CR",
            "CU",
            "EC",
            "ES",
            "FJ",
            "ID",
            "IE",
            "IR",
            "IT",
            "KE",
            "KR",
            "LA",
            "LK",
            "MZ",
            "NL",
            "NP",
            "PA",
            "PG",
            "PH",
            "PK",
            "PL",
            "RW",
            "SA",
            "SB",
            "TH",
            "TR",
            "VN",
            "VU",
            "ZA",
            "ZM",
            "ZW",
        ]
    ),
}
_SOMEWHERE = re.compile(r"(?i)(?:\b(?:in|across|around|throughout|of|from|to|into|leave|left)|(?:^|[.!?”\"\n]))\s*$")
_BESIDE = 40  # characters: a name so near before is what an apposition explains
_CALLED = re.compile(
    r"\s+(?:that|which)\s+(?:[\w’'.-]+\s+){1,3}?calls?\s+(?:the\s+)?"
)  # "the islands that Tokyo calls the Senkakus"
_GROUPS = frozenset({"islands", "isles", "archipelago"})
_SENTENCE_ENDS = re.compile(r"[.?!] |\n")
_IN_NAME = re.compile(r"\s+in\s+[A-ZÀ-Þ]")
_POINTING = frozenset({"the", "this"})
_CAPITALS = frozenset({"state", "provincial", "regional", "national"})
_TAKEN = re.compile(r"\b(?:annex|seiz|occup|captur|invad)")
_CITIES = frozenset({"city"})
# Modifiers that describe without choosing: "the small islands" are the islands.
_PLAIN = frozenset(
    [
        "small",
        "tiny",
        "little",
        "large",
        "big",
        "remote",
        "rocky",
        "volcanic",
        "entire",
        "whole",
        "same",
        "two",
        "three",
        "four",
        "five",
        "several",
        "long",
        "narrow",
        "strategic",
        "disputed",
        "contested",
        "main",
    ]
)


def resolve_descriptions(
    article: Article, mentions: Sequence[Mention], decided: Mapping[int, Resolution], gazetteer: Gazetteer
) -> dict[int, Resolution]:
    """Resolutions of the descriptions among `mentions`, by their index; those that refer to no place at all are left out."""
    if not any(m.description is not None for m in mentions):
        return {}
    reader = _Reader(article, mentions, decided, gazetteer)
    found = ((i, reader.read(m)) for i, m in enumerate(mentions))
    return {i: r for i, r in found if r is not None}


class _Reader:
    def __init__(
        self, article: Article, mentions: Sequence[Mention], decided: Mapping[int, Resolution], gazetteer: Gazetteer
    ) -> None:
        self.gazetteer = gazetteer
        self.text = article.text
        self.ends = [m.end() for m in _SENTENCE_ENDS.finditer(article.text)]
        self.disputes = gazetteer.disputes()
        self.named = {m.surface: decided[i].place for i, m in enumerate(mentions) if i in decided and decided[i].place}
        self.focus = Focus(article, mentions, decided)

    def read(self, mention: Mention) -> Resolution | None:
        """What a description means; None for other mentions, and when it refers to no place at all."""
        description = mention.description
        if description is None:
            return None
        if isinstance(description, RelativePoint):
            return self.point(mention, description)
        chosen = self.dispute(description)
        if chosen is not None:
            return self.found(mention, self.gazetteer.place(chosen.id), 0.9, "described")
        if not description.relation and (place := self.meant(mention, description)):
            return self.found(mention, place, 0.8, "antecedent")
        if description.head in VAGUE and not description.modifiers and description.determiner == "the":
            return Resolution(mention, None, 1.0, Reason("vague", {"name": mention.surface}))
        return None

    def found(self, mention: Mention, place: Place, confidence: float, code: str) -> Resolution:
        self.focus.add(mention.start, place)
        return Resolution(mention, place, confidence, Reason(code, {"name": mention.surface, "place": place.name}))

    def point(self, mention: Mention, point: RelativePoint) -> Resolution | None:
        """A point told by way of one or two named places."""
        anchors = [p.place for p in self.focus.between(mention.start, mention.end)]
        if point.km is None:
            place = point_between(mention, anchors[0], anchors[-1]) if len(anchors) > 1 else None
        elif anchors:
            start = self.sentences_back(mention, 0)
            named = [p.place for p in self.focus.before(mention.start, 0) if p.start >= start]
            if (same := named_point(point.relation, point.km, anchors[-1], named)) is not None:
                return self.found(mention, same, 0.8, "antecedent")
            place = point_at(mention, point.relation, point.km, anchors[-1])
        else:
            place = None
        return self.found(mention, place, 0.75, "told") if place is not None else None

    def meant(self, mention: Mention, description: Description) -> Place | None:
        """The place that the words refer back to; None when there is none, or no telling which."""
        head, peoples = description.head, set(description.peoples)
        if head in VAGUE or description.determiner not in _POINTING:
            return None
        rest = set(description.modifiers) - _PLAIN - {description.demonym}
        if head == "capital":
            return self.capital(mention, description) if rest <= _CAPITALS else None
        if rest:
            return None
        if called := _CALLED.match(self.text, mention.end):
            return next((p.place for p in self.focus.between(called.end(), called.end() + 1)), None)
        if peoples:
            return self.of_people(mention, head, peoples)
        if head == "country":
            return self.country(mention)
        if head in _UNITS:
            return self.unit(mention, head)
        return self.antecedent(mention, head)

    def dispute(self, description: Description) -> DisputedArea | None:
        """The one disputed area that the words fit clearly better than all others."""
        scores = sorted(((self.fit(d, description), d) for d in self.disputes), key=lambda s: (-s[0], s[1].id))
        if not scores or scores[0][0] < ENOUGH or (len(scores) > 1 and scores[0][0] - scores[1][0] < MARGIN):
            return None
        return scores[0][1]

    def fit(self, area: DisputedArea, description: Description) -> float:
        """Points for one area: 2 a fitting modifier, 3 the holder, 3 the anchor, 1.5 when all sides are in the article."""
        head = description.head
        if PLURAL.get(head, head) not in area.heads and head not in area.heads:
            return 0.0
        words = area.words.intersection(description.modifiers)
        points = 2.0 * min(len(words), 2)
        if description.holders:
            if not area.holders.intersection(description.holders):
                return 0.0
            points += 3.0
        if description.anchors:
            if not self.anchored(area, description.anchors):
                return 0.0
            points += 3.0
        if description.relation in ("annexed", "occupied", "seized") and description.relation in area.words:
            points += 2.0
        if not points:
            return 0.0
        present = area.countries & self.focus.countries.keys()
        if not present and not description.anchors:
            return 0.0
        points += 1.5 * len(present) / len(area.countries) + (0.5 if len(present) > 1 else 0.0)
        return points + (1.0 if area.id in self.focus.ids else 0.0)

    def anchored(self, area: DisputedArea, anchors: Sequence[str]) -> bool:
        """Whether an anchor of the description ("off Hokkaido") is one of the area's, by place or by country."""
        for name in anchors:
            place = self.named.get(name)
            if place is None:
                best = self.gazetteer.find(name)[:1]
                place = self.gazetteer.place(best[0]) if best else None
            if place is not None and ({place.id, *self.country_anchor(place)} & area.anchors):
                return True
        return False

    def country_anchor(self, place: Place) -> Iterable[str]:
        return place.country_codes[:1] if place.feature_code.startswith("PCL") else ()

    def antecedent(self, mention: Mention, head: str) -> Place | None:
        """The place of the head's kind that was named last and most in the passages before."""

        def fits(place: Place) -> bool:
            return is_head(head, place)

        if head in _TOWNS:
            return self.town(mention, fits)
        near = self.focus.before(mention.start, LOOK_BACK, fits)
        if _TAKEN.search(self.sentence(mention)):
            near = [p for p in near if p.place.dispute is not None] or near
        if len({p.place.id for p in near if p.passage == near[-1].passage}) > 1:
            return self.focus.leading(near)
        return near[-1].place if near else None

    def town(self, mention: Mention, fits: Callable[[Place], bool]) -> Place | None:
        """The only town of this sentence and the one before; else the article's own; else the one that clearly leads nearby."""
        if _IN_NAME.match(self.text, mention.end):
            return None  # "the small town in Somerset" is told from another one
        near = self.focus.before(mention.start, 1, fits)
        last = [p for p in near if p.start >= self.sentences_back(mention)]
        if last and len({p.place.id for p in last}) == 1:
            return last[-1].place
        own = self.focus.own(mention.start, fits)
        if own is not None:
            return own
        place = self.focus.leading(near)
        return place if place is not None and place.id in self.focus.most_named(mention.start, fits) else None

    def of_people(self, mention: Mention, head: str, peoples: set[str]) -> Place | None:
        """ "the Libyan port": the place of that kind in that country that the article has named."""

        def fits(place: Place) -> bool:
            return is_head(head, place) and bool(peoples & {*place.country_codes[:1], place.id})

        return self.focus.leading(self.focus.before(mention.start, LOOK_BACK, fits))

    def country(self, mention: Mention) -> Place | None:
        """The country that the article speaks of there."""
        code = self.focus.country(mention.start)
        place_id = self.gazetteer.country_place(code) if code else ""
        return self.gazetteer.place(place_id) if place_id else None

    def unit(self, mention: Mention, head: str) -> Place | None:
        """The state or province that the article speaks of there. "The state pays" is the government's, not a place."""
        named = self.focus.before(mention.start, 1, lambda place: is_head(head, place))
        if named:
            return self.focus.leading(named)
        country, name = self.focus.unit(mention.start)
        if country not in _UNITS[head] or not _SOMEWHERE.search(self.text, max(0, mention.start - 12), mention.start):
            return None
        return self.unit_place(country, name)

    def unit_place(self, country: str, name: str) -> Place | None:
        found = [e for e in self.gazetteer.find(name) if e.kind == "admin1" and e.country == country] if name else []
        return self.gazetteer.place(found[0]) if found else None

    def capital(self, mention: Mention, description: Description) -> Place | None:
        """The capital of the country or state that is named with it, else of the one that is spoken of there."""
        peoples = set(description.peoples)
        if description.anchors:
            whole = self.named.get(description.anchors[0])
        elif peoples:
            (code,) = peoples if len(peoples) == 1 else ("",)
            whole = self.gazetteer.place(code if ":" in code else self.gazetteer.country_place(code)) if code else None
        elif _CAPITALS.intersection(description.modifiers) - {"national"}:
            whole = self.unit_place(*self.focus.unit(mention.start))
        else:
            whole = self.country(mention)
        town = self.seat(whole) if whole is not None else None
        beside = self.focus.before(mention.start, 0)[-1:]
        if town is not None and beside and beside[0].place.id == town.id and mention.start - beside[0].start < _BESIDE:
            return None  # "Tripoli, the capital of Libya" says it twice
        return town

    def seat(self, whole: Place) -> Place | None:
        """The capital of a country, or the seat of an admin-1 unit."""
        code = "PPLC" if is_country(whole.feature_code) else "PPLA"
        box = whole.bbox or around(*whole.position, max(300.0, whole.radius_km))
        for town in self.gazetteer.largest(box, _CITIES, 400):
            if town.feature_code == code and town.country in whole.country_codes[:1]:
                place = self.gazetteer.place(town)
                if code == "PPLC" or place.admin1 == whole.name:
                    return place
        return None

    def sentences_back(self, mention: Mention, sentences: int = 1) -> int:
        """Where the sentence begins that stands so many before a mention's own."""
        before = bisect_right(self.ends, mention.start) - sentences
        return self.ends[before - 1] if before > 0 else 0

    def sentence(self, mention: Mention) -> str:
        after = bisect_left(self.ends, mention.end)
        end = self.ends[after] if after < len(self.ends) else len(self.text)
        return self.text[self.sentences_back(mention, 0) : end]


def is_head(head: str, place: Place) -> bool:
    """Whether a place is of the kind that a noun stands for."""
    if head in _SMALL and place.population > _VILLAGE:
        return False
    if place.feature_code in HEADS[head]:
        return True
    if not is_country(place.feature_code):
        return False
    country = place.country_codes[:1]
    return bool(
        (head == "island" and ISLANDS.intersection(country)) or (head in _GROUPS and ARCHIPELAGOS.intersection(country))
    )
