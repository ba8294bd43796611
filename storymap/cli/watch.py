"""`storymap build --watch`: the page written again whenever something changes, and shown in the browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import typer

from storymap.cli.serve import serve, tell_problem
from storymap.errors import StorymapError

if TYPE_CHECKING:
    from storymap.edit.session import EditSession
    from storymap.pipeline import StoryMap
    from storymap.source import Source


def watch(
    source: Source,
    deliver: Callable[[StoryMap, str, bool], None],
    *,
    theme: str,
    port: int,
    browser: bool,
    **options: Any,
) -> None:
    """Builds until Ctrl-C. `deliver` writes a page; what it refuses, or a mistake in places.yaml, is said and waited out.

    `options` are those of `edit.session.EditSession`.
    """
    from storymap.edit import require
    from storymap.edit.session import EditSession

    require()

    def written(session: EditSession) -> None:
        if session.problem:
            tell_problem(session)
            return
        for remark in session.draft.remarks:
            typer.echo(f"storymap: {remark}", err=True)
        try:
            deliver(session.draft.story_map, session.draft.html, session.version > 1)
        except StorymapError as error:
            session.set_problem(str(error))
            tell_problem(session)

    session = EditSession(source, **options)
    if not session.problem:
        written(session)
    serve(
        session,
        edits=False,
        theme=theme,
        port=port,
        browser=browser,
        about="The page follows your changes of the article, places.yaml and the styles.",
        on_change=written,
    )
