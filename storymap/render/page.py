"""The page: one standalone HTML file that contains the folium map."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any

import folium
from markupsafe import Markup

from storymap import shapes, sphere, static_map
from storymap.basemap.streets.levels import has_streets
from storymap.language import direction
from storymap.model import Camera, Passage, PassageKind, Story
from storymap.ports import Basemap
from storymap.render import bundle, validation
from storymap.render.added_layers import LayerParts
from storymap.render.article import article_html
from storymap.render.document import cameras_of, encode, place_rows, reading_of, story_document
from storymap.render.engine import LeafletMap, PageFigure, StoryScript, VectorBasemap
from storymap.render.figures import figure_html
from storymap.render.options import PageOptions
from storymap.render.own_styles import own_styles
from storymap.render.place_list import place_list
from storymap.render.policy import csp
from storymap.render.relief import relief_tiles
from storymap.render.scene_maps import scene_maps
from storymap.render.street_tiles import with_streets
from storymap.render.structured_data import linked_data
from storymap.render.templates import template
from storymap.render.text_alternative import TextAlternative
from storymap.render.themes import theme_css
from storymap.render.tiles import tiles_and_cameras
from storymap.version import __version__
from storymap.wording import Wording
from storymap.wording.phrases import Phrases

if TYPE_CHECKING:
    from storymap.basemap.streets.reader import Streets


# The basemap may always use MIN_BASEMAP_BYTES, which is enough for about SCENES scenes. Each further scene adds
# SCENE_BYTES.
MIN_BASEMAP_BYTES, SCENE_BYTES, SCENES = 35_500, 2_000, 16
# A route with 40 stops needs a more detailed map than a few towns. Therefore each place after the first PLACES, up to
# MOST_PLACES, adds PLACE_BYTES. The larger of the two additions, for scenes or for places, is used.
PLACE_BYTES, PLACES, MOST_PLACES = 2_000, 15, 60
PICTURE_PX = (960, 720)
PICTURE_BYTES = 18_000  # target size of the static map
# If a page has more passages than this, browsers lay out a passage only when it becomes visible (content-visibility).
LONG = 300
DESCRIPTION = 155  # maximum number of characters in the description; search engines show about this many


class Page:
    """The page of a story, with the layers that were added to `map`.

    Every call of `html()` returns the same text, unless layers were added in between.
    """

    def __init__(self, story: Story, *, basemap: Basemap, wording: Wording, options: PageOptions) -> None:
        self._story, self._basemap, self._wording, self._options = story, basemap, wording, options
        self._words = Phrases(wording, options.country)
        self._passages = shown_passages(story)
        self._text_alternative = TextAlternative(story, self._passages, self._words, self._title_passage)
        self.map: folium.Map = LeafletMap(location=_start(story), zoom_start=2)
        # The hosts that browsers contact because of added layers, such as "https://tile.openstreetmap.org". The method
        # `html` sets this list.
        self.layer_hosts: list[str] = []
        self._figure = PageFigure(self.html)
        self._figure.add_child(self.map)
        self.map.add_child(VectorBasemap())
        self.map.add_child(StoryScript())

    def html(self, *, online: bool | None = None, plugins: Path | None = None) -> str:
        """Return the whole page. Raise PageError if the page would be invalid (see `validation`).

        If `online` or `plugins` is given, it replaces the option of the same name.
        """
        options = self._options
        parts = self._figure.parts(
            plugins=options.plugins if plugins is None else plugins,
            online=options.online if online is None else online,
        )
        self.layer_hosts = parts.hosts
        hosts = [*parts.hosts, *([options.tiles.host] if options.tiles else [])]
        html = self._write(self._data, parts, hosts)
        files = [file.url for file in parts.online]
        validation.check(html, glue=parts.layers, hosts=hosts, files=files, layered=self._layered)
        return html

    @cached_property
    def _data(self) -> dict[str, Any]:
        """The JSON document of the page. The basemap in it gets the bytes that the rest of the page does not use."""
        cameras = cameras_of(self._story)
        bare = self._document({"levels": [], "tiles": {}}, dict(zip(cameras, cameras, strict=True)))
        pictures = sum(len(picture.address) for picture in self._options.pictures.values())
        rest = len(self._write(bare, LayerParts(), []).encode()) - pictures
        more = SCENE_BYTES * max(0, len(self._story.scenes) - SCENES)
        more = max(more, PLACE_BYTES * max(0, min(len(self._story.places), MOST_PLACES) - PLACES))
        budget = max(MIN_BASEMAP_BYTES, self._options.max_bytes - rest) + more
        keep = [p.place.position for p in self._story.places]
        reading = reading_of(self._story)
        basemap, chosen = tiles_and_cameras(self._basemap, cameras, keep, budget, reading)
        relief = relief_tiles(chosen[camera] for camera in cameras) if self._options.relief else {}
        if self._streets is not None:
            basemap, chosen = with_streets(basemap, chosen, self._streets, reading)
        return self._document({**basemap, "relief": relief} if relief else basemap, chosen)

    @cached_property
    def _places(self) -> list[dict[str, Any]]:
        return place_rows(
            self._story, self._options, unsure=self._text_alternative.unsure_slugs(), coarsen=shapes.coarsen
        )

    def _document(self, basemap: Mapping[str, Any], cameras: Mapping[Camera, Camera]) -> dict[str, Any]:
        return story_document(
            self._story,
            self._words,
            self._places,
            wording=self._script_wording,
            basemap=basemap,
            cameras=cameras,
            tiles=self._options.tiles,
            icons=self._options.icons,
        )

    @cached_property
    def _picture(self) -> Markup:
        width_px, height_px = PICTURE_PX
        svg = static_map.draw(
            self._story,
            self._basemap,
            wording=self._wording,
            width_px=width_px,
            height_px=height_px,
            budget=PICTURE_BYTES,
            streets=self._streets,
        )
        return Markup(svg)  # escaping is not needed: static_map has escaped its text, and the whole page is validated

    @cached_property
    def _text(self) -> Markup:
        rest = [p for p in self._passages if p is not self._title_passage]
        titles = {scene.id: scene.title for scene in self._story.scenes if scene.title}
        maps = scene_maps(self._story, rest, self._basemap, self._wording, self._streets)
        anchors = self._text_alternative.anchors()
        leads = {
            scene.id if scene.id in scene.passages else scene.passages[0]: scene.figures
            for scene in self._story.scenes
            if scene.figures
        }
        return article_html(
            self._story.article, rest, anchors, self._options.pictures, titles, maps, leads, self._words
        )

    @cached_property
    def _description(self) -> str:
        """The beginning of the text, for search engines."""
        article = self._story.article
        text = " ".join(article.text[p.start : p.end] for p in self._passages if p.kind is not PassageKind.HEADING)
        return shorten((text or article.text)[: 20 * DESCRIPTION], DESCRIPTION, placeholder="…")

    @cached_property
    def _linked_data(self) -> Markup:
        return Markup(encode(linked_data(self._story, self._description, self._options.canonical)))

    @cached_property
    def _rows_html(self) -> Markup:
        """The HTML of the list of places.

        The list is cached because the page is written twice: the size of the basemap depends on the size of the rest of
        the page.
        """
        rows, language = self._text_alternative.rows(), self._story.article.language
        return place_list(rows, language, self._options.pictures, self._wording)

    @cached_property
    def _parts(self) -> frozenset[str]:
        """The keys of `bundle.PARTS` for the parts of this page that need their own scripts and styles."""
        figures = [figure for scene in self._story.scenes for figure in scene.figures]
        present = {
            "pictures": any(figure.source in self._options.pictures for figure in figures),
            "layers": bool(self._story.layers),
            "journey": bool(self._story.journey),
            "icons": any(place.icon in self._options.icons for place in self._story.places),
            "streets": self._streets is not None,
        }
        return frozenset(name for name, on in present.items() if on)

    @cached_property
    def _script_wording(self) -> dict[str, str]:
        """The sentences for the scripts of this page."""
        sections = ["page.script", *(f"page.{part}.script" for part in sorted(self._parts))]
        return {key: text for section in sections for key, text in self._wording.section(section).items()}

    @property
    def _streets(self) -> Streets | None:
        """The streets from the options, or None if no camera is close enough to show them."""
        return self._options.streets if any(map(has_streets, self._story.places)) else None

    @property
    def _layered(self) -> bool:
        """Whether layers were added to the map."""
        added = any(not isinstance(child, VectorBasemap | StoryScript) for child in self.map._children.values())
        return added or self._figure.has_additions

    @property
    def _title_passage(self) -> Passage | None:
        """The passage that repeats the title of the article.

        This passage becomes the h1 of the page, so that the title is not shown twice.
        """
        first = self._passages[0] if self._passages else None
        text = self._story.article.text
        if first is None or first.kind is not PassageKind.HEADING:
            return None
        return first if text[first.start : first.end].strip() == self._story.article.title.strip() else None

    def _write(self, document: Mapping[str, Any], parts: LayerParts, hosts: Sequence[str]) -> str:
        article, words = self._story.article, self._words
        css = self._css(parts)
        shaded = "relief" in document["basemap"]
        scripts = self._scripts(parts, shaded=shaded)
        inline = [script for script in scripts if isinstance(script, str)]
        script_files = [script["src"] for script in scripts if not isinstance(script, str)]
        style_files = [file.url for file in parts.online if file.is_style]
        added = [text for file in parts.files for text in file.added_styles]
        absent, evidence = self._text_alternative.absent()
        return template("page.html.jinja").render(
            article=article,
            canonical=self._options.canonical,
            companion=self._options.companion,
            oembed=self._options.oembed,
            share_image=self._options.share_image,
            credits=self._text_alternative.credits(relief=shaded),
            csp=csp(
                inline, [*css, *added], hosts, script_files=script_files, style_files=style_files, layered=self._layered
            ),
            data=Markup(encode(document)),
            description=self._description,
            direction=direction(article.language),
            language=article.language,
            evidence=evidence,
            figure=partial(figure_html, pictures=self._options.pictures),
            generator=f"storymap {__version__}",
            absent=absent,
            left_out=self._left_out(),
            ranking=" ".join(self._story.ranking),
            long=len(self._passages) > LONG,
            linked_data=self._linked_data,
            picture=self._picture,
            picture_title=self._wording.text("picture.title", title=article.title),
            rows=self._text_alternative.rows(),
            rows_html=self._rows_html,
            journey=self._text_alternative.journey(),
            layers=self._text_alternative.layers(),
            date=words.date,
            say=words.text,
            count=words.count,
            scripts=[Markup(s) if isinstance(s, str) else s for s in scripts],
            style_files=style_files,
            styles=[Markup(s) for s in css],
            text=self._text,
            title_id=self._title_passage.id if self._title_passage else "",
            ui_direction=direction(self._wording.effective_language),
            ui_language=self._wording.effective_language,
        )

    def _css(self, parts: LayerParts) -> list[str]:
        """Return the inline styles."""
        files = [file.content for file in parts.files if file.is_style and file.content is not None]
        layers = [bundle.layer_styles(), *files, *parts.styles] if self._layered else []
        added = map(bundle.ascii_style, [*layers, *_own(self._options.css)])
        theme = theme_css(self._options.theme, streets=self._streets is not None)
        return [bundle.styles(self._layered, self._parts), theme, *added]

    def _scripts(self, parts: LayerParts, *, shaded: bool) -> list[str | dict[str, str]]:
        """Return the scripts in the order of execution.

        A script is a text, or {"src": URL} for a file that the page loads.

        `shaded` is whether the map has shaded relief. The story starts before files are loaded, so that it does not
        wait for these files.
        """
        scripts: list[str | dict[str, str]] = [
            bundle.script(
                self._options.companion,
                self._options.tiles is not None,
                self._parts | {"relief"} if shaded else self._parts,
            )
        ]
        if not parts.layers.strip():
            return [*scripts, _enclosed(parts.start)]
        scripts += [_enclosed(f"{parts.start}\nstorymap.layerMap = map;"), bundle.layer_script()]
        for file in parts.files:
            if not file.is_style:
                scripts.append({"src": file.url} if file.content is None else bundle.ascii_script(file.content))
        return [*scripts, _enclosed(f"const map = storymap.layerMap;\n{parts.layers}")]

    def _left_out(self) -> str:
        """Return the sentence about the boilerplate lines that were left out, or "" if no line was left out."""
        number = len(self._story.boilerplate)
        return self._words.count("left_out", number) if number else ""


def shown_passages(story: Story) -> list[Passage]:
    """Return the passages of the page. Empty passages, and passages that the story leaves out, are not included."""
    hidden = set(story.left_out)
    text = story.article.text
    return [p for p in story.article.passages if p.id not in hidden and text[p.start : p.end].strip()]


def _enclosed(code: str) -> str:
    """Return a script with its own scope.

    The texts of layers in the script can neither end the script element early nor hide its end.
    """
    code = re.sub(r"<(?=!--|/?script)", r"\\x3c", code, flags=re.I)
    return bundle.ascii_script(f"(function () {{\n{code}\n}})();\n")


def _start(story: Story) -> tuple[float, float]:
    """Return the initial centre of the map, because folium needs a view before a layer is added."""
    middle = sphere.centre(story.overview.box)
    return middle.lat, sphere.unwrap(middle.lon, story.meridian)


def _own(css: str) -> list[str]:
    """Return the user's styles as a list, which is empty if there are none.

    Raise PageError if the styles load a file.
    """
    return [own_styles(css)] if css.strip() else []
