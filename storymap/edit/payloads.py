"""Make the JSON for the editor's side panel.

Offsets count code points of the article's text; positions are in degrees (WGS 84).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import partial
from typing import Any

from storymap.decisions import context, decisions, plain
from storymap.edit.changes import DISPLAY
from storymap.edit.selection import entry_at
from storymap.edit.session import Draft
from storymap.errors import GeocodeError
from storymap.gazetteer import open_gazetteer
from storymap.importers.plan import custom_fields
from storymap.model import Article, Candidate, Mention, Passage, Place, Position, Reason, Resolution, Suggestion
from storymap.overrides import Overrides, keys
from storymap.overrides.occurrences import occurrences
from storymap.overrides.unmatched import Unmatched
from storymap.overrides.values import Selector
from storymap.ports import Geocoder
from storymap.positions import PositionError, looks_like_position, parse_position
from storymap.resolve.search import neighbours, search_places
from storymap.sphere import distance_km
from storymap.wording import Wording
from storymap.wording.evidence import evidence
from storymap.wording.matches import link_of, why_found
from storymap.wording.phrases import Phrases

MAX_RESULTS = 12  # maximum number of search results
MAX_CANDIDATES = 9  # maximum number of candidates that the panel shows for a mention
MIN_WEIGHT = 0.05  # evidence with less weight is left out
MAX_CORNERS = 200  # maximum number of vertices in an outline that can be reshaped on the map
MAX_SNIPPET = 60  # maximum length of a passage in the list of passages, in characters


def phrases_of(draft: Draft) -> Phrases:
    """Return the phrases in the language of the article, or in English if there are no phrases in that language."""
    wording = Wording(draft.places.article.language)
    return Phrases(wording, partial(open_gazetteer().country_name, language=wording.effective_language))


def story(draft: Draft) -> dict[str, Any]:
    """Return the whole story: decisions with their mentions, suggestions, rejected names, and passages."""
    article, phrases = draft.places.article, phrases_of(draft)
    slugs = {
        (r.mention.start, r.mention.end): s for r, s in zip(draft.story.resolutions, draft.story.slugs, strict=True)
    }
    rows = []
    for decision in decisions(article, draft.places.resolutions):
        mention, place = decision.first.mention, decision.place
        rows.append(
            {
                "words": decision.surface,
                "slug": slugs[mention.start, mention.end],
                "place": _distinct_name(place, decision.surface, phrases) if place else "",
                "why": phrases.reason(decision.reason),
                "sure": round(decision.confidence, 2),
                "look": decision.needs_a_look(),
                "yours": decision.reason.code == "override",
                "spans": [_span(article, r.mention.start, r.mention.end) for r in decision.resolutions],
            }
        )
    rejected: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for r in draft.places.rejected:
        span = _span(article, r.start, r.end)
        rejected.setdefault((plain(r.surface), phrases.reason(r.reason)), []).append(span)
    return {
        "title": article.title,
        "decisions": rows,
        "refused": [{"words": surface, "why": why, "spans": spans} for (surface, why), spans in rejected.items()],
        "suggestions": [
            _suggestion(article, s, phrases) for s in sorted(draft.places.suggestions, key=lambda s: -s.score)
        ],
        "passages": [_passage(article, p, draft) for p in article.passages],
        "places": {p.slug: _location(p.place) for p in draft.story.places},
        "remarks": list(draft.remarks),
        "top": _top(draft.overrides),
        "styles": list(keys.LAYER_STYLES),
        "kinds": list(keys.KINDS),
        "statuses": list(keys.STATUS),
    }


def _distinct_name(place: Place, surface: str, phrases: Phrases) -> str:
    """Return the full name of a place. If it is the same as the words of the article, add its kind: "Georgia (country)"."""
    name, kind = phrases.full_name(place), phrases.kind(place)
    return f"{name} ({kind})" if name == surface and kind and place.source != "editor" else name


def _top(overrides: Overrides) -> dict[str, Any]:
    """Return the settings that apply to the whole story. Layers from shared places files are left out."""
    own = [source for source in overrides.layers if source.where.startswith(f"{overrides.file}:")]
    return {
        "home": overrides.home,
        "names": overrides.names_first,
        "layers": [source.label or source.file for source in own],
        "icons": dict(overrides.icons),
    }


def _suggestion(article: Article, suggestion: Suggestion, phrases: Phrases) -> dict[str, Any]:
    """Return a suggestion, with the id and the name of its first candidate. If there is no candidate, both are ""."""
    best = suggestion.candidates[0].place if suggestion.candidates else None
    return {
        "words": plain(suggestion.surface),
        "score": round(suggestion.score, 2),
        "why": phrases.reason(suggestion.reason),
        "id": best.id if best else "",
        "place": phrases.full_name(best) if best else "",
        "spans": [_span(article, m.start, m.end) for m in suggestion.mentions],
    }


def mention(draft: Draft, start: int, end: int, entry: Any) -> dict[str, Any]:
    """Return the decision for article.text[start:end], and the candidates.

    `entry` is the entry of this text in places.yaml, or None.
    """
    article, phrases = draft.places.article, phrases_of(draft)
    surface = plain(article.text[start:end])
    now = _resolution(draft.places.resolutions, start, end)
    automatic = _resolution(draft.automatic.resolutions, start, end)
    rejected = next((r for r in draft.places.rejected if (r.start, r.end) == (start, end)), None)
    suggestion = next((s for s in draft.automatic.suggestions if (start, end) in _spans(s)), None)
    place = now.place if now else None
    candidates = _candidates(now, automatic, suggestion)
    reason = now.reason if now else rejected.reason if rejected else suggestion.reason if suggestion else None
    around = context(article, Mention(article.text[start:end], start, end))
    return {
        "start": start,
        "end": end,
        "words": surface,
        "around": list(around),
        "count": sum(plain(r.mention.surface) == surface for r in draft.places.resolutions)
        + sum(plain(r.surface) == surface for r in draft.places.rejected)
        + sum(len(s.mentions) for s in draft.places.suggestions if plain(s.surface) == surface),
        "place": {**_place(place, phrases), "same": _surfaces(draft, place)} if place else None,
        "sure": round(now.confidence, 2) if now else 0,
        "why": phrases.reason(reason) if reason else "",
        "yours": bool(reason and reason.code == "override"),
        "ignored": bool(rejected),
        "display": _display(_entry_of(reason, draft, entry)),
        **_description(place),
        "single": _is_single(reason, draft),
        "decided": entry is not None,
        "origin": _origin(reason, draft),
        "near": [list(n.position) for n in neighbours(article, draft.places.resolutions, start)],
        "candidates": [_candidate(c, place, phrases) for c in candidates[:MAX_CANDIDATES]],
    }


def search(
    query: str, draft: Draft, near: Position | None, start: int | None, geocoder: Geocoder | None
) -> dict[str, Any]:
    """Return the places with a name. Places of the gazetteer come before places of the online geocoder.

    Among the places of the gazetteer, those near the places mentioned around the offset `start` come first. Distances
    are measured from `near`. If the query is a position (coordinates or the URL of a map), return the position as `at`.
    """
    article, resolutions, phrases = draft.places.article, draft.places.resolutions, phrases_of(draft)
    around = neighbours(article, resolutions, start or 0)
    if looks_like_position(query):
        try:
            base = around[0].position if around else near
            at = parse_position(query, near=base, language=article.language)
        except PositionError as error:
            return {"found": [], "problem": error.in_language(article.language), "at": None}
        return {"found": [], "problem": "", "at": {"lat": at.lat, "lon": at.lon}}
    found = search_places(query, open_gazetteer(), around, MAX_RESULTS)
    rows = [
        {**_place(f.place, phrases), "km": _km(near, f.place), "match": why_found(f.match, f.holder, f.near, f.km)}
        for f in found
    ]
    problem = ""
    if geocoder is not None and query.strip():
        try:
            rows += [
                {**_place(p, phrases), "km": _km(near, p), "online": True, "own": custom_fields(p).get("kind", "")}
                for p in geocoder.find(query)
            ]
        except GeocodeError as error:
            problem = f"{error}."
    return {"found": rows, "problem": problem, "at": None}


def find_text(draft: Draft, query: str) -> dict[str, Any]:
    """Return the spans that contain a text (`found`), in any case, or else the most similar name of the article (`near`)."""
    article, words = draft.places.article, plain(query)
    spans = occurrences(article.text, words)
    if words and not spans and (found := occurrences(article.text, words, ignore_case=True)):
        spans = occurrences(article.text, article.text[slice(*found[0])])
    near = (
        Unmatched(article, (r.mention.surface for r in draft.places.resolutions)).nearest_name(words)
        if words and not spans
        else ""
    )
    return {"found": [_span(article, start, end) for start, end in spans], "near": near}


def _resolution(resolutions: Sequence[Resolution], start: int, end: int) -> Resolution | None:
    return next((r for r in resolutions if (r.mention.start, r.mention.end) == (start, end)), None)


def _spans(suggestion: Suggestion) -> list[tuple[int, int]]:
    return [(m.start, m.end) for m in suggestion.mentions]


def _candidates(now: Resolution | None, automatic: Resolution | None, suggestion: Suggestion | None) -> list[Candidate]:
    """Return the current place and then the other candidates.

    Candidates that were found automatically have their evidence.
    """
    found = automatic.candidates if automatic else suggestion.candidates if suggestion else ()
    with_evidence = {c.place.id: c for c in found}
    first = [with_evidence.get(now.place.id, Candidate(now.place, 1.0))] if now and now.place else []
    rest = list(now.candidates if now else ()) + list(with_evidence.values())
    return list({c.place.id: with_evidence.get(c.place.id, c) for c in [*first, *rest]}.values())


def _candidate(candidate: Candidate, chosen: Place | None, phrases: Phrases) -> dict[str, Any]:
    weighed = [(text, weight) for text, weight in evidence(candidate, phrases.evidence) if abs(weight) >= MIN_WEIGHT]
    reasons = [{"text": text, "for": weight > 0} for text, weight in weighed]
    km = _km(chosen.position if chosen else None, candidate.place)
    return {**_place(candidate.place, phrases), "km": km, "says": reasons}


def _place(place: Place, phrases: Phrases) -> dict[str, Any]:
    """Return the description and the position of a place."""
    return {
        "id": place.id,
        "name": place.name,
        "where": phrases.where(place),
        "kind": phrases.kind(place),
        "people": phrases.number(place.population) if place.population else "",
        "dispute": phrases.dispute(place.dispute) if place.dispute else "",
        "link": link_of(place.id),
        **_location(place),
    }


def _location(place: Place) -> dict[str, Any]:
    return {
        "id": place.id,
        "lat": round(place.position.lat, 5),
        "lon": round(place.position.lon, 5),
        "box": [round(edge, 5) for edge in place.bbox] if place.bbox else None,
    }


def _origin(reason: Reason | None, draft: Draft) -> dict[str, Any] | None:
    """Return the file and line of the entry that made a decision, and whether several articles use the file; None if no
    entry made it."""
    if reason is None or reason.override is None:
        return None
    entry = entry_at(reason.override, draft)
    return {"file": reason.override.file, "line": reason.override.line, "shared": bool(entry and entry.shared)}


def _surfaces(draft: Draft, place: Place) -> list[str]:
    """Return the texts of all mentions of this place, without duplicates."""
    return list(
        dict.fromkeys(plain(r.mention.surface) for r in draft.places.resolutions if r.place and r.place.id == place.id)
    )


def _description(place: Place | None) -> dict[str, Any]:
    """Return the kind, the outline ([[lat, lon], …]) and the dispute of a place as the editor shows them."""
    fields = custom_fields(place) if place else {}
    dispute = fields.get("dispute")
    if dispute:
        dispute = {key: ", ".join(value) if isinstance(value, list) else value for key, value in dispute.items()}
    ring = place.footprint.polygons[0][0] if place and place.footprint else ()
    return {
        "kind": fields.get("kind", "town" if place and place.source == "editor" else ""),
        "dispute": dispute,
        "area": [list(at) for at in ring] if 0 < len(ring) <= MAX_CORNERS else None,
    }


def _is_single(reason: Reason | None, draft: Draft) -> bool:
    """Return whether a decision was made by an entry for some mentions only."""
    entry = entry_at(reason.override, draft) if reason and reason.override else None
    return bool(entry and entry.selector.is_specific and not entry.shared)


def _entry_of(reason: Reason | None, draft: Draft, entry: Any) -> Any:
    """Return the item of an entry that made a decision.

    If no item made the decision, return the item for all mentions.
    """
    if not isinstance(entry, list):
        return entry
    used = entry_at(reason.override, draft) if reason and reason.override else None
    selector = used.selector if used else Selector()
    wanted = {"in": selector.passage, "nth": selector.nth, "quote": selector.quote}
    return next((item for item in entry if all(item.get(k) == (v or None) for k, v in wanted.items())), {})


def _display(entry: Any) -> dict[str, Any]:
    """Return those fields of an entry that say how its place is shown, or {} if the entry is a list of items."""
    fields = entry if isinstance(entry, dict) else {}
    return {key: fields[key] for key in DISPLAY if key in fields}


def _km(near: Position | None, place: Place) -> int | None:
    return None if near is None else round(distance_km(*near, *place.position))


def _span(article: Article, start: int, end: int) -> dict[str, Any]:
    """Return the offsets of a span in the article (`start`, `end`) and in its passage (`at`, `to`).

    As on the page, the passage has no white space around it.
    """
    passage = article.passages[bisect_right(article.passages, start, key=lambda p: p.start) - 1]
    first = _first(article, passage)
    return {"start": start, "end": end, "passage": passage.id, "at": start - first, "to": end - first}


def _passage(article: Article, passage: Passage, draft: Draft) -> dict[str, Any]:
    edit = draft.places.edits.scenes.get(passage.id)
    text = plain(article.text[passage.start : passage.end])
    return {
        "id": passage.id,
        "start": _first(article, passage),
        "words": text if len(text) <= MAX_SNIPPET else text[:MAX_SNIPPET].rpartition(" ")[0] + " …",
        "shown": passage.id not in draft.story.left_out,
        "hidden": bool(edit and edit.hidden),
        "title": edit.title if edit else "",
        "camera": bool(edit and edit.camera),
        "with": edit.joined if edit else "",
        "split": bool(edit and edit.split),
        "pictures": [figure.source or figure.link for figure in edit.figures] if edit else [],
        "layers": [source.label or source.file for source in edit.layers] if edit else [],
    }


def _first(article: Article, passage: Passage) -> int:
    """Return the offset at which a passage begins, after its leading white space."""
    inside = article.text[passage.start : passage.end]
    return passage.start + len(inside) - len(inside.lstrip())
