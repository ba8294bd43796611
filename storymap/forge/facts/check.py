"""Check the facts: their values, references and positions. Each message starts with file:line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from storymap.forge.facts import rules
from storymap.forge.facts.check_points import duplicate_points, points_without_country
from storymap.forge.facts.names import read_names
from storymap.forge.facts.points import read_points, with_ids
from storymap.forge.facts.reading import Cache, Fact, FactsError, read
from storymap.forge.facts.rules import Rule
from storymap.gazetteer.fold import fold
from storymap.model import BoundingBox
from storymap.nearest import did_you_mean, nearest
from storymap.sphere import around, contains, distance_km, union

# A place may be this far outside the box of its parent, because boxes are approximate.
_SLACK_KM = 50.0
_TWICE_KM = 15.0  # two entries with the same name and code within this distance are duplicates

_FEATURE: dict[str, Rule] = {
    "id": rules.slug,
    "name": rules.text,
    "names": rules.by_language,
    "aliases": rules.texts,
    "weak": rules.texts,
    "code": rules.code,
    "position": rules.position,
    "box": rules.box,
    "sides": rules.by_side,
    "countries": rules.texts,
    "parents": rules.slugs,
    "rank": rules.between(1, 5),
    "outline": rules.ring,
    "mouth": rules.position,
    "years": rules.years,
    "zoom": rules.between(0, 18),
    "approximate": rules.flag,
    "union": rules.flag,
    "speaks_for": rules.text,
    "same": rules.text,
    "radius_km": rules.between(0, 2000),
    "source": rules.text,
}
_POINT: dict[str, Rule] = {
    key: _FEATURE[key]
    for key in ("id", "name", "aliases", "code", "position", "countries", "parents", "rank", "radius_km")
} | {"years": rules.written_years}
_DISPUTE: dict[str, Rule] = {
    **_FEATURE,
    "status": rules.status,
    "administered_by": rules.texts,
    "claimed_by": rules.texts,
    "since": rules.year_or_text,
    "note": rules.sentence,
    "heads": rules.texts,
    "words": rules.texts,
    "anchors": rules.texts,
    "members": rules.slugs,
    "line": rules.drawn,
}
_NAMES: dict[str, Rule] = {
    "name": rules.text,
    "aliases": rules.texts,
    "official": rules.texts,
    "former": rules.by_year,
    "weak": rules.texts,
    "demonyms": rules.texts,
}
_COUNTRY: dict[str, Rule] = {
    **_NAMES,
    "key": rules.text,
    "position": rules.position,
    "box": rules.box,
    "code": rules.one_of("PCLI", "PCLD", "PCLS", "PCL"),
    "capital": rules.text,
}
_ADMIN1: dict[str, Rule] = {
    **_NAMES,
    "key": rules.text,
    "position": rules.position,
    "box": rules.box,
    "seat": rules.text,
    "rank": rules.between(1, 5),
}
_CITY: dict[str, Rule] = {**_NAMES, "city": rules.text, "country": rules.text, "admin1": rules.text}
_PEOPLE: dict[str, Rule] = {"of": rules.slug, "demonyms": rules.texts}
_EXONYM: dict[str, Rule] = {"of": rules.text, "country": rules.text, "names": rules.by_language}
_NEGATIVE: dict[str, Rule] = {"why": rules.text, "names": rules.texts, "as_written": rules.flag}

_NEEDED = {
    "features": ("id", "name", "code", "position", "countries", "parents", "rank"),
    "points": ("name", "code", "position"),
    "disputes": ("id", "name", "code", "position", "countries", "rank", "status", "note", "heads", "words", "sides"),
    "countries": ("name", "position"),
    "admin1": (),
    "cities": ("city", "country"),
    "demonyms": ("of", "demonyms"),
    "negative": ("why", "names"),
    "exonyms": ("of", "names"),
    "names": ("of", "names"),
}
_RULES = {
    "features": _FEATURE,
    "points": _POINT,
    "disputes": _DISPUTE,
    "countries": _COUNTRY,
    "admin1": _ADMIN1,
    "cities": _CITY,
    "demonyms": _PEOPLE,
    "negative": _NEGATIVE,
    "exonyms": _EXONYM,
    "names": _EXONYM,
}


@dataclass(frozen=True, slots=True)
class Facts:
    """The entries of all facts files. Each file or folder in `storymap/facts` has a field."""

    features: Sequence[Fact] = ()
    points: Sequence[Fact] = ()
    disputes: Sequence[Fact] = ()
    countries: Sequence[Fact] = ()
    admin1: Sequence[Fact] = ()
    cities: Sequence[Fact] = ()
    demonyms: Sequence[Fact] = ()
    negative: Sequence[Fact] = ()
    exonyms: Sequence[Fact] = ()
    names: Sequence[Fact] = ()


def load(folder: Path, cache: Cache | None = None) -> Facts:
    """Return the facts in a folder.

    A missing file is treated as an empty file. Raise FactsError if a file is not valid YAML, or if a table has a wrong
    header.
    """
    features = [fact for path in sorted((folder / "features").glob("*.yaml")) for fact in read(path, cache)]
    files = (field.name for field in fields(Facts) if field.name not in ("features", "points", "names"))
    others = {name: read(folder / f"{name}.yaml", cache) for name in files}
    points = [fact for path in sorted((folder / "points").glob("*.tsv")) for fact in read_points(path)]
    page_names = [fact for path in sorted((folder / "names").glob("*.tsv")) for fact in read_names(path)]
    taken = {fact.get("id", "") for fact in (*features, *others["disputes"])}
    return Facts(features=features, points=with_ids(points, taken), names=page_names, **others)


def verify(facts: Facts) -> None:
    """Raise FactsError if the facts have mistakes. The error has one line for each mistake."""
    if complaints := check(facts):
        raise FactsError("\n".join(complaints))


def check(facts: Facts) -> list[str]:
    """Return a message of the form `file:line: mistake` for each mistake.

    References between entries are checked only if all values are valid.
    """
    values = [c for field in fields(Facts) for c in _values(field.name, getattr(facts, field.name))]
    if values:
        return values
    points = [
        *points_without_country(facts.points),
        *duplicate_points(facts.points, [*facts.features, *facts.disputes]),
    ]
    return [*_unique(facts), *_references(facts), *_geometry(facts), *_sides(facts), *_twice(facts), *points]


def _values(kind: str, entries: Iterable[Fact]) -> Iterator[str]:
    needed, rules = _NEEDED[kind], _RULES[kind]
    for fact in entries:
        for key in needed:
            if key not in fact.values:
                yield f"{fact.where()}: {key} is missing"
        for key, value in fact.values.items():
            rule = rules.get(key)
            wrong = f"is not a key of this file.{did_you_mean(nearest(key, rules))}" if rule is None else rule(value)
            if wrong:
                yield f"{fact.where(key)}: {key}: {wrong}"


def _unique(facts: Facts) -> Iterator[str]:
    seen: dict[str, Fact] = {}
    for fact in (*facts.features, *facts.disputes):
        if other := seen.get(fact["id"]):
            yield f"{fact.where('id')}: id {fact['id']!r} is already used at {other.where('id')}"
        seen[fact["id"]] = fact


def _references(facts: Facts) -> Iterator[str]:
    """Yield a message for each id or country code that the facts use and that does not exist.

    If the facts have no `countries.yaml`, any two capital letters are accepted as a country code.
    """
    ids = {fact["id"] for fact in (*facts.features, *facts.disputes)}
    points = {fact["id"] for fact in facts.points}
    codes = {fact["key"] for fact in facts.countries}
    for fact in facts.demonyms:
        if fact["of"] not in ids and fact["of"] not in points:
            yield f"{fact.where('of')}: of: no entry {fact['of']!r}.{did_you_mean(nearest(fact['of'], ids))}"
    for fact in (*facts.features, *facts.disputes, *facts.points):
        for key in ("parents", "members"):
            for other in fact.get(key, ()):
                if other not in ids:
                    yield f"{fact.where(key)}: {key}: no entry {other!r}.{did_you_mean(nearest(other, ids))}"
        for key in ("countries", "administered_by", "claimed_by", "anchors"):
            for name in fact.get(key, ()):
                known = name in codes or (not codes and re.fullmatch("[A-Z]{2}", name)) or name in ids
                if not known:
                    hint = did_you_mean(nearest(name, {*codes, *ids}))
                    yield f"{fact.where(key)}: {key}: {name!r} is neither a country code nor the id of an entry.{hint}"


def _geometry(facts: Facts) -> Iterator[str]:
    entries = {fact["id"]: fact for fact in (*facts.features, *facts.disputes)}
    for fact in (*entries.values(), *facts.countries, *facts.admin1):
        if "box" in fact and "position" in fact and not _inside(fact["position"], fact):
            yield f"{fact.where('position')}: position {fact['position']} is outside the entry's own box"
        if "mouth" in fact and "box" in fact and not _inside(fact["mouth"], fact):
            yield f"{fact.where('mouth')}: the mouth {fact['mouth']} is outside the entry's own box"
    for fact in (*entries.values(), *facts.points):
        for parent in (entries[i] for i in fact.get("parents", ()) if i in entries):
            if "box" in parent and not _inside(fact["position"], parent):
                yield f"{fact.where('parents')}: position {fact['position']} is outside its parent {parent['id']!r}"


def _inside(position: Sequence[float], fact: Fact) -> bool:
    """Return whether a position is inside the box of an entry or not far outside this box."""
    box = BoundingBox(*fact["box"])
    if contains(box, *position):
        return True
    corners = [(lat, lon) for lat in (box.south, box.north) for lon in (box.west, box.east)]
    return contains(union([box, *(around(lat, lon, _SLACK_KM) for lat, lon in corners)]), *position)


def _sides(facts: Facts) -> Iterator[str]:
    """Yield a message for each party of a dispute if `sides` lacks the party's name for the disputed area.

    A name is not required for a dependency, or for a disputed area that is one of the parties of its own dispute.
    """
    needless = {fact["key"] for fact in facts.countries if fact.get("code") == "PCLD"}
    for fact in facts.disputes:
        parties = {*fact.get("administered_by", ()), *fact.get("claimed_by", ())}
        silent = parties - set(fact["sides"]) - {fact["id"]} - needless
        for side in sorted(silent):
            yield f"{fact.where('sides')}: the name that {side} uses for {fact['id']!r} is missing"


def _twice(facts: Facts) -> Iterator[str]:
    named: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts.features:
        namesakes = named.setdefault((fold(fact["name"]), fact["code"]), [])
        for other in namesakes:
            if distance_km(*fact["position"], *other["position"]) < _TWICE_KM:
                yield f"{fact.where('id')}: {fact['name']!r} is already listed at {other.where('id')}, less than {_TWICE_KM:.0f} km away"
        namesakes.append(fact)
