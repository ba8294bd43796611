"""Parse the mappings of places.yaml into Overrides."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NoReturn

from storymap.gazetteer.describe import box_radius_km
from storymap.model import BoundingBox, Camera, Dispute, Figure, Place, Position, SceneEdit
from storymap.overrides import keys
from storymap.overrides.conflicts import circle_of, replaced_entries, undecided_scenes
from storymap.overrides.media import MediaReader
from storymap.overrides.scalars import is_number
from storymap.overrides.values import VERSION, Override, Overrides, Selector
from storymap.positions import PositionError, looks_like_position, parse_position
from storymap.shapes import bounds, label_point
from storymap.text_mistakes import missing_colon, unusual_space, wide_colon

_EXPECTED = "expected `id: …`, or `name: …, lat: …, lon: …`, or `ignore: true`"
_APPROXIMATE_KM = 10.0  # radius set by `approximate: true`
_ZOOM = 9.0  # the zoom of a `camera` without a zoom


class Parser(MediaReader):
    """Parses one file. OverrideError is raised for every mistake, with its line and column."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self._positions: dict[str, Position] = {}  # name -> position of custom places

    def parse(self, data: Any) -> Overrides:
        """Return the overrides in the YAML document of a file. An empty file has no overrides."""
        if data is None:
            return Overrides(self.file)
        if not isinstance(data, dict):
            self.fail("the file must start with `version: 1` and a mapping `places:`.", 1, 1)
        self.check_keys(data, keys.TOP, "top level")
        version = data.get("version")
        if version != VERSION or isinstance(version, bool):
            self._fail_version(data)
        places, scenes = data.get("places"), data.get("scenes")
        self._check_map(data, "places", "names to entries, such as `Chitose: {id: geonames:2130404}`")
        self._check_map(data, "scenes", "passages to entries, such as `p4: {title: The strait}`")
        entries = tuple(entry for surface in places for entry in self._entries(places, surface)) if places else ()
        edits = self._scenes(scenes or {})
        return Overrides(
            self.file,
            entries,
            edits,
            home=self._home(data),
            home_at=f"{self.file}:{self.key_position(data, 'home')[0]}",
            names_first=self._names_first(data),
            remarks=(*replaced_entries(entries, self.file), *undecided_scenes(edits, self.file)),
            layers=self.layer_sources(data, ""),
            icons=self.icons(data),
            journey=self.journey(data),
            journey_at=f"{self.file}:{self.key_position(data, 'journey')[0]}" if "journey" in data else "",
        )

    def _check_map(self, data: Any, key: str, content: str) -> None:
        """Raise OverrideError unless the value of a key is a mapping or missing. `content` says what it should map."""
        value = data.get(key)
        if isinstance(value, list) and value:
            self.fail(
                f"`{key}` must map {content}; it is not a list. Remove the `- ` at the start of the lines.",
                *self.item_position(value, 0),
            )
        if not isinstance(value, dict | None):
            self.fail(f"`{key}` must map {content}.", *self.key_position(data, key))

    def _fail_version(self, data: Any) -> NoReturn:
        version = data.get("version")
        if is_number(version) and version > VERSION:
            problem = (
                f"`version: {version}` was written by a newer version of storymap; this one reads version {VERSION}. "
                "Update it with `python -m pip install --upgrade storymap-leaflet`."
            )
        else:
            problem = f"`version: {VERSION}` is missing or differs; this version of storymap reads version {VERSION}. Write `version: {VERSION}`."
        self.fail(problem, *self.key_position(data, "version"))

    def _scenes(self, scenes: Any) -> dict[str, SceneEdit]:
        edits = {
            str(passage): self._scene(str(passage), value, *self.key_position(scenes, passage))
            for passage, value in scenes.items()
        }
        for passage, edit in edits.items():
            if circle := circle_of(passage, edits):
                self.fail(
                    f"{passage}: the `with` keys of these passages form a loop: {' with '.join(circle)}. Remove one of them.",
                    edit.line,
                    1,
                )
        return edits

    def _home(self, data: Any) -> str:
        """Return the value of `home`, or "" if the key is missing.

        The home is the name or the position of the place where the publisher is based.
        """
        home = self.text(data, "home", "top level")
        if looks_like_position(home):
            try:
                parse_position(home)
            except PositionError as error:
                self.fail(f"top level: `home`: {error}", *self.key_position(data, "home"))
        return home

    def _names_first(self, data: Any) -> str:
        codes = self.country_codes(data, "names", "top level")
        if len(codes) > 1:
            self.fail("top level: `names` must be one country code, such as JP.", *self.key_position(data, "names"))
        return "".join(codes)

    def _entries(self, places: Any, surface: Any) -> list[Override]:
        """Return the overrides of one name. If the name has a list, there is one override for each item."""
        value, position = places[surface], self.key_position(places, surface)
        if not isinstance(surface, str | int | float) or not str(surface).strip():
            self.fail("a key under `places` must be text that occurs in the article.", *position)
        if advice := unusual_space(str(surface)):
            self.fail(f"`{surface}` is not a name.{advice}", *position)
        if not isinstance(value, list):
            if value is None:
                self._check_indented(places, surface)
            return [self._override(str(surface), value, *position)]
        if not value:
            self.fail(f"{surface}: {_EXPECTED}.", *position)
        return [self._override(str(surface), item, *self.item_position(value, i)) for i, item in enumerate(value)]

    def _check_indented(self, places: Any, surface: Any) -> None:
        """Raise OverrideError if an entry is empty and the next key is a field.

        The field belongs to the entry and should be indented.
        """
        below = list(places)[list(places).index(surface) + 1 :][:1]
        if below and below[0] in keys.PLACE and not isinstance(places[below[0]], dict | list):
            self.fail(
                f"{surface}: the entry is empty, and `{below[0]}` below it is read as a name. Indent the fields of an entry more than "
                "its name, by two spaces.",
                *self.key_position(places, below[0]),
            )

    def _override(self, surface: str, entry: Any, line: int, column: int) -> Override:
        if isinstance(entry, str) and entry.partition(":")[0] in keys.PLACE:
            name, _, value = entry.partition(":")
            self.fail(f"{surface}: write a space after the colon: `{{{name}: {value.strip()}}}`.", line, column)
        if not isinstance(entry, dict) or not entry:
            self.fail(f"{surface}: {_EXPECTED}.{wide_colon(surface) or missing_colon(surface)}", line, column)
        self.check_keys(entry, keys.PLACE, surface)
        self.text(entry, "suggested", surface)
        chosen = [key for key in ("ignore", "id", "at", "lat", "area") if entry.get(key) not in (None, False)]
        if len(chosen) > 1 and chosen not in (["lat", "area"], ["at", "area"]):
            self.fail(
                f"{surface}: `{chosen[0]}` and `{chosen[1]}` cannot be combined; {_EXPECTED}.",
                *self.key_position(entry, chosen[1]),
            )
        override = Override(
            surface,
            line,
            self._selector(surface, entry),
            ignore=self.flag(entry, "ignore", surface),
            id=self.text(entry, "id", surface),
            label=self.text(entry, "as", surface),
            note=self.text(entry, "note", surface),
            zoom=self.number(entry, "zoom", surface, 1, 18),
            approximate_km=self._approximate_km(entry, surface),
            figure=self._image(surface, entry),
            icon=self.text(entry, "icon", surface),
        )
        custom = [key for key in keys.DECISION if key in entry and key not in ("id", "ignore")]
        if (custom and not chosen) or set(custom) & {"at", "lat", "lon", "area"}:
            return replace(override, place=self._place(surface, entry, line, column), approximate_km=0.0)
        if custom:
            hint = " To change the name on the map, use `as`." if custom[0] == "name" else ""
            self.fail(
                f"{surface}: `{custom[0]}` describes a place of your own, which needs `lat` and `lon`, or `at`.{hint}",
                *self.key_position(entry, custom[0]),
            )
        if not (set(entry) - set(keys.SELECTOR)):
            self.fail(f"{surface}: {_EXPECTED}.", line, column)
        return override

    def _selector(self, surface: str, entry: Any) -> Selector:
        quote = self.text(entry, "quote", surface)
        if quote and " ".join(surface.split()) not in quote:
            self.fail(f"{surface}: `quote` must contain “{surface}”.", *self.key_position(entry, "quote"))
        nth = self.number(entry, "nth", surface, 1, 100_000)
        if nth != int(nth):
            self.fail(f"{surface}: `nth` must be a whole number, counted from 1.", *self.key_position(entry, "nth"))
        return Selector(self.text(entry, "in", surface), int(nth), quote)

    def _approximate_km(self, entry: Any, surface: str) -> float:
        """Return the radius (km) of an approximate position, or 0 if the entry does not set one."""
        radius = self.number(entry, "radius_km", surface, 0.01, 5000)
        return radius or (_APPROXIMATE_KM if self.flag(entry, "approximate", surface) else 0.0)

    def _image(self, surface: str, entry: Any) -> Figure | None:
        image = self.mapping(entry, "image", surface, keys.IMAGE, "{file: mill.jpg, alt: A mill by the river}")
        if image is None:
            return None
        context = f"{surface}, image"
        for required in ("file", "alt"):
            if required not in image:
                self.fail(
                    f"{context}: `{required}` is missing; an image needs `file` and `alt`, its text for screen readers.",
                    *self.key_position(image, next(iter(image))),
                )
        file, alt, caption, credit = (self.text(image, key, context) for key in keys.IMAGE)
        return Figure(file, 0, alt, caption, credit)

    def _place(self, surface: str, entry: Any, line: int, column: int) -> Place:
        """Return a custom place, with a position, an area, or both."""
        area, box = self.area(surface, entry), self.box(surface, entry)
        if area is None or set(entry) & {"at", "lat", "lon"}:
            missing = [key for key in ("lat", "lon") if key not in entry]
            if missing and "at" not in entry:
                self.fail(
                    f"{surface}: `{missing[0]}` is missing; a place of your own needs `lat` and `lon` in degrees, or `at`."
                    f"{self._both_in(entry)}",
                    line,
                    column,
                )
            position = self.position(surface, entry)
        else:
            position = label_point(area)
        name = self.text(entry, "name", surface) or " ".join(surface.split())
        kind = self.one_of(entry, "kind", surface, tuple(keys.KINDS))
        box = box or (bounds(area) if area else None)
        feature_class, feature_code = keys.KINDS[kind or ("region" if box else "town")]
        radius = self._approximate_km(entry, surface)
        return Place(
            self._place_id(name, position),
            name,
            position,
            feature_class=feature_class,
            feature_code=feature_code,
            bbox=box,
            footprint=area,
            radius_km=radius or (box_radius_km(box) if box else 0.0),
            approximate=bool(radius),
            dispute=self._dispute(surface, entry),
            source="editor",
        )

    def _both_in(self, entry: Any) -> str:
        """Return advice if `lat` or `lon` has both coordinates, otherwise ""."""
        pairs = (value for key in ("lat", "lon") if isinstance(value := entry.get(key), str))
        pair = next((value for value in pairs if looks_like_position(value)), "")
        return f' Write at: "{pair}".' if pair else ""

    def _place_id(self, name: str, position: Position) -> str:
        """Return the id of a custom place.

        The id contains the name, and also the position if an earlier place has the same name.
        """
        if self._positions.setdefault(name, position) == position:
            return f"editor:{name}"
        return f"editor:{name}@{position.lat:.5f},{position.lon:.5f}"

    def _dispute(self, surface: str, entry: Any) -> Dispute | None:
        example = "{claimed_by: [JP], administered_by: [RU]}"
        dispute = self.mapping(entry, "dispute", surface, keys.DISPUTE, example)
        if dispute is None:
            return None
        context = f"{surface}, dispute"
        return Dispute(
            self.one_of(dispute, "status", context, keys.STATUS) or "disputed",
            self.country_codes(dispute, "administered_by", context),
            self.country_codes(dispute, "claimed_by", context),
            self.text(dispute, "since", context),
            self.text(dispute, "note", context),
        )

    def _scene(self, passage: str, scene: Any, line: int, column: int) -> SceneEdit:
        if not isinstance(scene, dict) or not scene:
            self.fail(
                f"{passage}: expected `title: …`, `camera: …`, `image: …`, `layers: …`, `hide: true`, `with: p3` or `split: true`.",
                line,
                column,
            )
        self.check_keys(scene, keys.SCENE, passage)
        if self.text(scene, "with", passage) == passage:
            self.fail(
                f"{passage}: `with` names the passage itself. Name another passage, such as the one before it, or remove `with`.",
                *self.key_position(scene, "with"),
            )
        return SceneEdit(
            line,
            title=self.text(scene, "title", passage),
            camera=self._camera(passage, scene),
            hidden=self.flag(scene, "hide", passage),
            joined=self.text(scene, "with", passage),
            split=self.flag(scene, "split", passage),
            figures=tuple(replace(f, where=f"{self.file}:{line}") for f in self.figures(scene, passage)),
            layers=self.layer_sources(scene, passage),
        )

    def _camera(self, passage: str, scene: Any) -> Camera | None:
        example = "{box: [west, south, east, north]} or {lat: 43.1, lon: 141.3, zoom: 9}"
        camera = self.mapping(scene, "camera", passage, keys.CAMERA, example)
        if camera is None:
            return None
        context = f"{passage}, camera"
        zoom = self.number(camera, "zoom", context, 0, 18) or _ZOOM
        box = self.box(context, camera)
        if box is None:
            if "lat" not in camera or "lon" not in camera:
                self.fail(
                    f"{context}: expected `box`, or `lat`, `lon` and `zoom`.", *self.key_position(scene, "camera")
                )
            lat, lon = self.position(context, camera)
            box = BoundingBox(lon, lat, lon, lat)
        return Camera(box, zoom)
