"""`storymap embed`: what puts a story map into a blog."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer


def embed(
    story: Annotated[Path, typer.Argument(help="A page that `storymap build` made.", show_default=False)],
    host: Annotated[
        str,
        typer.Option(
            "--for",
            metavar="HOST",
            help="html, wordpress, wordpress-com, ghost, hugo, jekyll, mkdocs, markdown, amp, notebook, feed or newsletter.",
        ),
    ] = "html",
    url: Annotated[
        str | None,
        typer.Option(help="Where the page is. Default: its own --canonical, else its file name.", show_default=False),
    ] = None,
    height: Annotated[
        int | None,
        typer.Option(
            min=200, max=2000, help="Height of the frame in pixels. Default: by its width.", show_default=False
        ),
    ] = None,
    static: Annotated[
        bool, typer.Option("--static", help="Map and text in full height, instead of one passage at a time.")
    ] = False,
    inline: Annotated[
        bool,
        typer.Option("--inline", help="Put companion.js into the snippet instead of loading it from beside the page."),
    ] = False,
) -> None:
    """Print what embeds a story map in a blog: a sandboxed frame, or what the host takes instead, and always a link."""
    from storymap.embed.page_info import finished
    from storymap.embed.snippets import HOSTS, NO_ADDRESS, Embed, snippet

    if host not in HOSTS:
        raise typer.BadParameter(f"{host} is none of {', '.join(HOSTS)}", param_hint="--for")
    page = finished(story)
    absolute = HOSTS[host].absolute
    address = url or page.canonical or (NO_ADDRESS + page.name if absolute else page.name)
    _check(address, host, absolute=absolute)
    typer.echo(snippet(host, page, Embed(address, height, still=static, inline=inline)))
    if not sum(map(len, (url or "", page.canonical))) and absolute:
        typer.echo(f"storymap: put the page on the web and its address in the place of {address} (--url).", err=True)
    if page.companion and not inline and not static and "companion.js" in snippet(host, page, Embed(address)):
        typer.echo("storymap: publish companion.js beside the page, or take --inline.", err=True)
    if HOSTS[host].advice:
        typer.echo(f"storymap: {HOSTS[host].advice}", err=True)


def _check(address: str, host: str, *, absolute: bool) -> None:
    """Wrong usage: an address that this host would not take."""
    scheme = re.match(r"([a-zA-Z][\w+.-]*):", address)
    if (scheme and scheme[1].lower() not in ("http", "https")) or re.search(r"[\s\"'<>]", address):
        raise typer.BadParameter(f"{address} is no address of a page", param_hint="--url")
    if absolute and not scheme:
        raise typer.BadParameter(f"{host} wants the whole address, https://…, not {address}", param_hint="--url")
    if host == "amp" and scheme and scheme[1].lower() != "https":
        raise typer.BadParameter(f"AMP frames only https, not {address}", param_hint="--url")
