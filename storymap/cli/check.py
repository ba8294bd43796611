"""`storymap check`: list what to check before an article is published."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import typer

from storymap.cli.arguments import (
    ArticleArgument,
    CssOption,
    GroundOption,
    HomeOption,
    ImagesOption,
    ItemOption,
    LanguageOption,
    PlacesOption,
)
from storymap.cli.messages import warn
from storymap.cli.sources import open_source, with_ground
from storymap.urls import has_scheme, split_url

if TYPE_CHECKING:
    from storymap.decisions import Decision
    from storymap.pipeline import Places
    from storymap.source import Source

# Readers on a slow phone network wait about 5 s for 2 MB. A usual page has 0.6 MB.
LARGE_PAGE = 2_000_000
CONTEXT = 90  # number of characters of the text that is shown for each place
FOUND = 7  # exit code if the command found something to check; `build --strict` has the same code


def check(
    article: ArticleArgument,
    places: PlacesOption = None,
    home: HomeOption = None,
    language: LanguageOption = None,
    images: ImagesOption = None,
    item: ItemOption = None,
    css: CssOption = None,
    ground: GroundOption = None,
) -> None:
    """List what to check before publishing.

    Lists unresolved places, suggestions, unsure places, entries of places.yaml that match nothing, images that are missing or
    without alternative text, broken links, colours with too little contrast and a page that is too large. The exit code
    is 7 if there is at least one of these problems.
    """
    from storymap.pipeline import find_places

    source = open_source(article, places=places, home=home, language=language, images=images, item=item)
    source = with_ground(source, ground, online=False)
    found = find_places(source, warn=warn)
    listed = {**problems(found, source), **page_problems(found, source, css)}
    groups = {title: lines for title, lines in listed.items() if lines}
    for title, lines in groups.items():
        typer.echo(f"{title}:")
        for line in lines:
            typer.echo(f"  {line}")
    if not groups:
        typer.echo("Nothing to check.")
        return
    typer.echo("Decide about places with `storymap review` or `storymap edit`.", err=True)
    raise typer.Exit(FOUND)


def problems(found: Places, source: Source) -> dict[str, list[str]]:
    """Return the problems in groups: title of the group -> lines. A group may be empty."""
    from storymap.decisions import decisions, suggested
    from storymap.image_lines import ImageLines
    from storymap.pipeline import english_phrases

    listed, phrases = decisions(found.article, found.resolutions), english_phrases()
    figures, line_of = found.article.figures, ImageLines(source)
    return {
        "Unresolved places": [
            f"{_in_text(d, found)[0]}: {phrases.reason(d.reason)}{_in_text(d, found)[1]}" for d in listed if d.is_open
        ],
        "Suggestions, possible places that are not on the map": [
            f"{_in_text(d, found)[0]}, score {d.confidence:.0%}{_in_text(d, found)[1]}"
            for d in suggested(found.article, found.suggestions)
        ],
        "Unsure places": [
            f"{_in_text(d, found)[0]}: {phrases.full_name(d.place)}, confidence {d.confidence:.0%}{_in_text(d, found)[1]}"
            for d in listed
            if d.place is not None and d.needs_a_look()
        ],
        "Missing images": [
            f"{line_of(f)}: {_missing(f.source, source)}"
            for f in figures
            if not f.content and not has_scheme(f.source) and source.image_file(f.source) is None
        ],
        "Images without alternative text": [f"{line_of(f)}: {f.source}" for f in figures if not f.alt.strip()],
    }


def _missing(name: str, source: Source) -> str:
    """Return the path of a missing image, with advice about it if there is any."""
    hint = source.image_hint(name)
    return f"{name}.{hint}" if hint else name


def _in_text(decision: Decision, found: Places) -> tuple[str, str]:
    """Return a name with the passages that have it, and a second line with the words around its first mention."""
    from storymap.decisions import context

    name = f"{decision.surface} ({', '.join(decision.passages[:3])})"
    return name, f"\n      {str(context(found.article, decision.first.mention, CONTEXT)).strip()}"


def page_problems(found: Places, source: Source, css: Path | None) -> dict[str, list[str]]:
    """Return the problems of the page in groups: title of the group (links, colours or size) -> lines."""
    from storymap.cli.styles import read_styles
    from storymap.ground import open_ground
    from storymap.pipeline import StoryMap, compose_story
    from storymap.render.options import PageOptions
    from storymap.render.themes import low_contrast_in_css
    from storymap.story_files import embed_images

    styles = read_styles(css, None, source.config)
    streets = open_ground(source)
    story = compose_story(found, keep_boilerplate=source.keep_boilerplate, find=source.image_file, streets=streets)
    page = PageOptions(theme=styles.theme, css=styles.css, relief=styles.relief)
    options = embed_images(story, page, source, warn=lambda message: None)
    size = len(StoryMap(story, replace(options, streets=streets)).html().encode())
    without_alt = [p.figure.source for p in story.places if p.figure and not p.figure.alt.strip()]
    figures = [f for s in story.scenes for f in s.figures if f.source] + [p.figure for p in story.places if p.figure]
    named = {**{f.source: f.where for f in figures}, **{p.icon: "" for p in story.places if p.icon}}
    missing = [
        f"{where}: {_missing(name, source)}" if where else _missing(name, source)
        for name, where in named.items()
        if not has_scheme(name) and source.image_file(name) is None
    ]
    scenes = [(s.passages[0], f) for s in story.scenes for f in s.figures if f.source and not f.alt.strip()]
    return {
        # Some of these entries can only be checked with the composed story, such as `journey`.
        "Entries of places.yaml": list(story.unused),
        "Broken links": broken_links(found, source),
        "Colours with too little contrast": low_contrast_in_css(styles.theme, styles.css),
        "Page size": [f"{size / 1e6:.1f} MB; use fewer or smaller images"] if size > LARGE_PAGE else [],
        "Images of places without alternative text": without_alt,
        "Missing pictures and markers of places.yaml": missing,
        "Pictures of scenes without alternative text": [
            f"{f.where}: {f.source} ({passage}); add `alt`, a text for readers who cannot see it"
            for passage, f in scenes
        ],
    }


def broken_links(found: Places, source: Source) -> list[str]:
    """Return the links to files and passages that do not exist. Links to web addresses are not checked."""
    from storymap.model import MarkupKind

    broken: dict[str, None] = {}
    hidden = {name for name, edit in found.edits.scenes.items() if edit.hidden} if found.edits else set()
    for markup in found.article.markup:
        target = split_url(markup.target)
        words = " ".join(found.article.text[markup.start : markup.end].split())
        # `read` keeps the target of a link within the article only if it exists
        if markup.kind is MarkupKind.LINK and not markup.target:
            broken[f"“{words}”: the target of the link is not in the article"] = None
        if markup.kind is MarkupKind.LINK and markup.target.removeprefix("#") in hidden:
            broken[f"“{words}”: the link leads to {markup.target[1:]}, which places.yaml hides"] = None
        if markup.kind is not MarkupKind.LINK or not target.path or target.scheme or target.netloc:
            continue
        # The target is relative to the root of the website, and the folder of that root is not known.
        if target.path.startswith("/") or source.path is None:
            continue
        if not _exists(source.path.parent / unquote(target.path)):
            broken[f"{markup.target} (“{words}”): no such file beside the article"] = None
    return list(broken)


def _exists(path: Path) -> bool:
    """Return whether a file exists. Return False if the file system does not allow the name."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
