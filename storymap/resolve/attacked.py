"""Find the country that "the country" means after a verb of war: "18 years after Washington invaded the country"."""

from __future__ import annotations

from storymap.kinds import is_country
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Place
from storymap.resolve.focus import Focus

_ATTACKS = lazy_pattern(r"\b(?:attacked|bombed|conquered|colonised|colonized|invaded|liberated|occupied)\s$")
_LOOK_BACK = 30  # characters


def attacked_country(text: str, start: int, focus: Focus) -> Place | None:
    """Return the attacked country that is described at the offset `start`, or None if no such verb precedes it.

    This is the country that the passage named last before, except that of the attacker, which is named just before the verb.
    """
    verb = _ATTACKS.search(text, max(0, start - _LOOK_BACK), start)
    points = focus.before(start, 0, lambda place: bool(place.country_codes)) if verb else []
    if verb is None or not points or points[-1].start < verb.start() - _LOOK_BACK:
        return None
    attacker = points[-1].place.country_codes[0]
    others = [p.place for p in points if is_country(p.place.feature_code) and p.place.country_codes[0] != attacker]
    return others[-1] if others else None
