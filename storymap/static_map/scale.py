"""Draw the scale bar and distance rings. The scale bar is correct at the centre of the map.

Rings are drawn around a place that is the only one of a story.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import floor, log10

from storymap.model import Position
from storymap.static_map.labels import LabelLayout, Rectangle
from storymap.static_map.svg import element, text
from storymap.static_map.view import View

_LONGEST_PX = 110.0  # maximum length of the scale bar
_EDGE_PX = 14.0  # distance of the scale bar from the edges of the map
_TEXT_PX = 11.0  # font size of the labels of rings
_OUTER_RING = 0.42  # maximum radius of the outer ring, relative to the height of the map
# If the latitudes of a map differ by more than this, the scale varies visibly. The scale bar then states its latitude.
_WIDE_LAT_DEG = 25.0


def draw_scale(view: View, layout: LabelLayout, thousands: str) -> str:
    """Return the SVG of a scale bar in the lower right corner, with its length above it.

    `thousands` is the thousands separator of the language.
    """
    lat = view.centre.lat
    per_pixel = view.km_per_pixel(lat)
    km = round_below(_LONGEST_PX * per_pixel)
    length = km / per_pixel
    right, bottom = view.width - _EDGE_PX, view.height - _EDGE_PX
    left = right - length
    layout.occupy(Rectangle(left - 8, bottom - 24, right + 8, bottom + 8))
    where = f" · {abs(lat):.0f}° {'N' if lat >= 0 else 'S'}" if view.box.north - view.box.south > _WIDE_LAT_DEG else ""
    bar = f"M{left:.1f} {bottom - 5:.1f}v5h{length:.1f}v-5"
    label = _kilometres(km, thousands) + where
    return element("path", {"class": "sm-scale", "d": bar}) + text(
        "sm-scale-text", (left + right) / 2, bottom - 13, [label]
    )


def round_below(value: float) -> float:
    """Return the largest number of the form 1, 2 or 5 × 10^n that is not greater than `value`."""
    power: float = 10.0 ** floor(log10(value))
    return next(step * power for step in (5, 2, 1) if step * power <= value * (1 + 1e-9))


def draw_rings(view: View, at: Position, layout: LabelLayout, thousands: str) -> Iterator[str]:
    """Yield SVG elements of two circles around the only place of a story, with labels.

    The radii of the circles are round numbers.

    `thousands` is the thousands separator of the language.
    """
    per_pixel = view.km_per_pixel(at.lat)
    x, y = view.pixel(at)
    outer = round_below(view.height * _OUTER_RING * per_pixel)
    for km in (outer / 2, outer):
        radius = km / per_pixel
        yield element("circle", {"class": "sm-ring", "cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{radius:.1f}"})
        label = _kilometres(km, thousands)
        if spot := layout.centred((x, y - radius), [label], _TEXT_PX):
            yield text("sm-ring-text", spot.x, spot.y, [label])


def _kilometres(km: float, thousands: str) -> str:
    """Return a length as text: in kilometres, or in metres if it is below 1 km."""
    if km < 1:
        return f"{km * 1000:g} m"
    return (f"{km:,.0f}" if km >= 10 else f"{km:g}").replace(",", thousands) + " km"
