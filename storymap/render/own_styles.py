"""The styles that a user adds to a page.

These styles are parsed as CSS (css-syntax-3), so that escapes cannot hide what a rule loads.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from storymap.errors import PageError

MAX_CHARACTERS = 500_000  # maximum number of characters of the styles; a whole page should have about 400 KB
MAX_DEPTH = 100  # maximum number of nested blocks and functions
# In these functions, a string is the URL of a file.
_LOADING_FUNCTIONS = frozenset(["url", "src", "image", "image-set", "-webkit-image-set"])


def own_styles(css: str) -> str:
    """Return the text of the style element for the user's styles.

    Line ends are normalized, because the hashes in the policy depend on them. The text cannot end the style element,
    because "</" is written with an escape that has the same meaning in CSS. Raise PageError if a rule loads a file,
    which a page must not do, or if the style sheet is too large.
    """
    for url, line in loaded_by_style(css):
        raise PageError(
            f"line {line} of the style sheet loads {url}, but a page must not load other files. Remove the rule, or embed the "
            "file as a data: URL."
        )
    return re.sub(r"<(?=[/!?])", r"\\00003c", "\n".join(css.replace("\0", "\N{REPLACEMENT CHARACTER}").splitlines()))


def loaded_by_style(css: str) -> list[tuple[str, int]]:
    """Return the URLs that a style sheet loads, each with the number of its line. The first line is 1.

    Raise PageError if the style sheet is too large or nested too deeply.
    """
    import tinycss2

    if len(css) > MAX_CHARACTERS:
        raise PageError(
            f"the style sheet has more than {MAX_CHARACTERS:,} characters. Remove the rules that are not needed."
        )
    if _depth(css) > MAX_DEPTH:
        raise PageError(
            f"the style sheet has brackets nested more than {MAX_DEPTH} levels deep. Check for unclosed brackets."
        )
    try:
        tokens = tinycss2.parse_component_value_list(css)
    except RecursionError as error:
        raise PageError("the style sheet is nested too deeply. Check for unclosed brackets.") from error
    except ValueError as error:  # Python refuses to convert longer numbers
        digits = sys.get_int_max_str_digits()
        raise PageError(f"a number in the style sheet has more than {digits:,} digits. Shorten it.") from error
    return sorted(_loaded(tokens), key=lambda row: row[1])


def _depth(css: str) -> int:
    """Return the nesting depth of brackets.

    The result may be too large, because brackets in strings and comments are also counted.
    """
    depth = deepest = 0
    for bracket in re.findall(r"[()\[\]{}]", css):
        depth = depth + 1 if bracket in "([{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest


def _loaded(tokens: Iterable[Any], function: str = "") -> Iterator[tuple[str, int]]:
    """Yield (URL or "@import", line) for everything that tokens and their blocks load, except embedded files.

    `function` is the name of the CSS function that contains the tokens.
    """
    for token in tokens:
        if token.type == "at-keyword":
            if token.lower_value == "import":
                yield "@import", token.source_line
        elif token.type == "url" or (token.type == "string" and function in _LOADING_FUNCTIONS):
            if not _is_embedded(token.value):
                yield token.value[:80], token.source_line
        elif token.type == "function":
            yield from _loaded(token.arguments, token.lower_name)
        elif token.type in ("{} block", "[] block", "() block"):
            yield from _loaded(token.content, function)


def _is_embedded(url: str) -> bool:
    return url.strip().lower().startswith("data:") or url.strip().startswith("#") or not url.strip()
