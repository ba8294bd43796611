"""The origin of an article's bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class Origin:
    """A file or web page.

    `name` is for messages, `address` is its URL, `charset` is the charset its server declares.
    """

    name: str
    suffix: str = ""  # suffix of the file in lower case, with the dot
    address: str = ""
    charset: str = ""

    in_file: bool = True  # whether the article is in a file; not used if there is an address

    @property
    def stem(self) -> str:
        """Return the file name without folder and suffix, or "" if it is not a file."""
        return "" if self.address or not self.in_file else PurePath(self.name).stem


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of an article that is not in a file, for example from standard input. `name` is used in messages."""

    raw: bytes = field(repr=False)
    name: str = "standard input"
