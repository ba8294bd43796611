"""`storymap build --watch`: show the page in the browser, and write it again when a file changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from storymap.cli.messages import warn
from storymap.cli.serve import print_problem, serve
from storymap.errors import StorymapError

if TYPE_CHECKING:
    from storymap.cli.page_files import PageFiles
    from storymap.cli.progress import Stages
    from storymap.edit.session import EditSession
    from storymap.ports import Geocoder
    from storymap.render.options import PageOptions
    from storymap.source import Source


def watch(
    source: Source,
    files: PageFiles,
    options: PageOptions,
    stages: Stages,
    *,
    css: Path | None,
    geocoder: Geocoder | None,
    port: int,
    browser: bool,
) -> None:
    """Build the page whenever one of its source files changes, until Ctrl-C.

    After an error, wait for the next change.
    """
    from storymap.edit import require
    from storymap.edit.session import EditSession

    require()

    def write(session: EditSession) -> None:
        if session.problem:
            print_problem(session)
            return
        for remark in session.draft.remarks:
            warn(remark)
        try:
            files.write(session.draft.story_map, session.draft.html, stages, brief=session.version > 1)
        except StorymapError as error:
            session.set_problem(str(error))
            print_problem(session)

    session = EditSession(source, page=options, css=css, geocoder=geocoder)
    if not session.problem:
        write(session)
    serve(
        session,
        edits=False,
        theme=options.theme,
        port=port,
        browser=browser,
        about="The page is updated when the article, places.yaml, the style sheet or an image changes.",
        on_change=write,
    )
