"""What several commands are told: the article, and where its results go."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote, urlsplit

import typer

from storymap.errors import OutputError
from storymap.read import is_address

ArticleArgument = Annotated[
    str,
    typer.Argument(
        metavar="ARTICLE",
        help="The article: a file (.txt, .md, .html, .docx) or the address of a page (https://…).",
        show_default=False,
    ),
]

PlacesOption = Annotated[
    Path | None,
    typer.Option("--places", help="The editor's places.yaml. Default: the one beside the article.", show_default=False),
]
HomeOption = Annotated[
    str | None,
    typer.Option(help='Where the outlet is at home ("Waco, Texas"): decides between namesakes.', show_default=False),
]

TitleOption = Annotated[
    str | None, typer.Option("--title", help="The title, if not the article's own.", show_default=False)
]
LanguageOption = Annotated[
    str | None, typer.Option("--language", help="The article's language, such as en or de.", show_default=False)
]
BoilerplateOption = Annotated[
    bool,
    typer.Option("--keep-boilerplate", help="Keep what a newspaper's page says after the article (subscribe, share…)."),
]
PortOption = Annotated[
    int, typer.Option(min=0, max=65535, help="The port on this machine to listen at; 0: any that is free.")
]
BrowserOption = Annotated[bool, typer.Option("--no-browser", help="Only print the address; open no browser.")]


def beside(article: str, suffix: str) -> Path:
    """Where a result goes by default: beside the article's file, which it never replaces ("a.html" -> "a.story.html");
    in this folder, named after the page, for an address."""
    if not is_address(article):
        goal = Path(article)
        goal = goal.with_suffix(suffix) if goal.name else Path(f"story{suffix}")  # "." has no name, and is no article
        return goal if goal != Path(article) else goal.with_suffix(f".story{suffix}")
    last = unquote(urlsplit(article).path).rstrip("/").rpartition("/")[2]
    stem = re.sub(r"[^\w-]+", "-", re.sub(r"\.(?:html?|php|aspx?)$", "", last)).strip("-")
    return Path(f"{stem or 'story'}{suffix}")


def spare(article: str, goal: Path) -> None:
    """OutputError when a result would be written over the article itself."""
    if not is_address(article) and goal.exists() and goal.samefile(article):
        raise OutputError(f"{goal} is the article itself, and would be lost. Choose another name with -o.")
