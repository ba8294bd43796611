"""The state of a story for the browser. After a change, only the rows that differ from the browser's version are sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from storymap.edit import payloads
from storymap.edit.session import Draft

KEPT = 3  # The changes since this many versions can be computed. A browser with an older version gets the whole state.
LISTS = ("decisions", "refused", "suggestions", "passages")


class StoryStates:
    """The most recent versions of the state. Not thread-safe: callers hold the lock of the session."""

    def __init__(self) -> None:
        self._versions: dict[int, dict[str, Any]] = {}

    def since(self, have: int, version: int, draft: Draft) -> dict[str, Any]:
        """Return the state of a version: all of it, or what differs from the version `have`.

        A difference has the key `since`. Its lists are {at, drop, rows}: replace `drop` rows from index `at` by `rows`. Its
        `places` are {set, drop}.
        """
        old = self._versions.get(have)
        now = self._versions.get(version) or payloads.story(draft)
        self._versions.pop(version, None)
        self._versions[version] = now
        while len(self._versions) > KEPT:
            del self._versions[next(iter(self._versions))]
        if old is None:
            return now
        places = {slug: at for slug, at in now["places"].items() if old["places"].get(slug) != at}
        dropped = [slug for slug in old["places"] if slug not in now["places"]]
        return {
            **now,
            "since": have,
            **{name: difference(old[name], now[name]) for name in LISTS},
            "places": {"set": places, "drop": dropped},
        }


def difference(old: Sequence[Any], new: Sequence[Any]) -> dict[str, Any]:
    """Return the rows between the equal rows at the beginning and at the end of two lists."""
    least = min(len(old), len(new))
    first = next((i for i in range(least) if old[i] != new[i]), least)
    last = next((i for i in range(least - first) if old[-1 - i] != new[-1 - i]), least - first)
    return {"at": first, "drop": len(old) - first - last, "rows": new[first : len(new) - last]}
