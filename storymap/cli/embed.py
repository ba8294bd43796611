"""`storymap embed`: print the code that embeds a story map in a blog."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from storymap.cli.messages import warn

_Height = Annotated[
    int | None,
    typer.Option(
        min=200,
        max=2000,
        metavar="PIXELS",
        help="Height of the frame. Default: depends on the width of the frame.",
        show_default=False,
    ),
]


def embed(
    story: Annotated[
        Path, typer.Argument(metavar="STORY", help="The HTML file written by `storymap build`.", show_default=False)
    ],
    host: Annotated[
        str,
        typer.Option(
            "--for",
            metavar="HOST",
            help="Where to embed the page: html, wordpress, wordpress-com, ghost, hugo, jekyll, mkdocs, markdown, amp, notebook, feed or newsletter.",
        ),
    ] = "html",
    url: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="URL of the page. Default: the --canonical URL of the page, or its file name.",
            show_default=False,
        ),
    ] = None,
    height: _Height = None,
    static: Annotated[
        bool, typer.Option("--static", help="Show the whole page in the frame instead of a slideshow.")
    ] = False,
    inline: Annotated[
        bool,
        typer.Option("--inline", help="Include companion.js in the code, for a guided post that cannot load the file."),
    ] = False,
) -> None:
    """Print the code that embeds a story map in a blog.

    Prints a sandboxed iframe, or an image or a link for hosts that do not accept iframes. The code always contains a link to the
    page.
    """
    from storymap.embed.page_info import read_page_info
    from storymap.embed.snippets import HOSTS, NO_ADDRESS, Embed, snippet

    if host not in HOSTS:
        raise typer.BadParameter(f"unknown host {host!r}; choose one of {', '.join(HOSTS)}.", param_hint="--for")
    page = read_page_info(story)
    absolute = HOSTS[host].absolute
    address = url or page.canonical or (NO_ADDRESS + page.name if absolute else page.name)
    _check(address, host, absolute=absolute)
    code = snippet(host, page, Embed(address, height, still=static, inline=inline))
    typer.echo(code)
    if "iframe" in code and not static and ("view=deck" in code or not page.companion):
        guided = "" if page.companion else ", or build it with --companion for a guided post"
        warn(f"the frame shows the story as a slideshow; pass --static to show the whole page{guided}")
    if absolute and not url and not page.canonical:
        warn(f"{address} is a placeholder; publish the page and pass its URL with --url")
    if page.companion and not inline and not static and "companion.js" in snippet(host, page, Embed(address)):
        warn("publish companion.js beside the page, or pass --inline")
    if HOSTS[host].advice:
        warn(HOSTS[host].advice)


def _check(address: str, host: str, *, absolute: bool) -> None:
    """Raise a usage error if the host does not accept the URL."""
    scheme = re.match(r"([a-zA-Z][\w+.-]*):", address)
    if (scheme and scheme[1].lower() not in ("http", "https")) or re.search(r"[\s\"'<>]", address):
        raise typer.BadParameter(f"invalid URL {address!r}; use http:// or https://.", param_hint="--url")
    if absolute and not scheme:
        raise typer.BadParameter(f"{host} requires a full URL (https://…), not {address!r}.", param_hint="--url")
    if host == "amp" and scheme and scheme[1].lower() != "https":
        raise typer.BadParameter(f"AMP requires an https:// URL, not {address!r}.", param_hint="--url")
