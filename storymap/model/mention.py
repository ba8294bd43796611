"""Mentions: where the text names or describes a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class MentionKind(StrEnum):
    NAME = "name"
    DESCRIPTION = "description"
    DEMONYM = "demonym"
    METONYM = "metonym"


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of text that names or describes a place. Mentions may nest, but never cross; `text[start:end] == surface`.

    `confidence` (0–1) says how sure the recognizer is that this is a place at all.
    `cue` holds what the words around it say, for the resolver: {"head": "islands", "modifiers": "disputed"} of a
    description, {"admin": "Hokkaido"} of "Chitose, Hokkaido", {"speaks_for": "government"} of a metonym…
    """

    surface: str
    start: int
    end: int
    kind: MentionKind = MentionKind.NAME
    confidence: float = 1.0
    cue: Mapping[str, str] = field(default_factory=dict)
