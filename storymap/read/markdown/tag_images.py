"""Convert the images in the arguments and in the content of template tags to figures."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.read.html.media import is_image_file

if TYPE_CHECKING:
    from storymap.read.markdown.tags import Tag

_IMAGE_KEYS = (
    "src",
    "image_path",
    "image",
    "img",
    "file",
    "path",
    "filename",
    "imagesrc",
    "href",
    "link",
    "url",
    "name",
    "1",
    "source",
)
CAPTION_KEYS = ("caption", "title", "description", "desc", "text", "legend")
IMAGE_TAGS = lazy_pattern(
    r"image|img|figure|fig\b|photo|picture|asset|include_cached|lightbox|thumb|hero|gallery", re.I
)
FOLDER = "folder:"  # the source of a figure begins with this if it is a pattern for the images in a folder
# Matches one image and nothing else, in Markdown or as an element.
_ONLY_IMAGE = lazy_pattern(r"!\[(?P<alt>[^\]\n]*)\]\((?P<source>[^\s()]+)[^()\n]*\)|<img\b[^>]*>")
_LONGEST_CAPTION = 400  # maximum number of code points in the content of a tag that is a caption


def unmarked(text: str) -> str:
    """Return a line of Markdown without its markup. This is for captions in the arguments of tags."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"<[^<>]+>", "", text))
    return re.sub(r"(?<!\w)([*_`]{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)", r"\2", text)


def _folder_pattern(tag: Tag) -> str:
    """Return FOLDER and a pattern for the images of a gallery, or "".

    The pattern is "photos/*" for `match="photos/*"`, and "/photos/*" for `dir="/photos/"`.
    """
    pattern = tag.first(("match", "glob", "pattern"))
    folder = tag.first(("dir", "folder", "directory", "path")).rstrip("/")
    if "*" not in pattern:
        pattern = f"{folder}/*" if folder else ""
    return f"{FOLDER}{pattern}" if pattern else ""


def figure_in(tag: Tag) -> str:
    """Return the images of a tag as figures, or "" if it has none."""
    caption, alt = tag.first(CAPTION_KEYS), tag.named.get("alt", "")
    named = [(key, tag.named[key]) for key in _IMAGE_KEYS if is_image_file(tag.named.get(key, ""))]
    sources = [value for _, value in named][:1]
    sources += [
        value
        for key, value in tag.named.items()
        if re.fullmatch(r"(?:image|img|src|photo)[_-]?\d", key) and is_image_file(value) and value not in sources
    ]
    words: list[str] = []
    for word in tag.positional:
        (sources if is_image_file(word) and " " not in word else words).append(word)
    if not sources and IMAGE_TAGS.search(tag.key):
        sources = [
            found
            for value in tag.named.values()
            if "," in value
            for piece in value.split(",")
            if is_image_file(found := piece.strip())
        ]
        if (
            not sources
            and (guess := tag.first(("src", "image_path", "image", "path", "url")))
            and re.match(r"https?://|/", guess)
        ):
            sources = [guess]
    if not sources and tag.key.endswith("gallery") and (pattern := _folder_pattern(tag)):
        sources = [pattern]
    texts = [
        word
        for word in words
        if not re.fullmatch(
            r"[\d.]+(?:px|%|em)?|.*\d(?:vw|vh|em|px)\b.*|left|right|center|centre|true|false|\w{1,2}|full|wide", word
        )
    ]
    if sources and tag.key in ("image", "img") and re.search(r"[\"'],\s*[\"']", tag.written) and len(texts) == 1:
        alt, texts = alt or texts[0], []  # the tag is of Eleventy: {% image "a.jpg", "alternative text", "sizes" %}
    if sources and not caption and IMAGE_TAGS.search(tag.key) and texts and not alt:
        alt, caption = (texts[0], texts[1]) if len(texts) > 1 else ("", texts[0])
    credit = tag.first(("credit", "attr", "attribution", "copyright"))
    last = (
        f"<figcaption>{escape(unmarked(caption))}"
        + (f' <span class="credit">{escape(credit)}</span>' if credit else "")
        + "</figcaption>"
    )
    figures = [f'<img src="{escape(source)}" alt="{escape(alt)}">' for source in sources]
    if not figures:
        return ""
    return f"<figure>{''.join(figures)}{last if caption or credit else ''}</figure>\n"


def figure_with(tag: Tag, inside: str) -> str:
    """Return the figure of a tag whose caption or whose image is its content, or "" if the content is something else.

    Nikola writes the caption as the content, and Eleventy the image: `{% figure "caption" %}![alt](a.jpg){% endfigure %}`.
    """
    figure = figure_in(tag)
    if image := _ONLY_IMAGE.fullmatch(inside):
        words = tag.first(CAPTION_KEYS) or next(iter(tag.positional), "")
        alt = escape(image["alt"] or "")
        shown = f'<img src="{escape(image["source"])}" alt="{alt}">' if image["source"] else image[0]
        return _captioned(shown, words) if words and not figure else ""
    plain = inside and len(inside) <= _LONGEST_CAPTION and not re.search(r"\n[^\S\n]*\n|[<{]|!\[", inside)
    return _captioned(figure.partition("<figcaption>")[0], inside) if plain and figure else ""


def _captioned(images: str, words: str) -> str:
    images = images.removeprefix("<figure>").rstrip().removesuffix("</figure>")
    return f"<figure>{images}<figcaption>{escape(unmarked(words))}</figcaption></figure>\n"
