"""Return the places in a text as data frames of pandas and GeoPandas, and as an HTML table."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from storymap.errors import OutputError

if TYPE_CHECKING:
    import geopandas
    import pandas

    from storymap.model import Article, Resolution

MAX_ROWS = 20  # maximum number of places in an HTML table


class Found(Protocol):
    """The places in an article."""

    @property
    def article(self) -> Article: ...
    @property
    def resolutions(self) -> tuple[Resolution, ...]: ...


COLUMNS = (
    *("start", "end", "mention", "mention_kind", "confidence", "reason"),
    *("place_id", "name", "lat", "lon", "feature_code", "country_codes"),
)


def rows(found: Found) -> list[dict[str, Any]]:
    """Return a row for each mention, with its offsets, the decision about it, and its place."""
    return [_row(r) for r in sorted(found.resolutions, key=lambda r: (r.mention.start, -r.mention.end))]


def dataframe(found: Found) -> pandas.DataFrame:
    """Return the rows as a pandas.DataFrame. Raise OutputError if pandas is not installed."""
    library = _library("pandas", "to_dataframe()")
    frame: pandas.DataFrame = library.DataFrame(rows(found), columns=list(COLUMNS))
    frame.attrs["title"] = found.article.title
    return frame


def geodataframe(found: Found) -> geopandas.GeoDataFrame:
    """Return the rows of mentions with a place as a geopandas.GeoDataFrame (EPSG:4326).

    Raise OutputError if GeoPandas is not installed.
    """
    library = _library("geopandas", "to_geodataframe()")
    frame = dataframe(found).dropna(subset=["lat"]).reset_index(drop=True)
    points = library.points_from_xy(frame["lon"], frame["lat"])
    result: geopandas.GeoDataFrame = library.GeoDataFrame(frame, geometry=points, crs="EPSG:4326")
    return result


def html_table(found: Found) -> str:
    """Return an HTML table with the most frequent places. Names are escaped."""
    number: dict[str, int] = {}
    place_of: dict[str, Any] = {}
    for r in found.resolutions:
        if r.place:
            number[r.place.id] = number.get(r.place.id, 0) + 1
            place_of[r.place.id] = r.place
    ids = sorted(number, key=lambda key: -number[key])
    head = "<tr><th>place</th><th>country</th><th>latitude</th><th>longitude</th><th>mentions</th></tr>"
    body = "".join(
        f"<tr><td>{escape(p.name)}</td><td>{escape(' '.join(p.country_codes))}</td><td>{p.position.lat:.4f}</td>"
        f"<td>{p.position.lon:.4f}</td><td>{number[p.id]}</td></tr>"
        for p in (place_of[key] for key in ids[:MAX_ROWS])
    )
    more = f"<p>and {len(ids) - MAX_ROWS} more</p>" if len(ids) > MAX_ROWS else ""
    return f"<table><caption>{escape(found.article.title)}</caption>{head}{body}</table>{more}"


def _row(r: Resolution) -> dict[str, Any]:
    place = r.place
    known = (
        {
            "place_id": place.id,
            "name": place.name,
            "lat": place.position.lat,
            "lon": place.position.lon,
            "feature_code": place.feature_code,
            "country_codes": " ".join(place.country_codes),
        }
        if place
        else dict.fromkeys(("place_id", "name", "lat", "lon", "feature_code", "country_codes"))
    )
    return {
        "start": r.mention.start,
        "end": r.mention.end,
        "mention": r.mention.surface,
        "mention_kind": r.mention.kind.value,
        "confidence": r.confidence,
        "reason": r.reason.code,
        **known,
    }


def _library(name: str, needed_by: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise OutputError(f"{needed_by} needs {name}, which is not installed: python -m pip install {name}") from error


def texts(items: Iterable[Any]) -> Iterable[tuple[str, str]]:
    """Yield (id, text) pairs. `items` are texts, (id, text) pairs, or a mapping of ids to texts.

    Texts without ids are numbered from 1.
    """
    pairs = items.items() if hasattr(items, "items") else items
    for number, item in enumerate(pairs, 1):
        yield (str(number), item) if isinstance(item, str) else (str(item[0]), item[1])
