"""`storymap build --watch`: the page written again whenever something changes, and shown in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from storymap.cli.messages import warn
from storymap.cli.serve import serve, tell_problem
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
    """Build until Ctrl-C, whenever the article, places.yaml, the styles or an image changes. Errors are printed and waited out."""
    from storymap.edit import require
    from storymap.edit.session import EditSession

    require()

    def write(session: EditSession) -> None:
        if session.problem:
            tell_problem(session)
            return
        for remark in session.draft.remarks:
            warn(remark)
        try:
            files.write(session.draft.story_map, session.draft.html, stages, brief=session.version > 1)
        except StorymapError as error:
            session.set_problem(str(error))
            tell_problem(session)

    session = EditSession(source, page=options, css=css, geocoder=geocoder)
    if not session.problem:
        write(session)
    serve(
        session,
        edits=False,
        theme=options.theme,
        port=port,
        browser=browser,
        about="The page follows your changes of the article, places.yaml and the styles.",
        on_change=write,
    )
