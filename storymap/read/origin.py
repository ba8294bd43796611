"""Where the bytes of an article come from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class Origin:
    """A file or a page on the web: `name` for messages, `address` when it is on the web, `charset` as its server declares it."""

    name: str
    suffix: str = ""  # in lower case, with the dot
    address: str = ""
    charset: str = ""

    @property
    def stem(self) -> str:
        """The file's name without folder and suffix; "" for a page on the web."""
        return "" if self.address else PurePath(self.name).stem
