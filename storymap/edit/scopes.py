"""Which mentions of a name a change applies to: this one, all, or this one and those after it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from storymap.decisions import plain
from storymap.edit import request_fields as fields
from storymap.edit.request_fields import Request, RequestError
from storymap.edit.selection import Selection, entry_selector, selected, selector_for
from storymap.edit.session import Draft
from storymap.model import Mention
from storymap.overrides import PlacesFile
from storymap.overrides.occurrences import occurrences

SCOPES = ("all", "one", "rest")


def scope_of(request: Request) -> str:
    """Return the scope of a request: its field `scope`, or `only`: true for "one"."""
    scope = fields.text(request, "scope") or ("one" if fields.flag(request, "only") else "all")
    if scope not in SCOPES:
        raise RequestError(f"`scope` must be one of {', '.join(SCOPES)}.")
    return scope


def selectors(request: Request, draft: Draft, places_file: PlacesFile) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the key and the selectors of the entries that a change must write.

    For all mentions this is the entry without a selector. An entry for other single mentions stays as it is; that of the
    selected mention is changed, too.
    """
    selection, scope = selected(request, draft), scope_of(request)
    if scope == "one":
        return [(selection.surface, selector_for(selection, draft))]
    if scope == "all":
        own = entry_selector(selection, draft)
        return [*([(selection.surface, own)] if own else []), (selection.surface, {})]
    text, start = draft.places.article.text, selection.mention.start
    spans = [span for span in occurrences(text, selection.surface) if span[0] >= start]
    if len(spans) == len(occurrences(text, selection.surface)) and places_file.entry(selection.surface) is None:
        return [(selection.surface, {})]
    found: list[tuple[str, Mapping[str, Any]]] = []
    for first, last in spans:
        mention = Mention(text[first:last], first, last)
        entry = (selection.surface, selector_for(Selection(mention, plain(mention.surface)), draft))
        if entry not in found:
            found.append(entry)
    return found
