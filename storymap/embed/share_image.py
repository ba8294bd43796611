"""Draw the image that social networks show for a link: the static map above the title, 1200 × 630 pixels.

The image is an SVG. The library resvg (extra `image`) converts the SVG to PNG with the fonts of the computer; no fonts
are downloaded.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape
from importlib.util import find_spec
from typing import TYPE_CHECKING

from storymap import resources, static_map
from storymap.errors import PageError
from storymap.extras import install
from storymap.language import direction, primary_language
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Story
from storymap.ports import Basemap
from storymap.render.themes import Colours, themes
from storymap.static_map.paths import UNITS
from storymap.wording import Wording

if TYPE_CHECKING:
    from storymap.basemap.streets.reader import Streets

WIDTH_PX, HEIGHT_PX = 1200, 630
_MAP_PX = 470  # height of the map; the title is below it
_SCALE = 1.7  # labels are enlarged, because social networks show the image at a small size
_TITLE_PX = 46  # font size of the title
_CREDIT_PX = 15  # font size of the attribution of streets
_LINE = 46.0  # width of a title line, in letters of average width
_FONTS = {
    "--sans": "'Noto Sans', 'DejaVu Sans', Arial, sans-serif",
    "--serif": "'Noto Serif', 'DejaVu Serif', Georgia, serif",
}
_UPRIGHT = frozenset({"ja", "ar"})  # languages of the wording whose scripts have no slanted letters
# In the image, a unit is half a pixel, and some renderers would scale the width of strokes. Therefore the widths are
# changed here.
_SCALED = lazy_pattern(
    r"(\.sm-(?:graticule|halo|land|islets|lakes|borders|disputed-lines|area|hatch|disputed|stream|street|path|casing|road|rail|rail-ties)"
    r" \{[^}]*?stroke-width: )([\d.]+)"
)


def share_svg(story: Story, basemap: Basemap, *, wording: Wording, theme: str, streets: Streets | None = None) -> str:
    """Return the image as a standalone SVG. If `streets` is given, the image shows streets and their attribution."""
    colours = themes()[theme]["light"]
    width, height = round(WIDTH_PX / _SCALE), round(_MAP_PX / _SCALE)
    drawn = static_map.draw(story, basemap, wording=wording, width_px=width, height_px=height, streets=streets)
    drawn = drawn.replace(
        "<svg ", f'<svg width="{WIDTH_PX}" height="{_MAP_PX}" preserveAspectRatio="xMidYMid slice" ', 1
    )
    rtl = direction(story.article.language) == "rtl"
    x, anchor = (WIDTH_PX - 56, "end") if rtl else (56, "start")
    lines = title_lines(story.article.title)
    first = _MAP_PX + (HEIGHT_PX - _MAP_PX) / 2 - (len(lines) - 1) * 27 + 15
    title = "".join(
        f'<text class="title" x="{x}" y="{first + 54 * i:.0f}" text-anchor="{anchor}">{escape(line)}</text>'
        for i, line in enumerate(lines)
    )
    credit = f'<text class="credit" x="12" y="{_MAP_PX - 12}">{escape(streets.credit)}</text>' if streets else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH_PX}" height="{HEIGHT_PX}" viewBox="0 0 {WIDTH_PX} {HEIGHT_PX}" role="img">'
        f"<title>{escape(story.article.title)}</title><style>{_styles(colours, wording.effective_language, streets=streets is not None)}</style>"
        f'<rect width="{WIDTH_PX}" height="{_MAP_PX}" fill="{colours["sea"]}"/>{drawn}'
        f'<rect y="{_MAP_PX}" width="{WIDTH_PX}" height="{HEIGHT_PX - _MAP_PX}" fill="{colours["paper"]}"/>'
        f'<rect y="{_MAP_PX}" width="{WIDTH_PX}" height="5" fill="{colours["accent"]}"/>{credit}{title}</svg>\n'
    )


def can_write_png() -> bool:
    """Return whether resvg is installed."""
    return find_spec("resvg_py") is not None


def share_png(svg: str) -> bytes:
    """Return the image as PNG. Raise PageError if resvg is not installed."""
    try:
        import resvg_py
    except ImportError as error:
        raise PageError(f"PNG output needs resvg, which is not installed: {install('image')}") from error
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=WIDTH_PX, height=HEIGHT_PX))


def title_lines(title: str) -> list[str]:
    """Return the title as at most two lines. A longer title is cut and ends with an ellipsis."""
    lines, line = [], ""
    words = title.split() if " " in title else list(title)
    glue = " " if " " in title else ""
    for number, word in enumerate(words):
        longer = f"{line}{glue}{word}" if line else word
        if line and _width(longer) > _LINE:
            lines.append(line)
            longer = word
            if len(lines) == 2:
                return [lines[0], lines[1].rstrip(" ,;:–—-") + "…"]
        line = longer
        if number == len(words) - 1:
            lines.append(line)
    return lines


def _width(text: str) -> float:
    """Return the approximate width of a text.

    An average Latin letter has the width 1, a wide (East Asian) character 1.9.
    """
    return sum(1.9 if unicodedata.east_asian_width(char) in "WF" else 1.0 for char in text)


def _styles(colours: Colours, language: str, *, streets: bool) -> str:
    """Return the CSS of the static map, in which the colours of the theme replace the CSS variables."""
    slant = "normal" if primary_language(language) in _UPRIGHT else "italic"
    table = {f"--{name}": colour for name, colour in colours.items()} | _FONTS | {"--slant": slant}
    sources = resources.asset("static-map.css")
    if streets:
        sources += "\n".join(re.findall(r"^\.sm-picture .*", resources.asset("streets.css"), flags=re.M))
    css = re.sub(r"/\*.*?\*/", "", sources, flags=re.S)
    css = re.sub(r"var\((--[\w-]+)\)", lambda m: table[m[1]], css)
    css = _SCALED.sub(lambda m: f"{m[1]}{float(m[2]) * UNITS:g}", css)
    css = css.replace("vector-effect: non-scaling-stroke;", "").replace(
        ".sm-picture { display: block;", ".sm-picture {"
    )
    css += f".title {{ font: 600 {_TITLE_PX}px {_FONTS['--serif']}; fill: {table['--ink']}; }}"
    if streets:
        css += f".credit {{ font: {_CREDIT_PX}px {_FONTS['--sans']}; fill: {table['--ink']}; }}"
    return " ".join(css.split())
