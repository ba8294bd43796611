"""The live editor: a local server that builds the page with the same stages as `storymap build`.

    session         the article, places.yaml and the page that is built from them
    changes         apply change requests of the browser to places.yaml; uses selection and request_fields
    history         undo and redo
    payloads        JSON for the editor's side panel
    app             the URLs and their handlers
    events          server-sent events for new versions of the page
    access          access control
    server          the socket and the server loop

The scripts in the browser are `assets/editor*`. These scripts show the page in a frame. The page is byte for byte the
same as the page that `storymap build` writes.
"""

from __future__ import annotations

from storymap.errors import StorymapError
from storymap.extras import install


def require() -> None:
    """Raise StorymapError if a package that the server needs is not installed."""
    from importlib.util import find_spec

    for name in ("starlette", "uvicorn", "watchfiles"):
        if find_spec(name) is None:
            raise StorymapError(f"the live editor needs {name}, which is not installed: {install('edit')}")
