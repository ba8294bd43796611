"""The live editor: a local server around the same stages that `storymap build` walks through.

    desk      the article, places.yaml and the page that they make now; what does not change is kept
    changes   what the browser asks for, said in places.yaml
    history   undo and redo: the texts of places.yaml before and after each change
    told      what the inspector is told of the story
    guard     who may talk to the server
    server    the addresses, the events of a change on disk, and the loop that serves them

The shells in the browser are `assets/editor*`. The page itself stands in a frame of theirs, byte by byte the one that is written.
"""

from __future__ import annotations

from storymap.errors import StorymapError


def require() -> None:
    """StorymapError when what the server is made of is not installed."""
    from importlib.util import find_spec

    for name in ("starlette", "uvicorn", "watchfiles"):
        if find_spec(name) is None:
            raise StorymapError(
                f"a page that follows your changes needs {name}, which is not installed: "
                "python -m pip install 'storymap-leaflet[edit]'"
            )
