"""Find the disputed area that a description refers to: "the disputed islands off Hokkaido"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from storymap.kinds import PLURAL
from storymap.model import Description, Place
from storymap.ports import DisputedArea, Gazetteer
from storymap.resolve.focus import Focus

MIN_SCORE = 3.0  # minimum score of the disputed area that a description refers to
MARGIN = 1.0  # minimum difference to the score of the next disputed area


class Disputes:
    """Compares the disputed areas with descriptions in an article. `named`: the places of the article by name."""

    def __init__(self, gazetteer: Gazetteer, named: Mapping[str, Place | None], focus: Focus) -> None:
        self.gazetteer = gazetteer
        self.named = named
        self.focus = focus
        self.disputes = gazetteer.disputes()

    def best(self, description: Description) -> DisputedArea | None:
        """Return the disputed area that fits the description clearly better than all others, or None."""
        scores = sorted(((self.score(d, description), d) for d in self.disputes), key=lambda s: (-s[0], s[1].id))
        if not scores or scores[0][0] < MIN_SCORE or (len(scores) > 1 and scores[0][0] - scores[1][0] < MARGIN):
            return None
        return scores[0][1]

    def score(self, area: DisputedArea, description: Description) -> float:
        """Return the score of a disputed area for a description.

        It is 0 if the noun, the holder or the anchor does not fit. Otherwise it is the sum of: 2 for each modifier that
        fits (at most two), 3 for the holder, 3 for the anchor, 2 for a relation such as "annexed", up to 2 for sides
        named in the article, and 2 if the article names the area.
        """
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
        return points + (2.0 if area.id in self.focus.ids else 0.0)

    def anchored(self, area: DisputedArea, anchors: Sequence[str]) -> bool:
        """Return whether a place named in a description, or its country, is one of the area's anchors.

        Example: "off Hokkaido".
        """
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
