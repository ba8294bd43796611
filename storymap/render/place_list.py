"""The list of places below the text, as HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from markupsafe import Markup

from storymap.language import direction
from storymap.render.figures import figure_html
from storymap.render.options import Picture
from storymap.render.templates import template
from storymap.render.text_alternative import Row
from storymap.wording import Wording


def place_list(rows: Sequence[Row], language: str, pictures: Mapping[str, Picture], wording: Wording) -> Markup:
    """Return the items of the list. `language` is the language of the article."""
    return Markup("").join(
        _item(row, language, figure_html(row.figure, pictures) if row.figure else Markup(""), wording.language)
        for row in rows
    )


@lru_cache(4096)  # when the editor builds a story again, most rows are the same
def _item(row: Row, language: str, figure: Markup, ui_language: str) -> Markup:
    wording = Wording(ui_language)

    def say(key: str) -> str:
        return wording.text(f"page.{key}")

    html = template("place-row.html.jinja").render(
        row=row, language=language, direction=direction(language), figure=figure, say=say
    )
    return Markup(html + "\n")
