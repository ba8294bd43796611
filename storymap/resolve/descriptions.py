"""What "the disputed islands", "the peninsula", "the city" refer to. Precision first: unsure means not on the map, with the reason.

A description refers (a) by its modifiers and its anchor to a disputed area, named before or not; (b) back, to the last place of
that kind; or to nothing that a map could show ("the region").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from storymap.kinds import HEADS, PLURAL, is_country
from storymap.model import Article, Mention, MentionKind, Place, Reason, Resolution
from storymap.ports import DisputedArea, Gazetteer
from storymap.sphere import around

ENOUGH = 3.0  # points that a disputed area must have…
MARGIN = 1.0  # …and by how many it must lead
LOOK_BACK = 6  # passages searched for an antecedent…
SEVERAL_BACK = (
    1  # …of the kinds that an article names several of: there it must be the only one, or by far the leading one
)
VAGUE = frozenset({"region", "area"})
_SEVERAL = frozenset({"city", "town", "village", "port", "country", "state", "province", "county", "district"})
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
        "nearby",
        "main",
    ]
)


class _Point(NamedTuple):
    """An earlier mention that a description may refer back to."""

    start: int
    passage: int
    place: Place


def resolve_descriptions(
    article: Article, mentions: Sequence[Mention], decided: Mapping[int, Resolution], gazetteer: Gazetteer
) -> dict[int, Resolution]:
    """Resolutions of the descriptions among `mentions`, by their index; those that refer to no place at all are left out."""
    if not any(m.kind is MentionKind.DESCRIPTION for m in mentions):
        return {}
    reader = _Reader(article, mentions, decided, gazetteer)
    return {
        i: r for i, m in enumerate(mentions) if m.kind is MentionKind.DESCRIPTION and (r := reader.read(m)) is not None
    }


class _Reader:
    def __init__(
        self, article: Article, mentions: Sequence[Mention], decided: Mapping[int, Resolution], gazetteer: Gazetteer
    ) -> None:
        self.gazetteer = gazetteer
        self.text = article.text
        self.disputes = gazetteer.disputes()
        self.starts = [p.start for p in article.passages]
        self.named = {m.surface: decided[i].place for i, m in enumerate(mentions) if i in decided and decided[i].place}
        self.points = [
            _Point(m.start, self.passage(m.start), place)
            for i, m in enumerate(mentions)
            if i in decided and (place := decided[i].place) is not None
        ]
        codes = [c for p in self.points for c in p.place.country_codes[:1]]
        codes += [c for m in mentions if m.kind is MentionKind.DEMONYM for c in m.cue["stands_for"].split()]
        self.countries = set(codes)

    def passage(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1

    def read(self, mention: Mention) -> Resolution | None:
        head = mention.cue["head"]
        modifiers = set(mention.cue["modifiers"].split())
        chosen = self.dispute(mention, head, modifiers)
        if chosen is not None:
            return self.found(mention, self.gazetteer.place(chosen.id), 0.9, "described")
        if "relation" not in mention.cue and modifiers <= _PLAIN and (place := self.antecedent(mention, head)):
            return self.found(mention, place, 0.8, "antecedent")
        if head in VAGUE and not modifiers and mention.cue["determiner"] == "the":
            return Resolution(mention, None, 1.0, Reason("vague", {"name": mention.surface}))
        return None

    def found(self, mention: Mention, place: Place, confidence: float, code: str) -> Resolution:
        self.points.append(_Point(mention.start, self.passage(mention.start), place))
        self.points.sort()
        return Resolution(mention, place, confidence, Reason(code, {"name": mention.surface, "place": place.name}))

    def dispute(self, mention: Mention, head: str, modifiers: set[str]) -> DisputedArea | None:
        """The one disputed area that the words fit clearly better than all others."""
        scores = sorted(
            ((self.fit(d, mention, head, modifiers), d) for d in self.disputes), key=lambda s: (-s[0], s[1].id)
        )
        if not scores or scores[0][0] < ENOUGH or (len(scores) > 1 and scores[0][0] - scores[1][0] < MARGIN):
            return None
        return scores[0][1]

    def fit(self, area: DisputedArea, mention: Mention, head: str, modifiers: set[str]) -> float:
        """Points for one area: 2 a fitting modifier, 3 the holder, 3 the anchor, 1.5 when all sides are in the article."""
        if PLURAL.get(head, head) not in area.heads and head not in area.heads:
            return 0.0
        words = modifiers & area.words
        points = 2.0 * min(len(words), 2)
        holders = set(mention.cue.get("holders", "").split())
        if holders:
            if not holders & area.holders:
                return 0.0
            points += 3.0
        if "anchor" in mention.cue:
            if not self.anchored(area, mention):
                return 0.0
            points += 3.0
        if mention.cue.get("relation") in ("annexed", "occupied", "seized") and mention.cue["relation"] in area.words:
            points += 2.0
        if not points:
            return 0.0
        present = area.countries & self.countries
        if not present and "anchor" not in mention.cue:
            return 0.0
        points += 1.5 * len(present) / len(area.countries) + (0.5 if len(present) > 1 else 0.0)
        return points + (1.0 if any(p.place.id == area.id for p in self.points) else 0.0)

    def anchored(self, area: DisputedArea, mention: Mention) -> bool:
        """Whether the anchor of the description ("off Hokkaido") is one of the area's, by place or by country."""
        for name in mention.cue["anchor"].split("; "):
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
        """The last place of the head's kind before the mention; None when there is none, or no telling which."""
        if head in VAGUE or (head in _SEVERAL and mention.cue["determiner"] != "the"):
            return None
        before = [p for p in self.points if p.start < mention.start]
        if head == "capital":
            return self.capital(before, mention)
        here = self.passage(mention.start)
        back = SEVERAL_BACK if head in _SEVERAL else LOOK_BACK
        fitting = [p for p in before if p.place.feature_code in HEADS[head]]
        near = [p for p in fitting if here - p.passage <= back]
        if head in _SEVERAL:
            return self.leading(near, fitting)
        if _TAKEN.search(self.sentence(mention)):
            near = [p for p in near if p.place.dispute is not None] or near
        return near[-1].place if near else None

    def leading(self, near: Sequence[_Point], all_before: Sequence[_Point]) -> Place | None:
        """The only place near, or the one that the article has named at least twice as often as any other."""
        if not all_before or not near:
            return None
        counts = Counter(p.place.id for p in all_before).most_common(2)
        first = next(p.place for p in all_before if p.place.id == counts[0][0])
        if len(counts) == 1 or (counts[0][1] >= 3 and counts[0][1] >= 2 * counts[1][1]):
            return first
        return near[0].place if len({p.place.id for p in near}) == 1 else None

    def capital(self, before: Sequence[_Point], mention: Mention) -> Place | None:
        """The capital of the last country named, or the last capital named of that country."""
        here = self.passage(mention.start)
        countries = [p for p in before if is_country(p.place.feature_code) and here - p.passage <= 1]
        if not countries or len({p.place.id for p in countries}) > 1:
            return None
        country = countries[-1].place
        box = country.bbox or around(*country.position, max(300.0, country.radius_km))
        towns = self.gazetteer.largest(box, _CITIES, 60)
        found = [t for t in towns if t.feature_code == "PPLC" and t.country in country.country_codes[:1]]
        return self.gazetteer.place(found[0]) if found else None

    def sentence(self, mention: Mention) -> str:
        start = self.text.rfind(". ", 0, mention.start) + 1
        end = self.text.find(". ", mention.end)
        return self.text[start : end if end >= 0 else len(self.text)]
