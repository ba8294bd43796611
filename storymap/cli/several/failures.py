"""The message and the exit code for an article that could not be built."""

from __future__ import annotations

from storymap.cli.output import STDIN
from storymap.errors import ArticleError, StorymapError

_INTERNAL_ERROR = 1


def failure_message(label: str, error: Exception) -> str:
    """Return the line of the summary for an error. `label` is the article as the user gave it."""
    if isinstance(error, ArticleError) and label != STDIN and label.partition(" (")[0] in str(error):
        return f"failed: {error}"
    if isinstance(error, StorymapError):
        return f"failed: {label}: {error}"
    return f"failed: {label}: internal error ({type(error).__name__}: {error}). Please report it."


def exit_code_of(error: Exception) -> int:
    """Return the exit code for an error. An error that is not a StorymapError is a mistake in storymap."""
    return error.exit_code if isinstance(error, StorymapError) else _INTERNAL_ERROR
