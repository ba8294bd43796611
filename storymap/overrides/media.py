"""Read the pictures, layers, markers and the journey in places.yaml."""

from __future__ import annotations

from typing import Any

from storymap.model import Figure, LayerSource
from storymap.overrides import keys
from storymap.overrides.fields import FieldReader
from storymap.urls import split_url

MAX_PICTURES = 12  # maximum number of pictures in a scene; readers do not look through longer galleries
MAX_LAYERS = 40  # maximum number of layers in a file
_PICTURE = "image: mill.jpg, alt: A mill by the river"
_LAYER = "{file: route.gpx, label: The route}"


class MediaReader(FieldReader):
    """Reads the keys of places.yaml that name files, and the journey. The files themselves are read later."""

    def figures(self, scene: Any, context: str) -> tuple[Figure, ...]:
        """Return the pictures of a scene, from the key `image`, `images`, `audio` or `video`.

        A recording has its poster as a picture.
        """
        chosen = [key for key in ("image", "images", "audio", "video") if key in scene]
        if len(chosen) > 1:
            self.fail(
                f"{context}: `{chosen[0]}` and `{chosen[1]}` cannot be combined. Use `images` for several pictures.",
                *self.key_position(scene, chosen[1]),
            )
        used = {*keys.CAPTION, "poster"} & set(scene)
        if not chosen:
            for key in sorted(used):
                self.fail(f"{context}: `{key}` needs a picture, such as {_PICTURE}.", *self.key_position(scene, key))
            return ()
        key = chosen[0]
        if "poster" in scene and key not in ("audio", "video"):
            self.fail(
                f"{context}: `poster` is only allowed with `audio` or `video`.", *self.key_position(scene, "poster")
            )
        if key == "images":
            return self._gallery(scene, context)
        if key == "image":
            return (self._picture(scene, "image", context),)
        return (self._recording(scene, key, context),)

    def _gallery(self, scene: Any, context: str) -> tuple[Figure, ...]:
        images = scene["images"]
        if not isinstance(images, list) or not 1 <= len(images) <= MAX_PICTURES:
            self.fail(
                f"{context}: `images` must be a list of 1 to {MAX_PICTURES} pictures, such as "
                "[{file: a.jpg, alt: The harbour}, {file: b.jpg, alt: The ferry}].",
                *self.key_position(scene, "images"),
            )
        for key in sorted(set(keys.CAPTION) & set(scene)):
            self.fail(
                f"{context}: `{key}` belongs to one picture; put it into an item of `images`.",
                *self.key_position(scene, key),
            )
        return tuple(self._item(images, i, f"{context}, images") for i in range(len(images)))

    def _item(self, images: Any, i: int, context: str) -> Figure:
        item = images[i]
        if not isinstance(item, dict) or "file" not in item:
            self.fail(f"{context}: expected {{file: a.jpg, alt: The harbour}}.", *self.item_position(images, i))
        self.check_keys(item, keys.IMAGE, context)
        file, alt, caption, credit = (self.text(item, key, context) for key in keys.IMAGE)
        return Figure(file, 0, alt, caption, credit)

    def _picture(self, scene: Any, key: str, context: str) -> Figure:
        """Return the picture under a key.

        The value of the key is either a mapping of `file`, `alt`, `caption` and `credit`, or only a path. With a path,
        the scene has the keys `alt`, `caption` and `credit`.
        """
        if isinstance(scene[key], dict):
            image = self.mapping(scene, key, context, keys.IMAGE, "{file: mill.jpg, alt: A mill by the river}")
            if "file" not in image:
                self.fail(f"{context}, {key}: `file` is missing.", *self.key_position(scene, key))
            for name in sorted(set(keys.CAPTION) & set(scene)):
                self.fail(f"{context}: put `{name}` into `{key}`, beside `file`.", *self.key_position(scene, name))
            file, alt, caption, credit = (self.text(image, name, f"{context}, {key}") for name in keys.IMAGE)
            return Figure(file, 0, alt, caption, credit)
        alt, caption, credit = (self.text(scene, name, context) for name in keys.CAPTION)
        return Figure(self.text(scene, key, context), 0, alt, caption, credit)

    def _recording(self, scene: Any, key: str, context: str) -> Figure:
        """Return the poster of a recording, with a link to the recording.

        If `poster` is missing, only the link is shown.
        """
        link = self.text(scene, key, context)
        parts = split_url(link)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            self.fail(
                f"{context}: `{key}` must be the URL of the recording, such as https://example.org/interview. It becomes a link; "
                "the page does not load it.",
                *self.key_position(scene, key),
            )
        alt, caption, credit = (self.text(scene, name, context) for name in keys.CAPTION)
        return Figure(self.text(scene, "poster", context), 0, alt, caption, credit, medium=key, link=link)

    def layer_sources(self, mapping: Any, context: str) -> tuple[LayerSource, ...]:
        """Return the entries of the list `layers`."""
        if "layers" not in mapping:
            return ()
        layers = mapping["layers"]
        if not isinstance(layers, list) or not 1 <= len(layers) <= MAX_LAYERS:
            self.fail(
                f"{context or 'top level'}: `layers` must be a list of 1 to {MAX_LAYERS} files, such as [{_LAYER}].",
                *self.key_position(mapping, "layers"),
            )
        return tuple(self._layer(layers, i, context) for i in range(len(layers)))

    def _layer(self, layers: Any, i: int, context: str) -> LayerSource:
        entry, (line, column) = layers[i], self.item_position(layers, i)
        context = f"{context}, layers" if context else "layers"
        if isinstance(entry, str) or not isinstance(entry, dict) or "file" not in entry:
            self.fail(f"{context}: expected an entry such as {_LAYER}.", line, column)
        self.check_keys(entry, keys.LAYER, context)
        return LayerSource(
            self.text(entry, "file", context),
            self.text(entry, "label", context),
            self.one_of(entry, "style", context, keys.LAYER_STYLES) or keys.LAYER_STYLES[0],
            self.text(entry, "credit", context),
            f"{self.file}:{line}",
        )

    def icons(self, data: Any) -> dict[str, str]:
        """Return a mapping from a kind of place to the path of its marker image."""
        icons = self.mapping(data, "icons", "top level", tuple(keys.KINDS), "{mountain: peak.svg}")
        return {kind: self.text(icons, kind, "icons") for kind in icons} if icons else {}

    def journey(self, data: Any) -> tuple[str, ...] | bool | None:
        """Return the value of `journey`: the names of the stops, or True or False.

        Return None if the key is missing.
        """
        if "journey" not in data:
            return None
        value = data["journey"]
        if isinstance(value, bool):
            return value
        if (
            not isinstance(value, list)
            or len(value) < 2
            or not all(isinstance(name, str) and name.strip() for name in value)
        ):
            self.fail(
                "top level: `journey` must be true, false or a list of two or more places, such as [Lima, Cusco, Puno].",
                *self.key_position(data, "journey"),
            )
        return tuple(" ".join(name.split()) for name in value)
