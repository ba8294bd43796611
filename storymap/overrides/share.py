"""Move a decision from the places file of an article to a places file that several articles share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from storymap.decisions import plain
from storymap.errors import OverrideError
from storymap.nearest import did_you_mean, nearest
from storymap.overrides import keys, patch
from storymap.overrides.write import PlacesFile


def share(own: PlacesFile, shared: PlacesFile, surface: str, *, replace: bool = False) -> str:
    """Move the entry of a name from one file to another. Return the key of the entry. The files are not saved.

    Raise OverrideError if there is no such entry, if the entry is for single mentions of one article, or if the other
    file has a different entry and `replace` is false.
    """
    key = _key(own, surface)
    entry = own.entry(key)
    file, line = own.path.name, _line(own, key)
    if not isinstance(entry, Mapping) or any(name in entry for name in keys.SELECTOR):
        raise OverrideError(
            f"{key}: this entry is for single mentions of this article (quote, in or nth), so it cannot be shared. "
            "Move it by hand if it applies to other articles.",
            file=file,
            line=line,
        )
    decision = {str(name): _value(value) for name, value in entry.items() if name != "suggested"}
    if not decision:
        raise OverrideError(
            f"{key}: there is no decision to share, only a suggestion. Decide first, for example `{key}: {{id: {entry['suggested']}}}`.",
            file=file,
            line=line,
        )
    there = shared.entry(key)
    if there is not None and there != decision and not replace:
        raise OverrideError(
            f"{key} has a different entry here. Use --replace to replace it, or change it by hand.",
            file=shared.path.name,
            line=_line(shared, key),
        )
    if there is not None:
        shared.remove(key)
    shared.decide(key, decision)
    own.remove(key)
    return key


def _key(places_file: PlacesFile, surface: str) -> str:
    """Return the key of a name with the spelling of the file.

    Raise OverrideError if the file has no entry for the name.
    """
    places = (patch.load(places_file.text) or {}).get("places") or {}
    known = {plain(str(key)).casefold(): str(key) for key in places}
    wanted = plain(surface).casefold()
    if wanted not in known:
        hint = did_you_mean(known.get(nearest(wanted, known)))
        raise OverrideError(
            f"there is no entry for “{plain(surface)}”.{hint} Decide first, with `storymap review` or `storymap edit`.",
            file=places_file.path.name,
        )
    return known[wanted]


def _line(places_file: PlacesFile, key: str) -> int:
    from storymap.overrides.read import load_overrides_text

    entries = load_overrides_text(places_file.text, places_file.path.name).entries
    return next((entry.line for entry in entries if entry.surface == key), 1)


def _value(value: Any) -> Any:
    """Return a value as plain lists and mappings, without the positions and comments that the YAML library adds."""
    if isinstance(value, Mapping):
        return {str(name): _value(inner) for name, inner in value.items()}
    return [_value(inner) for inner in value] if isinstance(value, list) else value
