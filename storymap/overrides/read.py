"""From YAML to values; what is wrong becomes a message with file, line, column, and what is allowed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from storymap.errors import OverrideError
from storymap.gazetteer.describe import box_radius_km
from storymap.model import BoundingBox, Camera, Dispute, Figure, Place, Position, SceneEdit
from storymap.overrides.checks import Checks
from storymap.overrides.values import VERSION, Override, Overrides, Where
from storymap.shapes import bounds, label_point

TOP = ("version", "home", "names", "places", "scenes")
PLACE = (
    *("in", "nth", "quote", "suggested", "ignore", "id", "name", "lat", "lon", "kind", "box", "area", "as", "note"),
    *("approximate", "radius_km", "zoom", "dispute", "image"),
)
IMAGE = ("file", "alt", "caption", "credit")
SCENE = ("title", "camera", "hide", "with")
CAMERA = ("box", "lat", "lon", "zoom")
DISPUTE = ("status", "administered_by", "claimed_by", "since", "note")
STATUS = ("disputed", "annexed", "occupied", "breakaway", "indeterminate")
# What an editor calls a kind, and GeoNames' class and code for it.
KINDS = {
    "town": ("P", "PPL"), "village": ("P", "PPL"), "building": ("S", "BLDG"), "site": ("S", ""), "base": ("S", "AIRB"),
    "island": ("T", "ISL"), "islands": ("T", "ISLS"), "mountain": ("T", "MT"), "peninsula": ("T", "PEN"), "sea": ("H", "SEA"),
    "strait": ("H", "STRT"), "river": ("H", "STM"), "lake": ("H", "LK"), "region": ("L", "RGN"), "park": ("L", "PRK"),
}  # fmt: skip
_SAY = "say `id: …`, or `name: …, lat: …, lon: …`, or `ignore: true`"


def load_overrides(path: Path | None) -> Overrides | None:
    """The overrides of a file; None for no file. OverrideError with file and line for anything that is not understood."""
    if path is None:
        return None
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise OverrideError("there is no such file. Check the name given to --places.", file=str(path)) from error
    except OSError as error:
        raise OverrideError(f"cannot be read: {error.strerror or error}.", file=str(path)) from error
    return load_overrides_text(decoded(content, path.name), path.name)


def decoded(content: bytes, file: str) -> str:
    """The text of a file, its line ends kept, a byte order mark dropped. OverrideError when it is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise OverrideError("this is not UTF-8 text. Save it as UTF-8.", file=file, line=line, column=1) from error


def load_overrides_text(text: str, file: str) -> Overrides:
    """The same for the text of a file, which messages call `file`."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        data = YAML(typ="rt", pure=True).load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = {"line": mark.line + 1, "column": mark.column + 1} if mark else {"line": 1, "column": 1}
        raise OverrideError(f"this is not YAML: {_plain(error)}.", file=file, **where) from error
    except (YAMLError, ValueError, RecursionError) as error:
        where = {"line": 1, "column": 1}
        character = getattr(error, "position", None)
        if isinstance(character, int):
            where = {"line": text.count("\n", 0, character) + 1, "column": 1}
        first = str(error).strip().partition("\n")[0]
        raise OverrideError(f"this is not YAML: {first or 'too deep'}.", file=file, **where) from error
    return _Reader(file).overrides(data)


# What the YAML library says, and what it means to an editor.
_PLAIN = {
    "'\\t'": "a line begins with a tab; YAML wants spaces",
    "<block end>": "this line does not fit what is above it: look at its indentation, and whether every bracket and quote before it is closed",
    "',' or ": "a bracket before it is not closed, or a comma is missing",
    "end of stream": "a bracket or a quote is not closed before the file ends",
    "mapping values": "there is a second `: ` in this line; put the words in quotes",
    "duplicate key": "this key stands here twice; a name has one entry, or a list of them",
    "undefined alias": "it refers to an anchor (&) that is not there",
}


def _plain(error: Any) -> str:
    """What the YAML library found wrong, in one line."""
    problem = str(error.problem or error.context).strip().partition("\n")[0].rstrip(".")
    return next((meaning for words, meaning in _PLAIN.items() if words in problem), problem)


class _Reader(Checks):
    """Reads the tables of one file."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.own: dict[str, Position] = {}  # the editor's places by name

    def overrides(self, data: Any) -> Overrides:
        if data is None:
            return Overrides(self.file)
        if not isinstance(data, dict):
            self.fail("it must begin with `version: 1` and a table `places:`.", 1, 1)
        self.known_keys(data, TOP, "at the top")
        version = data.get("version")
        if version != VERSION or isinstance(version, bool):
            self.fail(
                f"`version: {VERSION}` is missing or not {VERSION}; this storymap reads version {VERSION}.",
                *self.at(data, "version"),
            )
        places, scenes = data.get("places"), data.get("scenes")
        if not isinstance(places, dict | None):
            self.fail(
                "`places:` must be followed by names, each with what it is (`Chitose: {id: geonames:2130404}`).",
                *self.at(data, "places"),
            )
        if not isinstance(scenes, dict | None):
            self.fail("`scenes:` must be followed by passages (`p4: {title: The strait}`).", *self.at(data, "scenes"))
        return Overrides(
            self.file,
            tuple(entry for surface in places for entry in self.surface(places, surface)) if places else (),
            {str(name): self.scene(str(name), value, *self.at(scenes, name)) for name, value in (scenes or {}).items()},
            home=self.words(data, "home", "at the top"),
            names_first=self.side(data),
        )

    def side(self, data: Any) -> str:
        codes = self.codes(data, "names", "at the top")
        if len(codes) > 1:
            self.fail("at the top: `names` is the country code of one side, such as JP.", *self.at(data, "names"))
        return "".join(codes)

    def surface(self, places: Any, surface: Any) -> list[Override]:
        """One entry, or one for each occurrence that is told apart."""
        value, at = places[surface], self.at(places, surface)
        if not isinstance(surface, str | int | float) or not str(surface).strip():
            self.fail("a key under `places:` must be words of the article.", *at)
        if not isinstance(value, list):
            return [self.override(str(surface), value, *at)]
        if not value:
            self.fail(f"{surface}: {_SAY}.", *at)
        return [self.override(str(surface), item, *self.item_at(value, i)) for i, item in enumerate(value)]

    def override(self, surface: str, value: Any, line: int, column: int) -> Override:
        if not isinstance(value, dict) or not value:
            self.fail(f"{surface}: {_SAY}.", line, column)
        self.known_keys(value, PLACE, surface)
        self.words(value, "suggested", surface)
        chosen = [key for key in ("ignore", "id", "lat", "area") if value.get(key) not in (None, False)]
        if len(chosen) > 1 and chosen != ["lat", "area"]:
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
            zoom=self.number(value, "zoom", surface, 1, 18),
            approximate_km=self.approximate(value, surface),
            figure=self.image(surface, value),
        )
        own = [key for key in ("name", "lat", "lon", "kind", "box", "area", "dispute") if key in value]
        if (own and not chosen) or set(own) & {"lat", "lon", "area"}:
            return replace(entry, place=self.place(surface, value, line, column), approximate_km=0.0)
        if own:
            hint = " To rename a place on the map say `as: …`." if own[0] == "name" else ""
            self.fail(
                f"{surface}: `{own[0]}` is for a place of your own, which needs `lat` and `lon`.{hint}",
                *self.at(value, own[0]),
            )
        if not (set(value) - {"in", "nth", "quote"}):
            self.fail(f"{surface}: {_SAY}.", line, column)
        return entry

    def where(self, surface: str, value: Any) -> Where:
        quote = self.words(value, "quote", surface)
        if quote and " ".join(surface.split()) not in quote:
            self.fail(f"{surface}: the quote does not hold “{surface}”.", *self.at(value, "quote"))
        nth = self.number(value, "nth", surface, 1, 100_000)
        if nth != int(nth):
            self.fail(f"{surface}: `nth` is a whole number, counted from 1.", *self.at(value, "nth"))
        return Where(self.words(value, "in", surface), int(nth), quote)

    def approximate(self, value: Any, surface: str) -> float:
        """The radius (km) of a place that is only about there; 0 when nothing is said of it."""
        radius = self.number(value, "radius_km", surface, 0.01, 5000)
        return radius or (10.0 if self.flag(value, "approximate", surface) else 0.0)

    def image(self, surface: str, value: Any) -> Figure | None:
        table = self.table(value, "image", surface, IMAGE, "{file: mill.jpg, alt: A mill by the river}")
        if table is None:
            return None
        where = f"{surface}, image"
        for needed in ("file", "alt"):
            if needed not in table:
                self.fail(
                    f"{where}: `{needed}` is missing; an image needs its `file` and, for those who cannot see it, `alt`.",
                    *self.at(table, next(iter(table))),
                )
        file, alt, caption, credit = (self.words(table, key, where) for key in IMAGE)
        return Figure(file, 0, alt, caption, credit)

    def place(self, surface: str, value: Any, line: int, column: int) -> Place:
        """A place of the editor's own: a position, an area, or both."""
        area = self.area(surface, value)
        if area is None or "lat" in value or "lon" in value:
            missing = [k for k in ("lat", "lon") if k not in value]
            if missing:
                self.fail(
                    f"{surface}: `{missing[0]}` is missing; a place of your own needs `lat` and `lon` in degrees.",
                    line,
                    column,
                )
            middle = self.position(surface, value)
        else:
            middle = label_point(area)
        name = self.words(value, "name", surface) or " ".join(surface.split())
        kind = self.one_of(value, "kind", surface, tuple(KINDS))
        box = self.box(surface, value) or (bounds(area) if area else None)
        letter, code = KINDS[kind or ("region" if box else "town")]
        radius = self.approximate(value, surface)
        return Place(
            self.own_id(name, middle),
            name,
            middle,
            feature_class=letter,
            feature_code=code,
            bbox=box,
            footprint=area,
            radius_km=radius or (box_radius_km(box) if box else 0.0),
            approximate=bool(radius),
            dispute=self.dispute(surface, value),
            source="editor",
        )

    def own_id(self, name: str, middle: Position) -> str:
        """Its name; with the position where an earlier place of that name is somewhere else."""
        if self.own.setdefault(name, middle) == middle:
            return f"editor:{name}"
        return f"editor:{name}@{middle.lat:.5f},{middle.lon:.5f}"

    def dispute(self, where: str, value: Any) -> Dispute | None:
        table = self.table(value, "dispute", where, DISPUTE, "{claimed_by: [JP], administered_by: [RU]}")
        if table is None:
            return None
        where = f"{where}, dispute"
        return Dispute(
            self.one_of(table, "status", where, STATUS) or "disputed",
            self.codes(table, "administered_by", where),
            self.codes(table, "claimed_by", where),
            self.words(table, "since", where),
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
        such_as = "{box: [west, south, east, north]} or {lat: 43.1, lon: 141.3, zoom: 9}"
        table = self.table(value, "camera", name, CAMERA, such_as)
        if table is None:
            return None
        where = f"{name}, camera"
        zoom = self.number(table, "zoom", where, 0, 18) or 9.0
        box = self.box(where, table)
        if box is None:
            if "lat" not in table or "lon" not in table:
                self.fail(f"{where}: it needs `box`, or `lat`, `lon` and `zoom`.", *self.at(value, "camera"))
            lat, lon = self.position(where, table)
            box = BoundingBox(lon, lat, lon, lat)
        return Camera(box, zoom)
