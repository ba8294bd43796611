"""The error for a text that is not a position, and the range check for positions."""

from __future__ import annotations

from storymap.errors import StorymapError
from storymap.model import Position


class PositionError(StorymapError, ValueError):
    """Raised if a text is not a position. The message is a sentence that starts in lower case."""

    exit_code = 2


def checked(lat: float, lon: float, *, ordered: bool = True) -> Position:
    """Return the position. Raise PositionError if it is not on the Earth.

    `ordered`: whether only their order shows which number is the latitude. The author may then have swapped the
    numbers, so the error suggests the other order.
    """
    if -90 <= lat <= 90 and -180 <= lon <= 180:
        return Position(lat, lon)
    if ordered and -90 <= lon <= 90 and -180 <= lat <= 180:
        raise PositionError(
            f"latitude {lat:g} is not between -90 and 90. The order is latitude, longitude: did you mean {lon:g}, {lat:g}?"
        )
    if not -90 <= lat <= 90:
        raise PositionError(f"latitude {lat:g} is not between -90 and 90.")
    raise PositionError(f"longitude {lon:g} is not between -180 and 180.")
