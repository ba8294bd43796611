"""Read the main image of an article in front matter, in the keys that site generators and themes use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from storymap.model import Figure
from storymap.read.markdown.tag_images import unmarked

_HEROES = [
    "image",
    "cover",
    "hero",
    "heroImage",
    "hero_image",
    "coverImage",
    "cover_image",
    "feature_image",
    "featured_image",
    "featuredImage",
    "featured-image",
    "banner",
    "header_image",
    "headerImage",
    "header-img",
    "main_image",
    "header",
    "images",
    "resources",
    "photo",
    "picture",
    "img",
    "background",
]
_IMAGE_KEYS = (
    "image",
    "src",
    "url",
    "path",
    "file",
    "image_path",
    "overlay_image",
    "feature",
    "filename",
)
_CAPTION_KEYS = ("caption", "image_description", "credit", "attribution")


def shows_hero(values: Mapping[str, Any]) -> bool:
    """Return whether sites show the main image above the text, and not only in links to the article."""
    key = next((key for key in _HEROES if _image(values.get(key))), "")
    return re.search(r"hero|cover|feature|banner|header", key, re.I) is not None


def hero_in(values: Mapping[str, Any], *, shown_only: bool = False) -> Figure | None:
    """Return the main image of the article, or None. It is placed at offset 0.

    `shown_only`: ignore the key `image`, which Quarto uses only for lists of posts.
    """
    for key in _HEROES:
        if shown_only and key == "image":
            continue
        about = values.get(key)
        # Hugo shows such an image only in lists of posts.
        if isinstance(about, Mapping) and about.get("hidden") in (True, "true"):
            return None
        if image := _image(about):
            own = about if isinstance(about, Mapping) else {}
            stem = re.sub(r"_?(?:image|img)$", "", key, flags=re.I)
            alt = own.get("alt") or next(
                (
                    v
                    for k in (f"{key}_alt", f"{key}Alt", f"{key}-alt", f"{stem}_alt", f"{stem}Alt", "alt")
                    if (v := values.get(k))
                ),
                "",
            )
            caption = next((own[k] for k in _CAPTION_KEYS if isinstance(own.get(k), str)), "") or next(
                (
                    v
                    for k in (
                        f"{key}_caption",
                        f"{key}Caption",
                        f"{key}-caption",
                        f"{stem}_caption",
                        f"{stem}Caption",
                    )
                    if (v := values.get(k))
                ),
                "",
            )
            return Figure(image, 0, unescape(str(alt)), unescape(unmarked(str(caption))))
    return None


def _image(value: Any) -> str:
    """Return the source of the image in a value, which may be a text, a mapping or a list, or "" if there is none."""
    if isinstance(value, str):
        value = re.sub(r"^(?:\{(?:static|attach|photo|filename)\}|\[\[(.*)\]\]$)", r"\1", value.strip())
        return value.strip() if re.search(r"\.\w{3,4}(?:[?#].*)?$|^https?://", value.strip()) else ""
    if isinstance(value, Mapping):
        return next((found for key in _IMAGE_KEYS if (found := _image(value.get(key)))), "")
    if isinstance(value, (list, tuple)):
        return next((found for item in value if (found := _image(item))), "")
    return ""
