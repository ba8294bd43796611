"""Every error a user can meet.

StorymapError                what, where, what to do; never a traceback at the command line
├── ArticleError             the article cannot be read (missing, empty, not text)
├── OverrideError            places.yaml is wrong; carries file, line and column
├── GazetteerError           the embedded gazetteer cannot be opened or was asked for an unknown id (also a LookupError)
├── BasemapError             the embedded basemap cannot be opened
├── GeocodeError             an online geocoder failed (a warning, never the end of a build)
├── UnresolvedError          a build with --strict met decisions that an editor must take
├── PageError                the finished page broke a promise (a foreign load, a wrong hash, a doubled id)
├── OutputError              the result cannot be written
└── BroughtBackError         a file from another tool cannot be understood, or is of another article
"""

from __future__ import annotations


class StorymapError(Exception):
    """Base of all errors of this package; `exit_code` is what the command line returns for it."""

    exit_code = 1


class ArticleError(StorymapError):
    """The article cannot be read."""

    exit_code = 3


class OverrideError(StorymapError):
    """places.yaml holds something that is not understood. `line` and `column` count from 1; None: the whole file."""

    exit_code = 4

    def __init__(self, message: str, *, file: str, line: int | None = None, column: int | None = None) -> None:
        where = file if line is None else f"{file}:{line}" if column is None else f"{file}:{line}:{column}"
        super().__init__(f"{where}: {message}")
        self.file, self.line, self.column = file, line, column


class GazetteerError(StorymapError, LookupError):
    """The gazetteer cannot be opened, or does not know an id."""

    exit_code = 5


class BasemapError(StorymapError):
    """The embedded basemap cannot be opened."""

    exit_code = 5


class GeocodeError(StorymapError):
    """An online geocoder did not answer, or answered with something unusable."""

    exit_code = 6


class UnresolvedError(StorymapError):
    """Decisions that an editor must take before the story may be published; nothing was written."""

    exit_code = 7


class PageError(StorymapError):
    """The finished page broke one of its promises; nothing was written."""

    exit_code = 8


class OutputError(StorymapError):
    """The result cannot be written."""

    exit_code = 9


class BroughtBackError(StorymapError):
    """A file that was to be brought back from another tool is broken, of another kind, or of another article."""

    exit_code = 10
