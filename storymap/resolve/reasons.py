"""Why a candidate won, from the evidence that set it apart from the runner-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from storymap.language import is_language
from storymap.model import Place, Reason
from storymap.ports import Entry, Gazetteer
from storymap.resolve.candidates import Group, inside
from storymap.resolve.features import NAMES
from storymap.resolve.ranker import Ranking
from storymap.sphere import distance_km

# Evidence of the same kind speaks with one voice.
_VOICES = {
    "cue": "admin", "cue-broken": "admin", "home-50": "home", "home-300": "home", "home-country": "home",
    "near-50": "near", "near-150": "near", "near-500": "near", "admin1": "near", "could-60": "near", "could-200": "near", "could-admin1": "near", "country": "country", "demonym": "country", "holds": "holds",
    "relative": "largest", "prominence": "largest",
}  # fmt: skip


class Names:
    """What an article calls its places: in English their names, in another language its own words for them."""

    def __init__(self, gazetteer: Gazetteer, language: str, words: Mapping[int, str]) -> None:
        """`words`: what the text says, by the number of the entry that it means."""
        self._gazetteer, self._language = gazetteer, language
        self._english = is_language(language, "en")
        self._words = {} if self._english else words

    def of(self, entry: Entry) -> str:
        """The name of a place."""
        return self._words.get(entry.number) or self._gazetteer.place(entry).called(self._language)

    def country(self, code: str) -> str:
        """The name of a country by its code; "" for none."""
        if not code or self._english:
            return self._gazetteer.country_name(code) if code else ""
        place = self._gazetteer.country_place(code)
        return self._gazetteer.place(place).called(self._language) if place else code

    def joined(self, names: Sequence[str]) -> str:
        """Names as a list."""
        return " and ".join(names) if self._english else ", ".join(names)


def explain(
    group: Group,
    ranking: Ranking,
    order: Sequence[int],
    others: Sequence[Entry | None],
    place: Place,
    names: Names,
) -> Reason:
    """The Reason of the winner `order[0]`; `others` are the winners of the other groups, `place` is the winner's."""
    best = group.candidates[order[0]]
    params = {
        "name": group.surface,
        "place": names.of(best),
        "where": where(place, best, names),
        "all": str(len(order)),
    }
    if group.part:
        params["part"] = group.part
    if len(order) == 1:
        if group.holders and inside(best, group.holders[0]):
            return Reason("admin-only", params | {"holder": names.of(group.holders[0])})
        return Reason("part" if group.part else "only", params)
    voices: dict[str, float] = {}
    for name, mine, theirs in zip(NAMES, ranking.evidence[order[0]], ranking.evidence[order[1]], strict=True):
        voice = _VOICES.get(name, "name")
        voices[voice] = voices.get(voice, 0.0) + float(mine - theirs)
    for voice in sorted(voices, key=lambda v: -voices[v]):
        if voices[voice] <= 0:
            break
        if voice == "admin" and group.holders:
            return Reason("admin", params | {"holder": names.of(group.holders[0])})
        if voice == "near" and (near := _neighbours(best, others, names)):
            return Reason("near", params | {"neighbours": names.joined(near)})
        if voice in ("home", "holds") or (voice == "country" and best.country):
            return Reason(voice, params | {"country": names.country(best.country)})
        if voice == "largest":
            return Reason("largest", params)
    return Reason("name", params)


def where(place: Place, entry: Entry, names: Names) -> str:
    """ "Hokkaido, Japan"; the country alone for admin units, nothing for countries and the sea."""
    if entry.kind == "country" or not entry.country:
        return ""
    country = names.country(entry.country)
    return f"{place.admin1}, {country}" if place.admin1 and place.admin1 != place.name else country


def _neighbours(best: Entry, others: Sequence[Entry | None], names: Names, most: int = 2) -> list[str]:
    """The names of the nearest other places of the article, within 600 km, that are no countries."""
    near = [
        (distance_km(best.lat, best.lon, o.lat, o.lon), o)
        for o in others
        if o and o.kind not in ("country", "historical")
    ]
    close = sorted((km, o.number) for km, o in near if km <= 600 and o.number != best.number)
    entries = {o.number: o for _, o in near}
    return list(dict.fromkeys(names.of(entries[n]) for _, n in close[:most]))
