"""The images and recordings of an article as HTML. All text is escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from storymap.model import Figure
from storymap.render.options import Picture
from storymap.urls import safe_address, split_url
from storymap.wording.phrases import Phrases


def lead_html(
    passage: str, figures: Sequence[Figure], pictures: Mapping[str, Picture], words: Phrases | None
) -> Markup:
    """Return the HTML of the pictures of a scene.

    On the screen, pictures.js shows these pictures instead of the map.
    """
    inside = Markup("").join(
        recording_html(f, pictures, words) if f.link and words else figure_html(f, pictures) for f in figures
    )
    return Markup('\n<div class="lead" data-scene="{}">{}</div>').format(passage, inside) if inside else inside


def recording_html(figure: Figure, pictures: Mapping[str, Picture], words: Phrases) -> Markup:
    """Return the HTML of the preview image of a recording and of a link to it. The page does not load the recording."""
    link = safe_address(figure.link)
    sentence = words.text(f"pictures.{figure.medium}", host=split_url(link).netloc)
    follow = Markup('<a href="{}" rel="noopener">{}</a>').format(link, sentence)
    poster = Markup("")
    if picture := pictures.get(figure.source):
        poster = Markup('<img src="{}" alt="{}" width="{}" height="{}" decoding="async">').format(
            picture.address, figure.alt or figure.caption, picture.width, picture.height
        )
    caption = Markup("{} ").format(figure.caption or figure.alt) if figure.caption or not poster else Markup("")
    credit = Markup(' <span class="credit">{}</span>').format(figure.credit) if figure.credit else ""
    return Markup('\n<figure class="{}">{}<figcaption>{}{}{}</figcaption></figure>').format(
        f"recording {figure.medium}", poster, caption, follow, credit
    )


def figure_html(figure: Figure, pictures: Mapping[str, Picture]) -> Markup:
    """Return the HTML of an image with its caption and credit.

    If the image is not embedded, return its caption or alternative text.
    """
    picture = pictures.get(figure.source)
    words = figure.caption or ("" if picture else figure.alt)
    credit = Markup(' <span class="credit">{}</span>').format(figure.credit) if figure.credit else ""
    image = (
        Markup('<img src="{}" alt="{}" width="{}" height="{}" decoding="async">').format(
            picture.address, figure.alt, picture.width, picture.height
        )
        if picture
        else Markup("")
    )
    caption = Markup("<figcaption>{}{}</figcaption>").format(words, credit) if words or credit else Markup("")
    return Markup("\n<figure>{}{}</figure>").format(image, caption) if image or caption else Markup("")
