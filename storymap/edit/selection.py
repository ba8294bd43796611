"""Find the text that a change request selects, and the selector of its entry in places.yaml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storymap.anchors import Quote, locate
from storymap.decisions import plain, quote_around
from storymap.edit.request_fields import MAX_TEXT, ChangeError, Request, RequestError, offset
from storymap.edit.session import Draft
from storymap.model import Article, Mention, OverrideEntry, Rejected, Resolution
from storymap.overrides import PlacesFile
from storymap.overrides.occurrences import occurrences
from storymap.overrides.patch import load
from storymap.overrides.values import Override


@dataclass(frozen=True, slots=True)
class Selection:
    """Selected text of the article, and its key in places.yaml."""

    mention: Mention
    surface: str


def selected(request: Request, draft: Draft) -> Selection:
    """Return the text between `start` and `end`.

    Raise RequestError if the offsets are outside the article. Raise ChangeError if the text is too long or only a part
    of a word, or if it overlaps a mention but neither contains the other.
    """
    article, start, end = draft.places.article, offset(request, "start"), offset(request, "end")
    if not 0 <= start < end <= len(article.text):
        raise RequestError("`start` and `end` must be offsets in the article's text.")
    text = article.text[start:end]
    if not text.strip() or text != text.strip() or len(text) > MAX_TEXT:
        raise ChangeError("selection-length", most=MAX_TEXT)
    if (start, end) not in occurrences(article.text, text):
        raise ChangeError("selection-part", words=plain(text))
    crossed = next((r.mention for r in draft.places.resolutions if _crosses(r.mention, start, end)), None)
    if crossed is not None:
        raise ChangeError("selection-overlap", words=plain(text), name=plain(crossed.surface))
    return Selection(Mention(text, start, end), plain(text))


def selector_for(selection: Selection, draft: Draft) -> dict[str, Any]:
    """Return a selector that selects only this occurrence.

    If an existing entry applies to this occurrence alone, return the selector of that entry. Otherwise, return a quote.
    """
    return entry_selector(selection, draft, alone=True) or _quote(draft.places.article, selection.mention)


def entry_selector(selection: Selection, draft: Draft, *, alone: bool = False) -> dict[str, Any]:
    """Return the selector of the existing entry for this occurrence.

    Return {} if there is no such entry, or if the entry is for all occurrences. If `alone` is true, return {} also if
    the entry applies to other occurrences.
    """
    decided: list[Resolution | Rejected] = [*draft.places.resolutions, *draft.places.rejected]
    origins = [d.reason.override for d in decided]
    span = selection.mention.start, selection.mention.end
    origin = next((o for o, d in zip(origins, decided, strict=True) if o and _span(d) == span), None)
    entry = entry_at(origin, draft) if origin else None
    if entry is None or entry.shared or (alone and origins.count(origin) > 1):
        return {}
    return _selector(entry)


def entry_at(origin: OverrideEntry, draft: Draft) -> Override | None:
    """Return the override with the file and the line of an origin, or None if there is none."""
    own = draft.overrides.file
    return next((e for e in draft.overrides.entries if (e.file or own, e.line) == (origin.file, origin.line)), None)


def entries_for(
    mentions: Sequence[Resolution], draft: Draft, places_file: PlacesFile
) -> list[tuple[str, Mapping[str, Any] | None]]:
    """Return the surface and the selector of entries that together select exactly these mentions of a place."""
    entries: list[tuple[str, Mapping[str, Any] | None]] = []
    place = mentions[0].place
    for surface in dict.fromkeys(plain(r.mention.surface) for r in mentions):
        alike = [r for r in draft.places.resolutions if plain(r.mention.surface) == surface]
        if not isinstance(places_file.entry(surface), list) and all(r.place == place for r in alike):
            entries.append((surface, None))
            continue
        for r in (r for r in alike if r.place == place):
            selector = entry_selector(Selection(r.mention, surface), draft)
            where = selector or (None if override_line(r) else _quote(draft.places.article, r.mention))
            if (surface, where) not in entries:
                entries.append((surface, where))
    return entries


def override_line(decided: Resolution | Rejected) -> int:
    """Return the line number of the override that made a decision, or 0 if the decision was automatic."""
    override = decided.reason.override
    return override.line if override is not None else 0


def _span(decided: Resolution | Rejected) -> tuple[int, int]:
    if isinstance(decided, Rejected):
        return decided.start, decided.end
    return decided.mention.start, decided.mention.end


def _crosses(mention: Mention, start: int, end: int) -> bool:
    return mention.start < start < mention.end < end or start < mention.start < end < mention.end


def _selector(entry: Override) -> dict[str, Any]:
    fields = {"in": entry.selector.passage, "nth": entry.selector.nth, "quote": entry.selector.quote}
    return {key: value for key, value in fields.items() if value}


def _quote(article: Article, mention: Mention) -> dict[str, Any]:
    """Return a selector for one mention: a quote around it, or its number if the quote contains the same name twice."""
    surface, quote, span = plain(mention.surface), quote_around(article, mention), (mention.start, mention.end)
    before, _, after = quote.partition(surface)
    if locate(article.text, Quote(surface, before, after)) == span:
        return {"quote": quote}
    return {"nth": occurrences(article.text, mention.surface).index(span) + 1}


def find_entry(text: str, surface: str) -> Any:
    """Return the entry for a surface (the text of a mention) in the text of a places.yaml, or None if there is none."""
    places = (load(text) or {}).get("places") or {}
    return next((entry for key, entry in places.items() if plain(str(key)) == surface), None)
