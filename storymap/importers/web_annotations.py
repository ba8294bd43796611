"""Web Annotations that were edited: other places for mentions, mentions added or taken away.

Ours, and those of tools that annotate (Recogito, Hypothesis, Annotorious): a collection, a page, a list or one of them; targets
and bodies single or in lists. A mention is looked for where it is said to stand, else by its words and what stands around them,
as tools of JavaScript count offsets otherwise than we do. What an annotation identifies is a place: by GeoNames' address, by an
id of ours, or by a GeoJSON point. Who takes the place away from a mention, or tags it `not a place`, takes it off the map.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from storymap.anchors import Quote, locate
from storymap.errors import BroughtBackError
from storymap.export.annotations import NOT_A_PLACE, NOT_MAPPED
from storymap.export.gather import Gathered
from storymap.importers.values import Brought, Known, Offsets, Wanted, exported, point, same
from storymap.model import Position

_GEONAMES = re.compile(r"https?://(?:www\.|sws\.)?geonames\.org/(\d+)(?:[/?#].*)?")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_IDENTIFYING = ("identifying", "linking", "geotagging")
_KINDS = ("Annotation", "AnnotationCollection", "AnnotationPage")


def listed(document: Any) -> list[Any] | None:
    """The annotations of a document; None where it holds none by its form."""
    if isinstance(document, list):
        return document if all(isinstance(a, dict) and "target" in a for a in document) else None
    if not isinstance(document, dict):
        return None
    for key in ("items", "rows", "@graph"):
        if isinstance(document.get(key), list):
            return listed(document[key])
    if isinstance(document.get("first"), dict):
        return listed(document["first"])
    return [document] if "target" in document and document.get("type", "Annotation") in _KINDS else None


def place_id(iri: str) -> str:
    """The id of the place that an IRI stands for, as our own files name places."""
    if found := _GEONAMES.fullmatch(iri):
        return f"geonames:{found[1]}"
    return unquote(iri)


def read(document: Any, gathered: Gathered, known: Known) -> Brought:
    """What annotations say of a story's mentions. BroughtBackError: none of them is of this article."""
    brought = Brought()
    said: dict[Offsets, list[Wanted | None]] = {}
    annotations = listed(document) or []
    for number, annotation in enumerate(annotations, 1):
        span, words = _span(annotation, gathered)
        if span is None:
            about = f"“{words}” is not in the article" if words else "it has no quote of the article"
            brought.remarks.append(f"annotation {number}: {about}.")
            continue
        said.setdefault(span, []).append(_wanted(annotation, span, number, gathered, known, brought))
    if annotations and not said:
        raise BroughtBackError("none of its annotations is of this article")
    for span, wishes in said.items():
        told = list(dict.fromkeys(wish for wish in wishes if wish is not None))
        if len(told) > 1:
            surface = gathered.story.article.text[span[0] : span[1]]
            brought.remarks.append(f"“{surface}” (characters {span[0]}-{span[1]}) is identified as several places.")
        else:
            brought.wanted[span] = told[0] if told else Wanted()
    for m in gathered.mapped():
        if (m.mention.start, m.mention.end) not in said:
            brought.lose((m.mention.start, m.mention.end))
    return brought


def _span(annotation: dict[str, Any], gathered: Gathered) -> tuple[Offsets | None, str]:
    """Where an annotation stands, and its words."""
    text = gathered.story.article.text
    selectors = [
        selector
        for target in _many(annotation.get("target"))
        if isinstance(target, dict)
        for selector in _many(target.get("selector"))
        if isinstance(selector, dict)
    ]
    words: dict[str, Any] = next((s for s in selectors if isinstance(s.get("exact"), str) and s["exact"].strip()), {})
    where: dict[str, int] = next((s for s in selectors if _offset(s.get("start")) and _offset(s.get("end"))), {})
    exact: str = words.get("exact", "")
    start, end = where.get("start", 0), where.get("end", 0)
    if start < end <= len(text) and text[start:end] == (exact or text[start:end]):
        return (start, end), text[start:end]
    around = [words[key] if isinstance(words.get(key), str) else "" for key in ("prefix", "suffix")]
    return (locate(text, Quote(exact, *around), near=start if where else None) if exact else None), exact


def _wanted(
    annotation: dict[str, Any], span: Offsets, number: int, gathered: Gathered, known: Known, brought: Brought
) -> Wanted | None:
    """What an annotation says that its words mean; None where it says nothing of that."""
    bodies = [body for body in _many(annotation.get("body")) if isinstance(body, dict)]
    tags = {body.get("value") for body in bodies if body.get("purpose") == "tagging"}
    tags |= {tag for tag in _many(annotation.get("tags")) if isinstance(tag, str)}
    if tags & {NOT_A_PLACE, NOT_MAPPED}:
        return Wanted()
    for body in bodies:
        iri, at, name = _identified(body)
        if not iri and at is None:
            continue
        surface = gathered.story.article.text[span[0] : span[1]]
        was, lay = exported(body.get("exportedAs")) or ("", None)
        moved = at is not None and lay is not None and not same(at, lay)
        if was and place_id(iri) in (was, "") and not moved:
            return _as_it_is(span, gathered)
        wanted = _place(place_id(iri), at, name or surface, gathered, known, moved=moved and place_id(iri) == was)
        if wanted is None:
            brought.remarks.append(f"annotation {number}: “{surface}” is identified as {iri}, which is not known here.")
            return _as_it_is(span, gathered)
        return wanted
    return None


def _identified(body: dict[str, Any]) -> tuple[str, Position | None, str]:
    """The IRI, the point and the name of the place that a body identifies."""
    source = body.get("source")
    thing = source if isinstance(source, dict) else body
    at = point(thing.get("geometry")) or point(body.get("geometry"))
    if body.get("purpose") not in _IDENTIFYING and body.get("type") != "SpecificResource" and at is None:
        return "", None, ""
    names = [source, thing.get("id"), thing.get("@id"), body.get("value")]
    iri = next((name for name in names if isinstance(name, str) and _IRI.fullmatch(name)), "")
    labels = [thing.get("label"), thing.get("title")]
    return iri, at, next((label for label in labels if isinstance(label, str)), "")


def _place(
    name: str, at: Position | None, label: str, gathered: Gathered, known: Known, *, moved: bool
) -> Wanted | None:
    """The place of an id; where a point was moved, or nothing is known of the id, that point. None for neither."""
    place = next((row.place for row in gathered.places if row.place.id == name), None)
    if not moved and known(name):
        return Wanted(id=name)
    if not moved and place is not None:
        return Wanted(position=place.position, name=place.name, like=place)
    if at is None:
        return None
    return Wanted(position=at, name=place.name if place else label, like=place)


def _as_it_is(span: Offsets, gathered: Gathered) -> Wanted | None:
    """What the words mean now: an annotation that is not understood changes nothing."""
    row = next((m for m in gathered.mapped() if (m.mention.start, m.mention.end) == span), None)
    return Wanted(id=row.place.id) if row and row.place else None


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _offset(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
