"""What the inspector is told, as JSON values: plain text, offsets in code points of the article's text, degrees WGS 84."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from storymap.decisions import context, decisions, plain
from storymap.edit.session import Draft
from storymap.errors import GeocodeError
from storymap.gazetteer import open_gazetteer
from storymap.importers.plan import custom_fields
from storymap.model import Article, Candidate, Mention, Passage, Place, Position, Resolution
from storymap.overrides.occurrences import occurrences
from storymap.overrides.patch import load
from storymap.pipeline import english_phrases
from storymap.ports import Geocoder
from storymap.sphere import distance_km
from storymap.wording.evidence import evidence

FOUND = 12  # places that a search shows
SHOWN = 9  # candidates
WEIGHT = 0.05  # evidence that weighs less is not told
OPENING = 60  # characters of a passage that stand for it


def outline(draft: Draft) -> dict[str, Any]:
    """The whole story at a glance: each decision with its mentions, what is not on the map, the passages."""
    article, speech = draft.found.article, english_phrases()
    slugs = {
        (r.mention.start, r.mention.end): s for r, s in zip(draft.story.resolutions, draft.story.slugs, strict=True)
    }
    rows = []
    for decision in decisions(article, draft.found.resolutions):
        mention, place = decision.first.mention, decision.place
        rows.append(
            {
                "words": decision.surface,
                "slug": slugs[mention.start, mention.end],
                "place": speech.full_name(place) if place else "",
                "why": speech.reason(decision.reason),
                "sure": round(decision.confidence, 2),
                "look": decision.needs_a_look(),
                "yours": decision.reason.code == "override",
                "spans": [_span(article, r.mention.start, r.mention.end) for r in decision.resolutions],
            }
        )
    refused: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for r in draft.found.rejected:
        span = _span(article, r.start, r.end)
        refused.setdefault((plain(r.surface), speech.reason(r.reason)), []).append(span)
    return {
        "title": article.title,
        "decisions": rows,
        "refused": [{"words": surface, "why": why, "spans": spans} for (surface, why), spans in refused.items()],
        "passages": [_passage(article, p, draft) for p in article.passages],
        "places": {p.slug: _lies(p.place) for p in draft.story.places},
        "remarks": list(draft.remarks),
    }


def mention(draft: Draft, start: int, end: int, said: Any) -> dict[str, Any]:
    """All about the words article.text[start:end]: what they were decided to be, and what else they may be.

    `said` is what places.yaml says of them.
    """
    article, speech = draft.found.article, english_phrases()
    surface = plain(article.text[start:end])
    now = _resolution(draft.found.resolutions, start, end)
    ours = _resolution(draft.ours.resolutions, start, end)
    refused = next((r for r in draft.found.rejected if (r.start, r.end) == (start, end)), None)
    place = now.place if now else None
    candidates = _candidates(now, ours)
    reason = now.reason if now else refused.reason if refused else None
    around = context(article, Mention(article.text[start:end], start, end))
    return {
        "start": start,
        "end": end,
        "words": surface,
        "around": list(around),
        "count": sum(plain(r.mention.surface) == surface for r in draft.found.resolutions)
        + sum(plain(r.surface) == surface for r in draft.found.rejected),
        "place": {**_told(place), "same": _same(draft, place)} if place else None,
        "sure": round(now.confidence, 2) if now else 0,
        "why": speech.reason(reason) if reason else "",
        "yours": bool(reason and reason.code == "override"),
        "ignored": bool(refused),
        "looks": _looks(said),
        "said": said is not None,
        "candidates": [_candidate(c, place) for c in candidates[:SHOWN]],
    }


def search(query: str, at: Position | None, geocoder: Geocoder | None) -> dict[str, Any]:
    """The places that are known under a name, the best first, those of the online geocoder after them."""
    gazetteer = open_gazetteer()
    places = [gazetteer.place(entry) for entry in gazetteer.find(query)[:FOUND]] if query.strip() else []
    rows, problem = [{**_told(place), "km": _km(at, place)} for place in places], ""
    if geocoder is not None and query.strip():
        try:
            found = geocoder.find(query)
            rows += [
                {**_told(p), "km": _km(at, p), "online": True, "own": custom_fields(p).get("kind", "")} for p in found
            ]
        except GeocodeError as error:
            problem = f"{error}."
    return {"found": rows, "problem": problem}


def words(article: Article, query: str) -> list[dict[str, Any]]:
    """Where words of the article stand; nothing when it does not have them."""
    return [_span(article, start, end) for start, end in occurrences(article.text, query)] if query.strip() else []


def entry(text: str, surface: str) -> Any:
    """What a text of places.yaml says of words; None for nothing."""
    places = (load(text) or {}).get("places") or {}
    return next((said for key, said in places.items() if plain(str(key)) == surface), None)


def _resolution(resolutions: Sequence[Resolution], start: int, end: int) -> Resolution | None:
    return next((r for r in resolutions if (r.mention.start, r.mention.end) == (start, end)), None)


def _candidates(now: Resolution | None, ours: Resolution | None) -> list[Candidate]:
    """What holds first, then the likeliest of ours with their evidence."""
    mine = {c.place.id: c for c in ours.candidates} if ours else {}
    first = [mine.get(now.place.id, Candidate(now.place, 1.0))] if now and now.place else []
    rest = list(now.candidates if now else ()) + list(mine.values())
    return list({c.place.id: mine.get(c.place.id, c) for c in [*first, *rest]}.values())


def _candidate(candidate: Candidate, chosen: Place | None) -> dict[str, Any]:
    says = [{"text": text, "for": weight > 0} for text, weight in evidence(candidate) if abs(weight) >= WEIGHT]
    return {**_told(candidate.place), "km": _km(chosen.position if chosen else None, candidate.place), "says": says}


def _told(place: Place) -> dict[str, Any]:
    """A place for people, and where it lies."""
    speech = english_phrases()
    return {
        "id": place.id,
        "name": place.name,
        "where": speech.where(place),
        "kind": speech.kind(place),
        "people": speech.number(place.population) if place.population else "",
        "dispute": speech.dispute(place.dispute) if place.dispute else "",
        **_lies(place),
    }


def _lies(place: Place) -> dict[str, Any]:
    return {
        "id": place.id,
        "lat": round(place.position.lat, 5),
        "lon": round(place.position.lon, 5),
        "box": [round(edge, 5) for edge in place.bbox] if place.bbox else None,
    }


def _same(draft: Draft, place: Place) -> list[str]:
    """All the words that mean this place."""
    return list(
        dict.fromkeys(plain(r.mention.surface) for r in draft.found.resolutions if r.place and r.place.id == place.id)
    )


def _looks(said: Any) -> dict[str, Any]:
    """How the editor wants it shown, of all occurrences."""
    table = said if isinstance(said, dict) else {}
    return {key: table[key] for key in ("as", "note", "radius_km", "zoom") if key in table}


def _km(at: Position | None, place: Place) -> int | None:
    return None if at is None else round(distance_km(*at, *place.position))


def _span(article: Article, start: int, end: int) -> dict[str, Any]:
    """Where words stand: in the article, and in their passage as the page shows it, without white space around it."""
    passage = article.passages[bisect_right([p.start for p in article.passages], start) - 1]
    first = _first(article, passage)
    return {"start": start, "end": end, "passage": passage.id, "at": start - first, "to": end - first}


def _passage(article: Article, passage: Passage, draft: Draft) -> dict[str, Any]:
    edit = draft.found.edits.scenes.get(passage.id)
    text = plain(article.text[passage.start : passage.end])
    return {
        "id": passage.id,
        "start": _first(article, passage),
        "words": text if len(text) <= OPENING else text[:OPENING].rpartition(" ")[0] + " …",
        "shown": passage.id not in draft.story.left_out,
        "hidden": bool(edit and edit.hidden),
        "title": edit.title if edit else "",
        "camera": bool(edit and edit.camera),
    }


def _first(article: Article, passage: Passage) -> int:
    """The offset of the first character of a passage that is shown."""
    inside = article.text[passage.start : passage.end]
    return passage.start + len(inside) - len(inside.lstrip())
