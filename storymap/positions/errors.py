"""The error for a text that is not a position, and the range check for positions."""

from __future__ import annotations

from storymap.model import Position
from storymap.wording.problems import ProblemError


class PositionError(ProblemError, ValueError):
    """A text is not a position. The message is a sentence whose first letter is lower case."""


def checked(lat: float, lon: float, *, ordered: bool = True) -> Position:
    """Return the position of two numbers. Raise PositionError if a number is outside the valid range.

    `ordered` says that nothing but the order of the numbers shows which one is the latitude. If `ordered` is true, the
    author may have swapped the numbers, so the error suggests the other order.
    """
    if -90 <= lat <= 90 and -180 <= lon <= 180:
        return Position(lat, lon)
    if ordered and -90 <= lon <= 90 and -180 <= lat <= 180:
        raise PositionError("position-swapped", lat=f"{lat:g}", lon=f"{lon:g}")
    if not -90 <= lat <= 90:
        raise PositionError("position-latitude", lat=f"{lat:g}")
    raise PositionError("position-longitude", lon=f"{lon:g}")


def shown(text: str) -> str:
    """Return a text in the form in which messages quote it: one line of at most 60 characters."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"
