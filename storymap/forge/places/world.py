"""The base and the changes that facts make to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from storymap.forge.places.base import Base
from storymap.forge.places.draft import Draft
from storymap.forge.places.patches import Patch
from storymap.ports import Match


class World:
    """Everything that goes into the gazetteer. A draft is made of a row of the base only when it is asked for."""

    def __init__(self, base: Base | None = None, added: Iterable[Draft] = ()) -> None:
        """`added`: drafts that are not in the base."""
        self.base = base or Base()
        self.drafts: dict[int, Draft] = {}  # row -> draft: rows of the base that were asked for, and added rows
        self.demonyms: dict[str, list[str]] = {}  # folded word -> country codes and ids
        self.negative: dict[str, list[str]] = {}  # folded name -> why it never matches alone, spellings that may
        self.disputes: list[list[Any]] = []
        self.country_ids: dict[str, str] = {}
        self._count = len(self.base)
        self._rows: dict[str, int] = {}  # of added places and of other ids
        self._named: dict[str, dict[int, None]] = {}  # folded name -> rows that got it by a patch or were added
        for draft in added:
            self.add(draft)

    def apply(self, patches: Iterable[Patch]) -> None:
        """Applies patches in their order, each before the next one is made."""
        for patch in patches:
            patch.apply(self)

    def add(self, draft: Draft) -> None:
        """Adds a row."""
        draft.row = self._count
        self._count += 1
        self.drafts[draft.row] = draft
        for place_id in (draft.id, *draft.other_ids):
            self._rows[place_id] = draft.row
        for name in draft.names:
            self._named.setdefault(name, {})[draft.row] = None

    def add_id(self, draft: Draft, other: str) -> None:
        """Makes `other` another id of a place."""
        draft.other_ids.append(other)
        self._rows[other] = draft.row

    def set_name(self, draft: Draft, folded: str, match: Match) -> None:
        """Gives a place a folded name, or changes how the name belongs to it."""
        if folded not in draft.names:
            self._named.setdefault(folded, {})[draft.row] = None
        draft.names[folded] = match

    def draft(self, row: int) -> Draft:
        """The draft of a row."""
        if row not in self.drafts:
            self.drafts[row] = self.base.draft(row)
        return self.drafts[row]

    def place(self, place_id: str) -> Draft:
        """The draft of an id. KeyError: there is no such place."""
        found = self.find(place_id)
        if found is None:
            raise KeyError(place_id)
        return found

    def find(self, place_id: str) -> Draft | None:
        """The draft of an id, None when there is no such place."""
        row = self._rows.get(place_id)
        row = self.base.row(place_id) if row is None else row
        return None if row is None else self.draft(row)

    def bearers(self, folded: str) -> list[Draft]:
        """Every place that has a folded name, in the order of rows."""
        rows = {*self.base.bearers(folded), *self._named.get(folded, ())}
        return [self.draft(row) for row in sorted(rows)]

    def units(self) -> Iterator[Draft]:
        """Every first-order unit."""
        for code, row in self.base.units.items():
            if code.count(".") == 1:
                yield self.draft(row)
        yield from (draft for draft in self.added() if draft.kind == "admin1")

    def added(self) -> list[Draft]:
        """The places that are not in the base, in the order of rows."""
        return [draft for row, draft in self.drafts.items() if row >= len(self.base)]
