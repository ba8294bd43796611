"""Find mistakes in front matter that do not prevent reading the article: language, date, a missing closing line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from storymap.language_names import language_problem
from storymap.lazy_pattern import lazy_pattern
from storymap.read.dates import written_date

_OPENED = lazy_pattern(
    r"\A\ufeff?\s*(---|\+\+\+)[^\S\n]*\n((?:[\w-]+[^\S\n]*[:=][^\n]*\n|[ \t]+\S[^\n]*\n|-[ \t][^\n]*\n)+)"
)
# Matches a date with a day. If such a date is invalid, this is reported as a mistake. Other values are common in date
# fields ("May 2024", seconds since 1970). They are not reported, and the page shows no date.
_DAY = lazy_pattern(
    r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|[^\W\d]+ \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{1,2}\.? [^\W\d]+ \d{4}"
)
_KNOWN = lazy_pattern(r"(?m)^(?:title|date|author|layout|lang|slug|tags|permalink|description|draft|published)\b")
_ENCODING = lazy_pattern(r"\.[\w-]+$")  # locale: en_US.UTF-8


class Mistake(NamedTuple):
    """A mistake, with its line in the file (None: unknown)."""

    line: int | None
    sentence: str


def language_tag(text: str) -> str:
    """Return the language tag for a language that is written as in front matter or in a locale: "en-US" for
    "en_US.UTF-8"."""
    return _ENCODING.sub("", text).replace("_", "-")


def mistakes(
    source: str, values: Mapping[str, Any], language_keys: tuple[str, ...], date_keys: tuple[str, ...]
) -> Iterator[Mistake]:
    """Yield the mistakes in the front matter of a file. `values`: the values of the front matter, if it has any."""
    if not values:
        if opened := _OPENED.match(source):
            mark, fields = opened.groups()
            if not _KNOWN.search(fields) and fields.count("\n") < 2:
                return  # this is not front matter, but a rule and a line such as "Update: this article was corrected"
            first = source.count("\n", 0, opened.start(1)) + 1
            last = first + fields.count("\n")
            yield Mistake(
                first,
                f"the front matter is not closed, so it is read as text. Add a line {mark} below line {last}, where it ends.",
            )
        return
    key, value = _first(values, language_keys)
    if isinstance(value, str) and (problem := language_problem(language_tag(value))):
        yield Mistake(line_of(source, key), f"`{key}`: {problem} The language is detected from the text instead.")
    key, value = _first(values, date_keys)
    if isinstance(value, str | int) and not isinstance(value, bool) and re.search(r"\d", str(value)):
        written = " ".join(str(value).split())[:40]
        if _DAY.search(written) and not written_date(written):
            yield Mistake(
                line_of(source, key),
                f"`{key}`: “{written}” cannot be read as a date. Write YYYY-MM-DD, such as 2024-05-31.",
            )


def _first(values: Mapping[str, Any], keys: tuple[str, ...]) -> tuple[str, Any]:
    return next(((key, values[key]) for key in keys if values.get(key) not in (None, "", [])), ("", None))


def line_of(source: str, key: str) -> int | None:
    """Return the line of a key of the front matter, counted from 1, or None if no line begins with it.

    An indented key, as in JSON, is found only if no line begins with the key without indentation.
    """
    written = rf"[\"']?{re.escape(key)}[\"']?\s*[:=]"
    found = re.search(rf"^{written}", source, re.M) or re.search(rf"^[ \t]+{written}", source, re.M)
    return source.count("\n", 0, found.start()) + 1 if found else None
