"""Find the script and style files that folium layers need: in installed packages, in a folder, or on the web.

For each file, folium generates a link to a content delivery network. A page must not load files, so the file is
embedded in the page instead. A file that the folium package contains is always found. Other files must be in a folder
that the caller names: a `node_modules` folder, or a folder that contains the files themselves.
"""

from __future__ import annotations

import base64
import json
import mimetypes
import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from storymap.errors import PageError
from storymap.lazy_pattern import lazy_pattern
from storymap.urls import split_url

# Name of a library on cdnjs.com -> name of its npm package. Libraries whose names are the same are not listed.
_NPM_NAMES = {
    "OverlappingMarkerSpiderfier-Leaflet": "overlapping-marker-spiderfier-leaflet",
    "leaflet-locatecontrol": "leaflet.locatecontrol",
    "leaflet.draw": "leaflet-draw",
    "moment.js": "moment",
}
_HOSTED = lazy_pattern(  # package, version and path in the URLs of jsdelivr, unpkg and cdnjs
    r"https://(?:cdn\.jsdelivr\.net/npm|unpkg\.com)/+((?:@[\w.-]+/)?[\w.-]+)(?:@([\w.-]+))?/?(.*)"
    r"|https://cdnjs\.cloudflare\.com/ajax/libs/([\w.-]+)/([\w.-]+)/(.*)"
)
_CSS_URL = lazy_pattern(r"url\(\s*['\"]?([^'\")]*)['\"]?\s*\)")
_FONT_FACE = lazy_pattern(r"@font-face\s*\{[^}]*\}")
# A script that was made by webpack's css-loader contains a style sheet as a string literal. When the script runs,
# style-loader adds this style sheet to the page.
_STYLE_IN_SCRIPT = lazy_pattern(r"\.push\(\[\w+\.(?:i|id),(\"(?:[^\"\\]|\\.)*\")", re.S)
# Character after a backslash in JavaScript -> the same character in JSON
_JS_ESCAPES = {"'": "'", "v": "\\u000b", "0": "\\u0000", "\n": ""}
_JS_ESCAPE = lazy_pattern(r"\\(?:x([0-9a-fA-F]{2})|(.))", re.S)
_SOURCE_MAP = lazy_pattern(r"^//[#@] sourceMappingURL=.*$|/\*# sourceMappingURL=.*?\*/", re.M)


@dataclass(frozen=True, slots=True)
class LayerFile:
    """A file that a layer needs. `content` is None if the page loads the file from `url`."""

    url: str
    is_style: bool
    content: str | None

    @property
    def added_styles(self) -> list[str]:
        """The texts of the style elements that a script adds, in order.

        If there are texts, the first text is "", because the script first adds an empty element and then inserts the
        style sheet.
        """
        if self.is_style or self.content is None:
            return []
        sheets = [self._text(literal) for literal in _STYLE_IN_SCRIPT.findall(self.content)]
        return ["", *sheets] if sheets else []

    def _text(self, literal: str) -> str:
        """Return the value of a JavaScript string literal. Raise PageError if the literal has an unknown escape."""
        code = _JS_ESCAPE.sub(
            lambda found: f"\\u00{found[1]}" if found[1] else _JS_ESCAPES.get(found[2], found[0]), literal
        )
        try:
            return str(json.loads(code, strict=False))
        except ValueError as error:
            raise PageError(
                f"{self.url}: the style sheet in this script cannot be read. Leave out the layer that needs it"
            ) from error


def layer_file(url: str, *, is_style: bool, layer: str, plugins: Path | None, online: bool) -> LayerFile:
    """Return the file at a URL. `layer` is the name of the layer that needs the file; it is used in messages.

    Raise PageError if the file is not found and `online` is false.
    """
    found = _in_folium(url) or (_in_folder(url, plugins) if plugins else None)
    if found is not None:
        read = _read_style if is_style else _read_script
        return LayerFile(url, is_style, read(found, layer))
    if online:
        return LayerFile(url, is_style, None)
    raise PageError(_missing(url, layer, plugins))


def _missing(url: str, layer: str, plugins: Path | None) -> str:
    package, version, _ = package_of(url)
    where = f", which is not in {plugins}" if plugins else ""
    npm = f"npm install {package}{f'@{version}' if version else ''}, then " if package else "download the file, then "
    folder = "node_modules" if package else "FOLDER"
    return (
        f'{layer} loads {url}{where}; pages must be self-contained. Put the file into the page ({npm}save(…, plugins="{folder}")), '
        "let readers download it (save(…, online=True)), or remove the layer"
    )


def package_of(url: str) -> tuple[str, str, str]:
    """Return the npm package, version and path in a URL of jsdelivr, unpkg or cdnjs.

    Return empty strings for other hosts.
    """
    found = _HOSTED.fullmatch(url)
    if not found:
        return "", "", ""
    if found[1]:
        version = "" if found[2] in (None, "latest") else found[2]
        return found[1], version, found[3]
    return _NPM_NAMES.get(found[4], found[4].lower()), found[5], found[6]


def _in_folium(url: str) -> Path | None:
    """Return the file from the installed folium package.

    Return None if the URL is not in folium's repository or the package lacks the file.
    """
    if "/python-visualization/folium" not in url:
        return None
    path = Path(str(files("folium"))) / "templates" / _file_name(url)
    return path if path.is_file() else None


def _in_folder(url: str, folder: Path) -> Path | None:
    """Return the file from a folder, or None.

    The file is found by its path in an npm package or by its name. The name may be with or without `.min`.
    """
    package, _, path = package_of(url)
    name = _file_name(url)
    if package and path and (folder / package / path).is_file():
        return folder / package / path
    if (folder / name).is_file():
        return folder / name
    if not package or not (folder / package).is_dir():
        return None
    suffix = Path(name).suffix
    bare = name.removesuffix(suffix).removesuffix(".min")
    wanted = [f"{bare}.min{suffix}", f"{bare}{suffix}"] if suffix in (".js", ".css") else ["*.min.js", "*.js"]
    for pattern in wanted:
        root = folder / package
        inside = [p for p in sorted(root.rglob(pattern)) if "node_modules" not in p.relative_to(root).parts]
        if inside:
            return min(inside, key=lambda p: ("dist" not in p.parts, len(p.parts)))
    return None


def _file_name(url: str) -> str:
    return split_url(url).path.rstrip("/").rpartition("/")[2]


def _read_script(path: Path, layer: str) -> str:
    text = _SOURCE_MAP.sub("", _text(path, layer))
    return re.sub(r"</(script)", r"<\\/\1", text, flags=re.I).strip() + "\n"


def _read_style(path: Path, layer: str) -> str:
    """Return a style sheet in which the URLs of images and fonts are replaced by data URIs."""

    def inlined(found: re.Match[str]) -> str:
        name = found[1].strip()
        if not name or name.startswith(("data:", "#")):
            return found[0]
        address = split_url(name)
        if address.scheme or address.netloc or address.path.startswith("/"):
            return "url(data:,)"  # the URL is on another host, or the file is outside the package
        file = path.parent / address.path
        if not file.is_file():
            # Packages often lack old formats of a font and images for Internet Explorer.
            return "url(data:,)"
        return f"url({data_uri(file)})"

    text = _SOURCE_MAP.sub("", _text(path, layer))
    return _CSS_URL.sub(inlined, _FONT_FACE.sub(lambda m: _available_font(m[0], path), text)).strip() + "\n"


def _available_font(rule: str, path: Path) -> str:
    """Return an @font-face rule, or "" if none of its files is in the package of the style sheet.

    A rule without files is removed, because a browser reports an error for each font that it cannot load.
    """
    urls = [url.strip() for url in _CSS_URL.findall(rule)]
    has_file = any(url.startswith("data:") or (path.parent / split_url(url).path).is_file() for url in urls)
    return rule if has_file or not urls else ""


def data_uri(path: Path) -> str:
    """Return the content of a file as a data URI."""
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"


def _text(path: Path, layer: str) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise PageError(f"{layer} needs {path}, which cannot be read: {error}") from error
