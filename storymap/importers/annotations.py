"""Import edited Web Annotations: mentions that were added or removed, and mentions that got another place.

The module reads exports of storymap and files of annotation tools (Recogito, Hypothesis, Annotorious). A file is a
collection, a page, a list or a single annotation. Targets and bodies may be single objects or lists. A mention is found
by its offsets. If the quote is not at these offsets, the mention is found by the quote and its context, because tools
in JavaScript count offsets in UTF-16 units. A place is identified by a GeoNames URL, by an id of storymap, or by a
GeoJSON point. An annotation without a place, or with the tag `not a place`, removes the mention from the map.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from storymap.anchors import Quote, locate
from storymap.errors import ImportFileError
from storymap.export.annotations import NOT_A_PLACE, NOT_MAPPED
from storymap.export.gather import Gathered
from storymap.importers.changes import (
    ImportedChanges,
    IsKnownId,
    Offsets,
    Target,
    parse_exported_as,
    point_position,
    same_position,
)
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Position

TITLE = "Web Annotations"
_GEONAMES = lazy_pattern(r"https?://(?:www\.|sws\.)?geonames\.org/(\d+)(?:[/?#].*)?")
_IRI = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_IDENTIFYING = ("identifying", "linking", "geotagging")
_TYPES = ("Annotation", "AnnotationCollection", "AnnotationPage")


def accepts(document: Any) -> bool:
    """Return whether a document contains annotations."""
    return annotations_in(document) is not None


def annotations_in(document: Any) -> list[Any] | None:
    """Return the annotations of a document, or None if the document is in another format."""
    if isinstance(document, list):
        return document if all(isinstance(a, dict) and "target" in a for a in document) else None
    if not isinstance(document, dict):
        return None
    for key in ("items", "rows", "@graph"):
        if isinstance(document.get(key), list):
            return annotations_in(document[key])
    if isinstance(document.get("first"), dict):
        return annotations_in(document["first"])
    return [document] if "target" in document and document.get("type", "Annotation") in _TYPES else None


def place_id(iri: str) -> str:
    """Return the place id that an IRI in a file stands for."""
    if found := _GEONAMES.fullmatch(iri):
        return f"geonames:{found[1]}"
    return unquote(iri)


def read(document: Any, gathered: Gathered, is_known: IsKnownId) -> ImportedChanges:
    """Return the changes that annotations make to the mentions of a story.

    Raise ImportFileError if no annotation is about this article.
    """
    reader = _AnnotationReader(gathered, is_known)
    by_span: dict[Offsets, list[Target | None]] = {}
    annotations = annotations_in(document) or []
    for number, annotation in enumerate(annotations, 1):
        span, exact = reader.locate(annotation)
        if span is None:
            problem = f"“{exact}” does not occur in the article" if exact else "it has no quote from the article"
            reader.changes.remarks.append(f"annotation {number}: {problem}.")
            continue
        by_span.setdefault(span, []).append(reader.target(annotation, span, number))
    if annotations and not by_span:
        raise ImportFileError("no annotation is about this article")
    for span, found in by_span.items():
        targets = list(dict.fromkeys(target for target in found if target is not None))
        if len(targets) > 1:
            surface = reader.surface(span)
            reader.changes.remarks.append(
                f"“{surface}” (characters {span[0]}-{span[1]}) is identified as several places."
            )
        else:
            reader.changes.targets[span] = targets[0] if targets else Target()
    for m in gathered.mapped():
        if (m.mention.start, m.mention.end) not in by_span:
            reader.changes.add_missing((m.mention.start, m.mention.end))
    return reader.changes


class _AnnotationReader:
    """Reads the annotations of a file about one story, one by one."""

    def __init__(self, gathered: Gathered, is_known: IsKnownId) -> None:
        self.gathered, self.is_known = gathered, is_known
        self.changes = ImportedChanges()

    def surface(self, span: Offsets) -> str:
        """Return the article's text in a span."""
        return self.gathered.story.article.text[span[0] : span[1]]

    def locate(self, annotation: dict[str, Any]) -> tuple[Offsets | None, str]:
        """Return the offsets of the annotated text and its quote. The offsets are None if the quote is not found."""
        text = self.gathered.story.article.text
        selectors = [
            selector
            for target in _as_list(annotation.get("target"))
            if isinstance(target, dict)
            for selector in _as_list(target.get("selector"))
            if isinstance(selector, dict)
        ]
        quote: dict[str, Any] = next(
            (s for s in selectors if isinstance(s.get("exact"), str) and s["exact"].strip()), {}
        )
        offsets: dict[str, int] = next(
            (s for s in selectors if _is_offset(s.get("start")) and _is_offset(s.get("end"))), {}
        )
        exact: str = quote.get("exact", "")
        start, end = offsets.get("start", 0), offsets.get("end", 0)
        if start < end <= len(text) and text[start:end] == (exact or text[start:end]):
            return (start, end), text[start:end]
        around = [quote[key] if isinstance(quote.get(key), str) else "" for key in ("prefix", "suffix")]
        return (locate(text, Quote(exact, *around), near=start if offsets else None) if exact else None), exact

    def target(self, annotation: dict[str, Any], span: Offsets, number: int) -> Target | None:
        """Return the target (place) that an annotation gives its mention, or None if the annotation gives none."""
        bodies = [body for body in _as_list(annotation.get("body")) if isinstance(body, dict)]
        tags = {str(body.get("value")) for body in bodies if body.get("purpose") == "tagging"}
        tags |= {tag for tag in _as_list(annotation.get("tags")) if isinstance(tag, str)}
        if tags & {NOT_A_PLACE, NOT_MAPPED}:
            return Target()
        for body in bodies:
            iri, at, name = _identified_place(body)
            if not iri and at is None:
                continue
            old_id, old_position = parse_exported_as(body.get("exportedAs")) or ("", None)
            moved = at is not None and old_position is not None and not same_position(at, old_position)
            if old_id and place_id(iri) in (old_id, "") and not moved:
                return self._current_target(span)
            moved = moved and place_id(iri) == old_id
            target = self._place_target(place_id(iri), at, name or self.surface(span), moved=moved)
            if target is None:
                self.changes.remarks.append(
                    f"annotation {number}: “{self.surface(span)}” is identified as {iri}, which is not a known place."
                )
                return self._current_target(span)
            return target
        return None

    def _place_target(self, name: str, at: Position | None, label: str, *, moved: bool) -> Target | None:
        """Return the target for a place id (`name`) and a point.

        If the point was moved or the id is unknown, the target has the point instead of the id. Return None if the id
        is unknown and there is no point.
        """
        place = next((row.place for row in self.gathered.places if row.place.id == name), None)
        if not moved and self.is_known(name):
            return Target(id=name)
        if not moved and place is not None:
            return Target(position=place.position, name=place.name, template=place)
        if at is None:
            return None
        return Target(position=at, name=place.name if place else label, template=place)

    def _current_target(self, span: Offsets) -> Target | None:
        """Return the current target of a mention.

        This function is used for annotations that do not change the place.
        """
        row = next((m for m in self.gathered.mapped() if (m.mention.start, m.mention.end) == span), None)
        return Target(id=row.place.id) if row and row.place else None


def _identified_place(body: dict[str, Any]) -> tuple[str, Position | None, str]:
    """Return the IRI, the position and the name of the place that a body identifies.

    If the body identifies no place, return empty values.
    """
    source = body.get("source")
    resource = source if isinstance(source, dict) else body
    at = point_position(resource.get("geometry")) or point_position(body.get("geometry"))
    if body.get("purpose") not in _IDENTIFYING and body.get("type") != "SpecificResource" and at is None:
        return "", None, ""
    names = [source, resource.get("id"), resource.get("@id"), body.get("value")]
    iri = next((name for name in names if isinstance(name, str) and _IRI.fullmatch(name)), "")
    labels = [resource.get("label"), resource.get("title")]
    return iri, at, next((label for label in labels if isinstance(label, str)), "")


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _is_offset(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
