"""Errors that users can see. A message says what is wrong, where, and what to do.

StorymapError            base class; the command line prints it without a traceback
├── ArticleError         the article is missing, empty or unreadable
│   └── SeveralArticlesError  a file has several articles, and none of them was chosen
├── ConfigError          a mistake in storymap.toml or [tool.storymap]; has file and line
├── OverrideError        a mistake in places.yaml; has file, line and column
├── GazetteerError       the gazetteer cannot be opened, or does not have the requested place (also a LookupError)
├── BasemapError         a file of the basemap or an archive of streets cannot be read
├── GeocodeError         an online geocoder failed (a build continues with a warning)
├── UnresolvedError      `--strict` or `--min-confidence` found problems, such as unresolved places
├── PageError            the page is invalid: it loads a file, a hash is wrong, an id is used twice
├── OutputError          the result cannot be written
└── ImportFileError      a file to import is invalid, or is not about the article
"""

from __future__ import annotations


class StorymapError(Exception):
    """Base class of the errors of this package. `exit_code` is the exit code of the command that raises the error."""

    exit_code = 1


class ArticleError(StorymapError):
    """The article cannot be read."""

    exit_code = 3


class SeveralArticlesError(ArticleError):
    """A file has several articles, and none of them was chosen."""


class ConfigError(StorymapError):
    """A mistake in storymap.toml, or in [tool.storymap] of pyproject.toml.

    `line` is the line number, counted from 1, or None if the mistake has no line.
    """

    exit_code = 2  # this is also the exit code for an invalid option

    def __init__(self, message: str, *, file: str, line: int | None = None) -> None:
        super().__init__(f"{file if line is None else f'{file}:{line}'}: {message}")
        self.file, self.line = file, line


class OverrideError(StorymapError):
    """A mistake in places.yaml.

    `line` and `column` are counted from 1. Both are None if the position of the mistake is unknown.
    """

    exit_code = 4

    def __init__(self, message: str, *, file: str, line: int | None = None, column: int | None = None) -> None:
        where = file if line is None else f"{file}:{line}" if column is None else f"{file}:{line}:{column}"
        super().__init__(f"{where}: {message}")
        self.file, self.line, self.column = file, line, column


class GazetteerError(StorymapError, LookupError):
    """The gazetteer cannot be opened, or does not have the requested place."""

    exit_code = 5


class BasemapError(StorymapError):
    """The embedded basemap cannot be opened."""

    exit_code = 5


class GeocodeError(StorymapError):
    """An online geocoder did not answer, or its answer is invalid."""

    exit_code = 6


class UnresolvedError(StorymapError):
    """`--strict` or `--min-confidence` found problems, such as unresolved or unsure places. Nothing was written."""

    exit_code = 7


class PageError(StorymapError):
    """The page is invalid. Nothing was written."""

    exit_code = 8


class OutputError(StorymapError):
    """The result cannot be written."""

    exit_code = 9


class ImportFileError(StorymapError):
    """A file to import is invalid, has an unsupported format, or is not about the article."""

    exit_code = 10
