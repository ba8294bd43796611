"""Send the state of a story to the browser.

After a change, only the rows that differ from the browser's version are sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from storymap.edit import payloads
from storymap.edit.session import Draft

# This many versions are kept, so that only the changes since one of them are sent. A browser with an older version gets
# the whole state.
KEPT = 3
LISTS = ("decisions", "refused", "suggestions", "passages")


class StoryStates:
    """The most recent versions of the state.

    Callers must hold the lock of the session, because this class is not thread-safe.
    """

    def __init__(self) -> None:
        self._versions: dict[int, dict[str, Any]] = {}

    def since(self, have: int, version: int, draft: Draft) -> dict[str, Any]:
        """Return the state of `version`. If the version `have` is known, return only the differences from it.

        A state that has only differences has the key `since`. Each list of such a state is {at, drop, rows}: `drop`
        rows from index `at` are to be replaced by `rows`. `places` is {set, drop}: the places to add or change, and the
        slugs of the places to remove.
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
    """Return the change between two lists: where it begins (`at`), the number of old rows to drop, and the new rows."""
    least = min(len(old), len(new))
    first = next((i for i in range(least) if old[i] != new[i]), least)
    last = next((i for i in range(least - first) if old[-1 - i] != new[-1 - i]), least - first)
    return {"at": first, "drop": len(old) - first - last, "rows": new[first : len(new) - last]}
