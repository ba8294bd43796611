"""Regular expressions that are compiled when they are first used.

The package has about a thousand patterns, and compiling all of them takes longer than reading a short article. A
command uses less than half of them.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


class _LazyPattern:
    """Behaves like `re.Pattern`, but compiles its source when an attribute other than `pattern` is first read.

    Two threads may compile a pattern at the same time. Both then store equal values, so no lock is necessary.
    """

    def __init__(self, source: str | bytes, flags: int) -> None:
        self.pattern = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Compile the pattern, and store its methods as attributes, so that later calls find them directly.

        Raise `re.error` if the source is not a valid regular expression.
        """
        if name.startswith("__"):  # `copy` and `pickle` look for such names before __init__ has run
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)

    def __repr__(self) -> str:
        return f"lazy_pattern({self.pattern!r}, {self._flags})"


def lazy_pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a pattern like `re.compile(source, flags)`, but compile it when it is first used.

    Use this for the constants of a module. The result has the methods and attributes of `re.Pattern`. The functions of
    the module `re` do not accept it; call its methods instead.
    """
    return cast(re.Pattern[AnyStr], _LazyPattern(source, flags))
