"""The data from which the gazetteer is compiled: the base with the changes from the facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from storymap.forge.places.base import Base
from storymap.forge.places.draft import Draft
from storymap.forge.places.patches import Patch
from storymap.forge.places.shared_positions import shared_positions
from storymap.ports import Match


class World:
    """All data for the gazetteer. The draft of a row of the base is created when it is first requested."""

    def __init__(self, base: Base | None = None, added: Iterable[Draft] = ()) -> None:
        """`added` are drafts of places that are not in the base."""
        self.base = base or Base()
        # row -> `Draft`, for added rows and for rows of the `Base` that were requested
        self.drafts: dict[int, Draft] = {}
        self.demonyms: dict[str, list[str]] = {}  # folded word -> the country codes and place ids that it refers to
        # Folded name that never matches on its own -> the reason, and the spellings that may still match.
        self.negative: dict[str, list[str]] = {}
        self.disputes: list[list[Any]] = []
        self.country_ids: dict[str, str] = {}
        # row -> radius (km) in which a village may be whose position is only known roughly
        self.rough_km = shared_positions(self.base)
        self._count = len(self.base)
        self._rows: dict[str, int] = {}  # id -> row, for added places and for additional ids of places
        self._named: dict[str, dict[int, None]] = {}  # folded name -> rows that a draft or a patch gave this name
        for draft in added:
            self.add(draft)

    def apply(self, patches: Iterable[Patch]) -> None:
        """Apply patches in order. Each patch is applied before the next one is created."""
        for patch in patches:
            patch.apply(self)

    def add(self, draft: Draft) -> None:
        """Add a place as a new row."""
        draft.row = self._count
        self._count += 1
        self.drafts[draft.row] = draft
        for place_id in (draft.id, *draft.other_ids):
            self._rows[place_id] = draft.row
        for name in draft.names:
            self._named.setdefault(name, {})[draft.row] = None

    def add_id(self, draft: Draft, other: str) -> None:
        """Add `other` as a further id of a place."""
        draft.other_ids.append(other)
        self._rows[other] = draft.row

    def set_name(self, draft: Draft, folded: str, match: Match) -> None:
        """Add a folded name to a place, or change its match."""
        if folded not in draft.names:
            self._named.setdefault(folded, {})[draft.row] = None
        draft.names[folded] = match

    def draft(self, row: int) -> Draft:
        """Return the draft of a row."""
        if row not in self.drafts:
            self.drafts[row] = self.base.draft(row)
        return self.drafts[row]

    def place(self, place_id: str) -> Draft:
        """Return the draft of the place with an id. Raise KeyError if no place has the id."""
        found = self.find(place_id)
        if found is None:
            raise KeyError(place_id)
        return found

    def find(self, place_id: str) -> Draft | None:
        """Return the draft of the place with an id, or None if no place has the id."""
        row = self._rows.get(place_id)
        row = self.base.row(place_id) if row is None else row
        return None if row is None else self.draft(row)

    def bearers(self, folded: str) -> list[Draft]:
        """Return all places that have a folded name, in the order of rows."""
        rows = {*self.base.bearers(folded), *self._named.get(folded, ())}
        return [self.draft(row) for row in sorted(rows)]

    def is_name(self, folded: str) -> bool:
        """Return whether any place has a folded name."""
        return folded in self.base.names or folded in self._named

    def settlements(self, folded: str, area: str) -> list[Draft]:
        """Return the settlements in an area that have a folded name, in the order of rows.

        `area` is the code of a country or of an admin-1 unit. No draft is created for other places with the name.
        """
        rows = {*self.base.settlements(folded, area), *self._named.get(folded, ())}
        drafts = (self.draft(row) for row in sorted(rows))
        return [draft for draft in drafts if draft.kind == "city" and area in (draft.country, draft.admin1)]

    def units(self) -> Iterator[Draft]:
        """Yield all admin-1 units."""
        for code, row in self.base.units.items():
            if code.count(".") == 1:
                yield self.draft(row)
        yield from (draft for draft in self.added() if draft.kind == "admin1")

    def added(self) -> list[Draft]:
        """Return the places that are not in the base, in the order of rows."""
        return [draft for row, draft in self.drafts.items() if row >= len(self.base)]
