"""Where the bytes of an article come from."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class Origin:
    """A file or a page on the web: `name` for messages, `address` when it is on the web, `charset` as its server declares it."""

    name: str
    suffix: str = ""  # in lower case, with the dot
    address: str = ""
    charset: str = ""

    in_file: bool = True  # whether it is a file, if it is not on the web

    @property
    def stem(self) -> str:
        """The file's name without folder and suffix; "" for what is not a file."""
        return "" if self.address or not self.in_file else PurePath(self.name).stem


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of an article that is not in a file, such as standard input; `name` for messages."""

    raw: bytes = field(repr=False)
    name: str = "standard input"
