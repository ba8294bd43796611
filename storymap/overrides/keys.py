"""The keys and values that places.yaml allows."""

from __future__ import annotations

TOP = ("version", "home", "names", "places", "scenes", "layers", "icons", "journey")
PLACE = (
    *(
        "in",
        "nth",
        "quote",
        "suggested",
        "ignore",
        "id",
        "name",
        "at",
        "lat",
        "lon",
        "kind",
        "box",
        "area",
        "as",
        "note",
    ),
    *("approximate", "radius_km", "zoom", "dispute", "image", "icon"),
)
IMAGE = ("file", "alt", "caption", "credit")
CAPTION = ("alt", "caption", "credit")
SCENE = ("title", "camera", "hide", "with", "split", "image", *CAPTION, "images", "audio", "video", "poster", "layers")
LAYER = ("file", "label", "style", "credit")
LAYER_STYLES = ("line", "front", "flood")
CAMERA = ("box", "lat", "lon", "zoom")
DISPUTE = ("status", "administered_by", "claimed_by", "since", "note")
STATUS = ("disputed", "annexed", "occupied", "breakaway", "indeterminate")
# Keys that decide which place a name refers to. A new decision replaces all of them.
DECISION = ("id", "ignore", "name", "at", "lat", "lon", "kind", "box", "area", "dispute")
# Keys that select some of the occurrences of a name.
SELECTOR = ("in", "nth", "quote")
# Value of `kind` -> GeoNames' feature class and code.
KINDS = {
    "town": ("P", "PPL"), "village": ("P", "PPL"), "building": ("S", "BLDG"), "site": ("S", ""), "base": ("S", "AIRB"),
    "island": ("T", "ISL"), "islands": ("T", "ISLS"), "mountain": ("T", "MT"), "peninsula": ("T", "PEN"), "sea": ("H", "SEA"),
    "strait": ("H", "STRT"), "river": ("H", "STM"), "lake": ("H", "LK"), "region": ("L", "RGN"), "park": ("L", "PRK"),
}  # fmt: skip
