"""Write the page of the editor, which shows the story in a frame."""

from __future__ import annotations

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from storymap import resources
from storymap.language import primary_language
from storymap.wording import Wording


def editor_html(*, edits: bool, title: str, language: str, article: str) -> str:
    """Return the page around the story, in the language of the article.

    `article` is a key that identifies the article.
    """
    wording = Wording(language)
    language = primary_language(wording.effective_language)
    environment = Environment(
        loader=FileSystemLoader(resources.assets()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("editor.html.jinja").render(
        edits=edits,
        title=title,
        article=article,
        language=language,
        direction="rtl" if language == "ar" else "ltr",
        messages=wording.section("editor"),
    )
