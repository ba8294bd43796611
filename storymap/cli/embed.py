"""`storymap embed`: the snippet that puts a story map into a blog."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Annotated

import typer

from storymap.errors import ArticleError


def embed(
    story: Annotated[Path, typer.Argument(help="A page that `storymap build` made.", show_default=False)],
    url: Annotated[
        str | None, typer.Option(help="Where the page will be found. Default: its file name.", show_default=False)
    ] = None,
    height: Annotated[int, typer.Option(min=200, max=2000, help="Height of the frame in pixels.")] = 640,
) -> None:
    """Print the HTML that embeds a story map: a sandboxed frame, and a link where frames are not allowed."""
    typer.echo(snippet(title_of(story), url or story.name, height))


def snippet(title: str, url: str, height: int) -> str:
    """The figure with its iframe; everything escaped."""
    address, name = escape(url, quote=True), escape(title, quote=True)
    return (
        '<figure style="margin:0">\n'
        f'<iframe src="{address}" title="{name}" width="100%" height="{height}" style="border:0" loading="lazy"\n'
        '  sandbox="allow-scripts allow-popups" referrerpolicy="strict-origin-when-cross-origin"></iframe>\n'
        f'<figcaption><a href="{address}">Open the story map: {name}</a></figcaption>\n'
        "</figure>"
    )


def title_of(path: Path) -> str:
    """The title of a page that storymap made. ArticleError: no such file, or another program's."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ArticleError(f"{path}: there is no such file. Make it first: storymap build ARTICLE -o {path}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ArticleError(f"{path} cannot be read: {error}.") from error
    if not re.search(r'<meta name="generator" content="storymap[ "]', text[:20000]):
        raise ArticleError(f"{path} is not a story map. Make one first: storymap build ARTICLE -o story.html")
    title = _Title()
    title.feed(text[:20000])
    return title.text.strip() or path.stem


class _Title(HTMLParser):
    """Collects the text of the title element."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag == "title" and not self.text

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        self.text += data if self.inside else ""
