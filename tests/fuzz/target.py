"""What a target of the fuzz program is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from tests.fuzz.mutations import TOKENS

WORDS = (
    b'"type"', b'"features"', b'"properties"', b'"geometry"', b'"coordinates"', b'"target"', b'"body"', b'"id"', b'"@id"', b'"names"', b'"crs"', b'"name"',
    b'"area_of"', b'"place_id"', b'"Polygon"', b'"MultiPolygon"', b'"Point"', b"places:", b"scenes:", b"ignore: true", b"lat: ", b"lon: ", b"area: ", b"in: p1",
    b"image: ", b"note: |", b"@import", b"url(", b"</style/>", b"/*", b"*/", b"\\", b"@media", b"<Point>", b"<wpt", b"lat,lon", b"Sapporo", b"Hokkaido", b"km north of",
)  # fmt: skip


@dataclass(frozen=True)
class Target:
    """A function that is called with the bytes of an input, and a function that returns valid inputs.

    `share` is the share of the executions that a slow target gets.
    """

    run: Callable[[bytes], object]
    make_seeds: Callable[[], Sequence[bytes]]
    tokens: Sequence[bytes] = (*TOKENS, *WORDS)
    share: float = 1.0

    @cached_property
    def seeds(self) -> Sequence[bytes]:
        """The valid inputs."""
        return self.make_seeds()


def encoded(texts: Sequence[str]) -> Callable[[], Sequence[bytes]]:
    """Return a function that returns texts as UTF-8."""
    return lambda: [text.encode() for text in texts]
