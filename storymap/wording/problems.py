"""Errors with messages in the languages of the page, for people who correct a story in the editor."""

from __future__ import annotations

from storymap.errors import StorymapError
from storymap.wording import Wording


class ProblemError(StorymapError):
    """An error that a person can correct. The message of the error is the sentence `problem.KEY` of the wording.

    `str(error)` is the message in English. The message starts in lower case, because the command line writes a file or
    an option before it.
    """

    exit_code = 2

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(Wording("en").text(f"problem.{key}", **values))
        self.key, self.values = key, values

    def in_language(self, language: str) -> str:
        """Return the message as a complete sentence in a language, or in English if there is no translation."""
        message = Wording(language).text(f"problem.{self.key}", **self.values)
        return message[:1].upper() + message[1:]
