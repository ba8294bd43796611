"""Find the mentions to which a change applies: the selected one, the selected one and all later ones, or all."""

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
    """Return the scope of a request: its field `scope`, or "one" if its field `only` is true."""
    scope = fields.text(request, "scope") or ("one" if fields.flag(request, "only") else "all")
    if scope not in SCOPES:
        raise RequestError(f"`scope` must be one of {', '.join(SCOPES)}.")
    return scope


def selectors(request: Request, draft: Draft, places_file: PlacesFile) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the key and the selector of each entry that a change must write.

    If the scope is all mentions, the entry without a selector is written. If the selected mention has its own entry,
    this entry is written too. Entries for other single mentions stay as they are.
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
