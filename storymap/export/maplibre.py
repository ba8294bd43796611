"""MapLibre and Mapbox storytelling: the scenes as chapters of a `config.js`.

Put the file beside the template's `index.html`. The map style, in `style`, contains all its data (see
`maplibre_style`). For Mapbox, set `accessToken`. Each scene is a chapter. A chapter contains the passages of the scene,
with links to OpenStreetMap, and descriptions of the places that are mentioned for the first time. The map emphasises
the places of the scene. The template has no boxes, only a centre and a zoom, which are computed for a map of 1000 × 700
px. Zooms are MapLibre zooms, for tiles of 512 px. Descriptions and footer are HTML with escaped text. The template
treats titles and byline as text, but some of its forks treat them as HTML, so angle brackets in them are replaced.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from math import atan, degrees, log2, pi, sinh
from typing import Any

from storymap import sphere
from storymap.export.descriptions import detail_lines, off_the_map, on_osm, reader_lines
from storymap.export.gather import Gathered, PlaceRow, credits_of, gather, outermost, rounded
from storymap.export.maplibre_style import scene_layer, style
from storymap.model import Camera, Passage, PassageKind, Scene, Story
from storymap.ports import About, Aspect, Lookups

ABOUT = About(
    "maplibre",
    "MapLibre storytelling config.js",
    ".config.js",
    frozenset(Aspect) - {Aspect.LAYERS, Aspect.PICTURES},
    "the storytelling templates of Mapbox and MapLibre",
    remark="the map needs no tiles or key; only glyphs (letter shapes) are downloaded. Mapbox also needs `accessToken`",
)
_SCREEN_PX = (1000.0, 700.0)  # size of the map for which centres and zooms are computed
_TILE_PX = 256.0  # The zooms of a story refer to tiles of this width. The tiles of MapLibre are twice as wide.
_BRACKETS = str.maketrans("<>", "‹›")


def write(story: Story, lookups: Lookups) -> bytes:
    """Return the script, which defines one global, `config`."""
    gathered = gather(story, lookups)
    article = story.article
    config = {
        "accessToken": "",
        "showMarkers": False,
        "markerColor": "#c44f2d",
        "inset": False,
        "theme": "light",
        "use3dTerrain": False,
        "title": article.title.translate(_BRACKETS),
        "subtitle": "",
        "byline": ", ".join(part for part in (article.byline, article.published) if part).translate(_BRACKETS),
        "footer": _footer(gathered),
        "chapters": list(_chapters(gathered)) or [_chapter("story", "", "", location(story.overview))],
    }
    # The style is not indented, because it contains many coordinates.
    text = json.dumps(config, ensure_ascii=False, indent=1, allow_nan=False)
    compact = json.dumps(style(gathered), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    text = f'{{\n "style": {compact},{text[1:]}'
    for character in "<\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f"var config = {text};\n".encode()


def location(camera: Camera) -> dict[str, Any]:
    """Return a camera for the template: the centre of its box in Mercator, and the zoom at which the box fits."""
    box = camera.box
    (_, top), (_, bottom) = sphere.mercator(box.north, 0), sphere.mercator(box.south, 0)
    sides = zip(_SCREEN_PX, (sphere.width_deg(box) / 360, bottom - top), strict=True)
    fitting = [log2(px / (_TILE_PX * share)) for px, share in sides if share > 0]
    zoom = min([camera.zoom, *fitting]) - 1
    lat = degrees(atan(sinh(pi * (1 - (top + bottom)))))
    lon = sphere.normal(box.west + sphere.width_deg(box) / 2)
    return {"center": [rounded(lon), rounded(lat)], "zoom": round(max(0.0, zoom), 2), "pitch": 0, "bearing": 0}


def _chapters(gathered: Gathered) -> Iterator[dict[str, Any]]:
    passages = {p.id: p for p in gathered.passages}
    rows = {row.slug: row for row in gathered.places}
    at = location(gathered.story.overview)
    told_of: set[str] = set()
    for scene in gathered.story.scenes:
        shown = [passages[name] for name in scene.passages if name in passages]
        if not shown:
            continue
        if scene.camera:
            at = location(scene.camera)
        new = [rows[slug] for slug in scene.places if slug in rows and slug not in told_of]
        told_of.update(scene.places)
        title, body = _title(scene, shown, gathered)
        layers = [scene_layer(scene.id)] if scene.places else []
        yield _chapter(scene.id, title, _passages(body, rows, gathered) + _places(new, gathered), at, layers)


def _chapter(name: str, title: str, description: str, at: dict[str, Any], layers: Sequence[str] = ()) -> dict[str, Any]:
    """Return a chapter. `layers` contains the ids of the layers that are visible only in this chapter."""
    return {
        "id": name,
        "alignment": "left",
        "hidden": False,
        "title": title,
        "image": "",
        "description": description,
        "location": at,
        "mapAnimation": "flyTo",
        "rotateAnimation": False,
        "callback": "",
        "onChapterEnter": [{"layer": layer, "opacity": 1} for layer in layers],
        "onChapterExit": [{"layer": layer, "opacity": 0} for layer in layers],
    }


def _title(scene: Scene, passages: list[Passage], gathered: Gathered) -> tuple[str, list[Passage]]:
    """Return the title of a chapter and the passages below it.

    The title is that of the scene, or the heading with which the scene begins, or "" if it has neither.
    """
    first = passages[0]
    if scene.title or first.kind is not PassageKind.HEADING:
        return scene.title.translate(_BRACKETS), passages
    return gathered.text(first).translate(_BRACKETS), passages[1:]


def _passages(passages: list[Passage], rows: dict[str, PlaceRow], gathered: Gathered) -> str:
    blocks = []
    for kind, group in groupby(passages, key=lambda p: p.kind):
        texts = [_linked(passage, rows, gathered) for passage in group]
        if kind is PassageKind.LIST_ITEM:
            blocks.append(f"<ul>{''.join(f'<li>{text}</li>' for text in texts)}</ul>")
        else:
            tag = {PassageKind.HEADING: "h4", PassageKind.QUOTE: "blockquote"}.get(kind, "p")
            blocks += [f"<{tag}>{text}</{tag}>" for text in texts]
    return "".join(blocks)


def _linked(passage: Passage, rows: dict[str, PlaceRow], gathered: Gathered) -> str:
    text, at, out = gathered.story.article.text, passage.start, ""
    end = passage.start + len(gathered.text(passage))
    for m in outermost(gathered.mapped(passage)):
        if m.mention.end <= end:
            out += escape(text[at : m.mention.start]) + _link(m.mention.surface, rows[m.slug or ""])
            at = m.mention.end
    return out + escape(text[at:end])


def _places(rows: list[PlaceRow], gathered: Gathered) -> str:
    """Return an HTML list with a description of each place, or "" if there are no places.

    The confidence and the source of a place are in a collapsed element.
    """
    items = []
    for row in rows:
        words = gathered.words
        shown = _lines([_link(row.label, row), *map(escape, reader_lines(row, words))])
        folded = _lines(map(escape, [*detail_lines(row, words), words.source(row.place.source)]))
        title = escape(words.text("script.details"))
        items.append(f"<li>{shown}<details><summary>{title}</summary>{folded}</details></li>")
    return f'<ul class="places">{"".join(items)}</ul>' if items else ""


def _lines(lines: Iterable[str]) -> str:
    return "<br>".join(line for line in lines if line)


def _link(words: str, row: PlaceRow) -> str:
    return f'<a href="{escape(on_osm(row))}" target="_blank" rel="noopener">{escape(words)}</a>'


def _footer(gathered: Gathered) -> str:
    """Return the footer: places without a scene, unmapped names and credits."""
    shown = {slug for scene in gathered.story.scenes for slug in scene.places}
    parts = [_places([row for row in gathered.places if row.slug not in shown], gathered)]
    if gathered.absent:
        parts.append("<br>".join(map(escape, [f"{gathered.words.text('off')}:", *off_the_map(gathered)])))
    parts.append("<br>".join(map(escape, credits_of(gathered.story))))
    return "<br><br>".join(part for part in parts if part)
