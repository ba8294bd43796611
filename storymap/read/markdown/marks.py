"""Convert markup specific to Obsidian, GitHub, Docusaurus and WordPress to Markdown or HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from storymap.lazy_pattern import lazy_pattern
from storymap.read.html.media import is_image_file
from storymap.read.markdown.arguments import arguments
from storymap.read.markdown.tag_images import unmarked

_IMAGE_ELEMENT = lazy_pattern(r"(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?|\[?!\[[^\]]*\]\([^)]*\)(?:\]\([^)]*\))?")

# Matches a link to a category in MediaWiki. Such a link adds the page to the category, and is not shown in the text.
_CATEGORY = lazy_pattern(
    r"(?i)(?:category|kategorie|catégorie|categoría|categoria|categorie|kategoria|категория|カテゴリ|分类):"
)


def callout(quote: str, heading: str) -> str:
    """Return the heading of `> [!note] Heading` in bold. `quote` is the text before `[!note]`."""
    return f"{quote}**{heading.strip()}**\n{quote}" if heading.strip() else quote.rstrip()


def container(box: str) -> str:
    """Return the HTML for a line of a box: a `div` start tag for `:::note Title`, and the end tag for `:::`."""
    attributes = re.fullmatch(r"\{[^}]*?(?:title=\"([^\"]*)\"[^}]*)?\}", box.strip())
    if attributes:
        return "\n<div>\n\n" + (f"**{attributes[1]}**\n\n" if attributes[1] else "")
    box = box.strip()
    words = re.sub(r"\{[^}]*\}", "", box).split(None, 1)
    if not words or not re.match(r"[\w-]+", words[0]):
        return "\n<div>\n" if box else "\n</div>\n"
    title = re.fullmatch(r"[\w-]+\[(.*)\]", " ".join(words))
    heading = title[1] if title else words[1] if len(words) > 1 else ""
    return "\n<div>\n\n" + (f"**{heading.strip()}**\n\n" if heading.strip() else "")


def wiki_link(inside: str, *, embedded: bool) -> str | None:
    """Return the text of a link such as `[[Page#Section|text]]`, or the image of `![[a.jpg|alt|300]]`.

    Return None for other embedded files.
    """
    page, _, rest = inside.partition("|")
    page = page.rstrip("\\").strip()
    pieces = [piece.strip() for piece in rest.split("|")]
    words = [piece for piece in pieces if piece and not re.fullmatch(r"\d+(?:x\d+)?", piece)]
    if embedded:
        if not is_image_file(page):
            return None
        shown = escape(words[0] if words else "")
        # If there are words and a size, the plugins of Obsidian that show captions use the words as the caption.
        caption = f' title="{shown}"' if shown and len(words) < len([piece for piece in pieces if piece]) else ""
        return f'<img src="{escape(page)}" alt="{shown}"{caption}>'
    if page.lower() in ("toc", "_toc_") or _CATEGORY.match(page):
        return ""
    shown = page.replace("#^", "#").strip("#").split("^")[0].rsplit("/", 1)[-1].replace("#", " > ")
    return words[0] if words else shown


def captioned(inside: str, written: str) -> str:
    """Return WordPress's `[caption …]<img …> The words[/caption]` as a figure with an image and its caption."""
    image = _IMAGE_ELEMENT.search(inside)
    _, named = arguments(written)
    words = " ".join((inside.replace(image[0], " ") if image else inside).split()) or named.get("caption", "")
    shown = image[0] if image else ""
    if "![" in shown:
        picture = re.search(r"!\[([^\]]*)\]\((\S+?)(?:\s[^)]*)?\)", shown)
        shown = f'<img src="{escape(picture[2])}" alt="{escape(picture[1])}">' if picture else ""
    return f"<figure>{shown}<figcaption>{words}</figcaption></figure>\n"


def gallery(images: Any, caption: str) -> str:
    """Return the images of a gallery in the front matter as a figure, or "" if there are none."""
    rows = [row for row in images if isinstance(row, Mapping)] if isinstance(images, (list, tuple)) else []
    pictures = [
        f'<img src="{escape(str(source))}" alt="{escape(str(row.get("alt") or row.get("title") or ""))}">'
        for row in rows
        if (source := row.get("image_path") or row.get("src") or row.get("image") or row.get("url"))
    ]
    if not pictures:
        return ""
    words = f"<figcaption>{escape(unmarked(caption))}</figcaption>" if caption else ""
    return f"<figure>{''.join(pictures)}{words}</figure>\n"
