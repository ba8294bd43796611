"""From YAML to values; what is wrong becomes a message with file, line, column, and what is allowed."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from storymap.errors import OverrideError
from storymap.model import BoundingBox, Camera, Dispute, Place, Position, SceneEdit, position
from storymap.overrides.values import VERSION, Override, Overrides, Where

TOP = ("version", "home", "names", "places", "scenes")
PLACE = (
    *("in", "nth", "quote", "ignore", "id", "name", "lat", "lon", "kind", "box", "as", "note"),
    *("approximate", "radius_km", "zoom", "dispute"),
)
SCENE = ("title", "camera", "hide", "with")
CAMERA = ("box", "lat", "lon", "zoom")
DISPUTE = ("status", "administered_by", "claimed_by", "since", "note")
STATUS = ("disputed", "annexed", "occupied", "breakaway", "indeterminate")
# What an editor calls a kind, and GeoNames' class and code for it.
KINDS = {
    "town": ("P", "PPL"), "village": ("P", "PPL"), "building": ("S", "BLDG"), "site": ("S", "MNMT"), "base": ("S", "AIRB"),
    "island": ("T", "ISL"), "islands": ("T", "ISLS"), "mountain": ("T", "MT"), "peninsula": ("T", "PEN"), "sea": ("H", "SEA"),
    "strait": ("H", "STRT"), "river": ("H", "STM"), "lake": ("H", "LK"), "region": ("L", "RGN"), "park": ("L", "PRK"),
}  # fmt: skip
_SAY = "say `id: …`, or `name: …, lat: …, lon: …`, or `ignore: true`"


def load_overrides(path: Path | None) -> Overrides | None:
    """The overrides of a file; None for no file. OverrideError with file and line for anything that is not understood."""
    if path is None:
        return None
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        data = YAML(typ="rt", pure=True).load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise OverrideError("there is no such file. Check the name given to --places.", file=str(path)) from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = {"line": mark.line + 1, "column": mark.column + 1} if mark else {}
        raise OverrideError(f"this is not YAML: {error.problem or error.context}.", file=path.name, **where) from error
    except (YAMLError, UnicodeDecodeError, OSError, ValueError) as error:
        raise OverrideError(f"cannot be read: {error}.", file=str(path)) from error
    return _Reader(path.name).overrides(data)


class _Reader:
    """Reads the tables of one file."""

    def __init__(self, file: str) -> None:
        self.file = file

    def overrides(self, data: Any) -> Overrides:
        if data is None:
            return Overrides(self.file)
        if not isinstance(data, dict):
            self.fail("it must begin with `version: 1` and a list `places:`", 1, 1)
        self.known_keys(data, TOP, "places.yaml")
        if data.get("version") != VERSION:
            self.fail(
                f"`version: {VERSION}` is missing or not {VERSION}; this storymap reads version {VERSION}.",
                *self.at(data, "version"),
            )
        places, scenes = data.get("places") or {}, data.get("scenes") or {}
        if not isinstance(places, dict):
            self.fail(
                "`places:` must be followed by names, each with what it is (`Chitose: {id: geonames:2130404}`).",
                *self.at(data, "places"),
            )
        if not isinstance(scenes, dict):
            self.fail("`scenes:` must be followed by passages (`p4: {title: The strait}`).", *self.at(data, "scenes"))
        return Overrides(
            self.file,
            tuple(entry for surface in places for entry in self.surface(places, surface)),
            {str(name): self.scene(str(name), scenes[name], *self.at(scenes, name)) for name in scenes},
            home=self.words(data, "home", "places.yaml"),
            names_first=self.words(data, "names", "places.yaml").upper(),
        )

    def surface(self, places: Any, surface: Any) -> list[Override]:
        """One entry, or one for each occurrence that is told apart."""
        value, at = places[surface], self.at(places, surface)
        if not str(surface).strip():
            self.fail("a name under `places:` is empty.", *at)
        if not isinstance(value, list):
            return [self.override(str(surface), value, *at)]
        return [self.override(str(surface), item, *self.item_at(value, i)) for i, item in enumerate(value)]

    def override(self, surface: str, value: Any, line: int, column: int) -> Override:
        if not isinstance(value, dict) or not value:
            self.fail(f"{surface}: {_SAY}.", line, column)
        self.known_keys(value, PLACE, surface)
        chosen = [key for key in ("ignore", "id", "lat") if value.get(key) not in (None, False)]
        if len(chosen) > 1:
            self.fail(
                f"{surface}: `{chosen[0]}` and `{chosen[1]}` exclude each other; {_SAY}.", *self.at(value, chosen[1])
            )
        entry = Override(
            surface,
            line,
            self.where(surface, value),
            ignore=self.flag(value, "ignore", surface),
            id=self.words(value, "id", surface),
            shown=self.words(value, "as", surface),
            note=self.words(value, "note", surface),
            zoom=self.figure(value, "zoom", surface, 1, 18),
            approximate_km=self.approximate(value, surface),
        )
        if "lat" in value or "lon" in value or (not chosen and "name" in value):
            return replace(entry, place=self.place(surface, value, line, column), approximate_km=0.0)
        for key in ("name", "kind", "box", "dispute"):
            if key in value:
                self.fail(
                    f"{surface}: `{key}` is for a place of your own, which needs `lat` and `lon`.", *self.at(value, key)
                )
        if not (chosen or entry.shown or entry.note or entry.zoom or entry.approximate_km):
            self.fail(f"{surface}: {_SAY}.", line, column)
        return entry

    def where(self, surface: str, value: Any) -> Where:
        quote = self.words(value, "quote", surface)
        if quote and surface not in quote:
            self.fail(f"{surface}: the quote does not hold “{surface}”.", *self.at(value, "quote"))
        nth = self.figure(value, "nth", surface, 1, 100_000)
        if nth != int(nth):
            self.fail(f"{surface}: `nth` is not a whole number.", *self.at(value, "nth"))
        return Where(self.words(value, "in", surface), int(nth), quote)

    def approximate(self, value: Any, surface: str) -> float:
        """The radius (km) of a place that is only about there; 0 when nothing is said of it."""
        radius = self.figure(value, "radius_km", surface, 0.01, 5000)
        return radius or (10.0 if self.flag(value, "approximate", surface) else 0.0)

    def place(self, surface: str, value: Any, line: int, column: int) -> Place:
        missing = [k for k in ("lat", "lon") if k not in value]
        if missing:
            self.fail(
                f"{surface}: `{missing[0]}` is missing; a place of your own needs `lat` and `lon` in degrees.",
                line,
                column,
            )
        name = self.words(value, "name", surface) or surface
        letter, code = KINDS[self.one_of(value, "kind", surface, tuple(KINDS)) or "town"]
        radius = self.approximate(value, surface)
        return Place(
            f"editor:{name}",
            name,
            self.position(surface, value),
            feature_class=letter,
            feature_code=code,
            bbox=self.box(surface, value),
            radius_km=radius,
            approximate=bool(radius),
            dispute=self.dispute(surface, value),
            source="editor",
        )

    def position(self, where: str, value: Any) -> Position:
        try:
            return position(_number(value["lat"]), _number(value["lon"]))
        except (TypeError, ValueError) as error:
            key = "lat" if "latitude" in str(error) or _wrong(value.get("lat")) else "lon"
            self.fail(f"{where}: {error}.", *self.at(value, key))

    def box(self, where: str, value: Any) -> BoundingBox | None:
        if "box" not in value:
            return None
        try:
            west, south, east, north = map(_number, value["box"])
            position(south, west), position(north, east)
            if south >= north:
                raise ValueError("south is not below north")
        except (TypeError, ValueError) as error:
            self.fail(f"{where}: `box` is [west, south, east, north] in degrees: {error}.", *self.at(value, "box"))
        return BoundingBox(west, south, east, north)

    def dispute(self, where: str, value: Any) -> Dispute | None:
        if "dispute" not in value:
            return None
        table = value["dispute"]
        if not isinstance(table, dict):
            self.fail(
                f"{where}: `dispute` is a table such as {{claimed_by: [JP], administered_by: [RU]}}.",
                *self.at(value, "dispute"),
            )
        self.known_keys(table, DISPUTE, f"{where}, dispute")
        return Dispute(
            self.one_of(table, "status", where, STATUS) or "disputed",
            self.codes(table, "administered_by", where),
            self.codes(table, "claimed_by", where),
            str(table.get("since") or ""),
            self.words(table, "note", where),
        )

    def scene(self, name: str, value: Any, line: int, column: int) -> SceneEdit:
        if not isinstance(value, dict) or not value:
            self.fail(f"{name}: say `title: …`, `camera: …`, `hide: true` or `with: p3`.", line, column)
        self.known_keys(value, SCENE, name)
        return SceneEdit(
            line,
            title=self.words(value, "title", name),
            camera=self.camera(name, value),
            hidden=self.flag(value, "hide", name),
            joined=self.words(value, "with", name),
        )

    def camera(self, name: str, value: Any) -> Camera | None:
        if "camera" not in value:
            return None
        table = value["camera"]
        if not isinstance(table, dict):
            self.fail(
                f"{name}: `camera` is {{box: [west, south, east, north]}} or {{lat: …, lon: …, zoom: …}}.",
                *self.at(value, "camera"),
            )
        self.known_keys(table, CAMERA, f"{name}, camera")
        zoom = self.figure(table, "zoom", name, 0, 18) or 9.0
        box = self.box(name, table)
        if box is None:
            missing = next((k for k in ("lat", "lon") if k not in table), None)
            if missing:
                self.fail(f"{name}: the camera needs `box`, or `lat`, `lon` and `zoom`.", *self.at(value, "camera"))
            lat, lon = self.position(name, table)
            box = BoundingBox(lon, lat, lon, lat)
        return Camera(box, zoom)

    # ---------- single values

    def words(self, table: Any, key: str, where: str) -> str:
        value = table.get(key)
        if value is None:
            return ""
        if not isinstance(value, (str, int, float)) or isinstance(value, bool):
            self.fail(f"{where}: `{key}` must be words.", *self.at(table, key))
        return str(value).strip()

    def flag(self, table: Any, key: str, where: str) -> bool:
        value = table.get(key, False)
        if not isinstance(value, bool):
            self.fail(f"{where}: `{key}` is true or false.", *self.at(table, key))
        return value

    def figure(self, table: Any, key: str, where: str, low: float, high: float) -> float:
        """A number of a range; 0 when the key is not there."""
        if key not in table:
            return 0.0
        try:
            value = _number(table[key])
        except TypeError as error:
            self.fail(f"{where}: `{key}`: {error}.", *self.at(table, key))
        if not low <= value <= high:
            self.fail(f"{where}: `{key}` must be between {low:g} and {high:g}.", *self.at(table, key))
        return value

    def codes(self, table: Any, key: str, where: str) -> tuple[str, ...]:
        value = table.get(key) or []
        listed = value if isinstance(value, list) else [value]
        if not all(isinstance(code, str) and len(code) == 2 for code in listed):
            self.fail(f"{where}: `{key}` lists country codes of two letters, such as [JP].", *self.at(table, key))
        return tuple(code.upper() for code in listed)

    def one_of(self, table: Any, key: str, where: str, allowed: Sequence[str]) -> str:
        value = self.words(table, key, where)
        if value and value not in allowed:
            near = difflib.get_close_matches(value, allowed, 1)
            hint = f" Did you mean `{near[0]}`?" if near else ""
            self.fail(f"{where}: `{key}` is one of {', '.join(allowed)}.{hint}", *self.at(table, key))
        return value

    def known_keys(self, table: Any, allowed: Sequence[str], where: str) -> None:
        for key in table:
            if key not in allowed:
                near = difflib.get_close_matches(str(key), allowed, 1)
                hint = f" Did you mean `{near[0]}`?" if near else ""
                self.fail(
                    f"{where}: `{key}` is not known here; allowed are {', '.join(allowed)}.{hint}", *self.at(table, key)
                )

    def at(self, table: Any, key: Any) -> tuple[int, int]:
        """Line and column of a key, from 1; those of the table when the key is not there."""
        try:
            line, column = table.lc.key(key)
        except (KeyError, AttributeError, TypeError):
            line, column = getattr(getattr(table, "lc", None), "line", 0) or 0, 0
        return line + 1, column + 1

    def item_at(self, table: Any, number: int) -> tuple[int, int]:
        """Line and column of an item of a list, from 1."""
        try:
            line, column = table.lc.item(number)
        except (KeyError, AttributeError, TypeError, IndexError):
            line, column = getattr(getattr(table, "lc", None), "line", 0) or 0, 0
        return line + 1, column + 1

    def fail(self, message: str, line: int, column: int) -> NoReturn:
        raise OverrideError(message, file=self.file, line=line, column=column)


def _number(value: Any) -> float:
    if _wrong(value):
        raise TypeError(f"{value!r} is not a number")
    return float(value)


def _wrong(value: Any) -> bool:
    return isinstance(value, bool) or not isinstance(value, (int, float))
