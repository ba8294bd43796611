"""Find the reason for choosing the best candidate: the evidence that distinguishes it most from the second one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from storymap.language import is_language
from storymap.model import Place, Reason
from storymap.ports import Entry, Gazetteer
from storymap.resolve.candidates import Group
from storymap.resolve.containment import inside
from storymap.resolve.features import FEATURES
from storymap.resolve.ranker import Ranking
from storymap.sphere import distance_km

# Feature -> kind of reason. The contributions of each kind are added. Features that are not listed have the kind
# "name".
_KINDS = {
    "cue": "admin", "cue-broken": "admin", "home-50": "home", "home-300": "home", "home-country": "home",
    "near-50": "near", "near-150": "near", "near-500": "near", "admin1": "near", "could-60": "near", "could-200": "near", "could-admin1": "near",
    "beside-50": "near", "beside-150": "near", "beside-admin1": "near", "named-admin1": "near",
    "country": "country", "demonym": "country", "beside-country": "country", "named-country": "country", "holds": "holds",
    "relative": "largest", "prominence": "largest",
}  # fmt: skip


class Names:
    """Names of places in reasons: English names for an English article, otherwise the names used in the article."""

    def __init__(self, gazetteer: Gazetteer, language: str, words: Mapping[int, str]) -> None:
        """`words` maps the number of a gazetteer entry to the name by which the article mentions that place."""
        self._gazetteer, self._language = gazetteer, language
        self._english = is_language(language, "en")
        self._words = {} if self._english else words

    def of(self, entry: Entry) -> str:
        """Return the name of a gazetteer entry."""
        return self._words.get(entry.number) or self._gazetteer.place(entry).called(self._language)

    def country(self, code: str) -> str:
        """Return the name of the country with a code, or "" for the code ""."""
        if not code or self._english:
            return self._gazetteer.country_name(code) if code else ""
        place = self._gazetteer.country_place(code)
        return self._gazetteer.place(place).called(self._language) if place else code

    def joined(self, names: Sequence[str]) -> str:
        """Return the names joined by "and" in English, by commas in other languages."""
        return " and ".join(names) if self._english else ", ".join(names)


def explain(
    group: Group,
    ranking: Ranking,
    order: Sequence[int],
    others: Sequence[Entry | None],
    place: Place,
    names: Names,
    *,
    home_is_stated: bool = True,
) -> Reason:
    """Return the Reason for the best candidate of a group. `place` is its Place.

    `order`: the indices of the candidates, the best first. `others`: the best candidates of the other groups.
    `home_is_stated`: whether the article states where it was published. If the home was inferred from the names in the
    article, the reason lists these names.
    """
    best = group.candidates[order[0]]
    params = {
        "name": group.surface,
        "place": names.of(best),
        "where": where(place, best, names),
        "all": str(len(order)),
    }
    if group.part:
        params["part"] = group.part
    if (qualified := _qualified(group, best, len(order), params, names)) is not None:
        return qualified
    if len(order) == 1:
        return Reason("part" if group.part else "only", params)
    totals: dict[str, float] = {}
    for name, mine, theirs in zip(FEATURES, ranking.evidence[order[0]], ranking.evidence[order[1]], strict=True):
        kind = _KINDS.get(name, "name")
        if kind == "home" and not home_is_stated:
            kind = "near"
        totals[kind] = totals.get(kind, 0.0) + float(mine - theirs)
    for kind in sorted(totals, key=lambda v: -totals[v]):
        if totals[kind] <= 0:
            break
        if kind == "near" and (near := _neighbors(best, others, names)):
            return Reason("near", params | {"neighbours": names.joined(near)})
        if kind in ("home", "holds") or (kind == "country" and best.country):
            return Reason(kind, params | {"country": names.country(best.country)})
        if kind == "largest":
            return Reason("largest", params)
    return Reason("name", params)


def _qualified(group: Group, best: Entry, left: int, params: dict[str, str], names: Names) -> Reason | None:
    """Return the reason if words next to the name exclude other places with that name, otherwise None.

    `left`: number of candidates that are not excluded. `params`: the values for the text of the reason.
    """
    params = params | {"all": str(left + len(group.excluded))}
    if group.holders and any(inside(best, holder) for holder in group.holders):
        code = "admin" if left + len(group.excluded) > 1 else "admin-only"
        return Reason(code, params | {"holder": names.of(group.holders[0])})
    if group.type_word and group.excluded:
        return Reason("type", params | {"word": group.type_word})
    if group.qualifies:
        return Reason("holds", params)
    if left > 1 or not group.excluded:
        return None
    if group.holders:
        return Reason("near", params | {"neighbours": names.of(group.holders[0])})
    if best.country and best.kind != "country":
        return Reason("country", params | {"country": names.country(best.country)})
    return None


def where(place: Place, entry: Entry, names: Names) -> str:
    """Return admin-1 unit and country of a place: "Hokkaido, Japan".

    Return only the country for an admin-1 unit, and "" for countries and places without a country, such as seas.
    """
    if entry.kind == "country" or not entry.country:
        return ""
    country = names.country(entry.country)
    return f"{place.admin1}, {country}" if place.admin1 and place.admin1 != place.name else country


def _neighbors(best: Entry, others: Sequence[Entry | None], names: Names, most: int = 2) -> list[str]:
    """Return the names of at most `most` places in `others`: those nearest to `best`, within 600 km.

    Countries and historical places are left out.
    """
    near = [
        (distance_km(best.lat, best.lon, o.lat, o.lon), o)
        for o in others
        if o and o.kind not in ("country", "historical")
    ]
    close = sorted((km, o.number) for km, o in near if km <= 600 and o.number != best.number)
    entries = {o.number: o for _, o in near}
    found: dict[str, None] = {}
    # The table `found` avoids repetitions: several names in the article may be the same place, and several places may
    # have the same name.
    for _, number in close:
        if len(found) < most:
            found[names.of(entries[number])] = None
    return list(found)
