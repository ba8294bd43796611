"""Read the files of Kirby and Lektor: fields that are separated by lines of hyphens. One of the fields is the text."""

from __future__ import annotations

import re
from html import escape

from storymap.lazy_pattern import lazy_pattern

# In Kirby, a field is "Title: …", and a line "----" separates it from the next field. In Lektor, a field is
# "title: …", and the line is "---".
_KIRBY = lazy_pattern(
    r"\A\ufeff?(?:[A-Za-z][\w-]*:[^\n]*\n(?:(?!----)[^\n]*\n){0,20}?----[^\S\n]*\n\s*){2,}[A-Za-z][\w-]*:"
)
_LEKTOR = lazy_pattern(
    r"\A\ufeff?(?:[A-Za-z_][\w-]*:[^\n]*\n(?:(?!---)[^\n]*\n){0,20}?---[^\S\n]*\n){2,}[A-Za-z_][\w-]*:"
)
_FIELD = lazy_pattern(r"\s*(?P<key>[A-Za-z_][\w-]*):[^\S\n]*(?P<value>.*)\Z", re.S)
_TEXTS = ("text", "body", "content", "article", "maintext")
_TAG = lazy_pattern(
    r"\((?P<kind>image|link|email|tel|file|video|youtube|vimeo|gist|twitter|date):[^\S\n]*(?P<value>[^()\n]*?)(?P<named>(?:[^\S\n]+[a-z]+:[^()\n]*)?)\)"
)
_NAMED = lazy_pattern(r"([a-z]+):[^\S\n]*(.*?)(?=[^\S\n]+[a-z]+:(?!//)|\Z)")


def has_fields(source: str) -> bool:
    """Return whether a text begins with Kirby or Lektor fields."""
    source = source.replace("\r\n", "\n")
    return bool(_KIRBY.match(source) or _LEKTOR.match(source))


def fields_in(source: str) -> tuple[dict[str, str], str] | None:
    """Return the fields of a file, with keys in lower case, and its text as Markdown. Return None if it has none."""
    kirby = _KIRBY.match(source) is not None
    if not kirby and not _LEKTOR.match(source):
        return None
    values: dict[str, str] = {}
    for piece in re.split(r"(?m)^-{4,}[^\S\n]*$" if kirby else r"(?m)^---[^\S\n]*$", source):
        if field := _FIELD.match(piece):
            values.setdefault(field["key"].lower(), field["value"].strip())
        elif values and piece.strip():  # the rule is part of the text
            last = next(reversed(values))
            values[last] += f"\n\n* * *\n\n{piece.strip()}"
    key = next((name for name in _TEXTS if values.get(name)), "")
    key = key or max(values, key=lambda name: len(values[name]))
    text = values.pop(key)
    return values, (_TAG.sub(_tag, text) if kirby else text) + "\n"


def _tag(found: re.Match[str]) -> str:
    """Return a Kirby tag as Markdown or HTML: https://getkirby.com/docs/guide/content/text-formatting"""
    kind, value = found["kind"], found["value"].strip()
    named = {name: words.strip() for name, words in _NAMED.findall(found["named"].strip())}
    if kind == "image":
        caption = f"<figcaption>{escape(named['caption'])}</figcaption>" if named.get("caption") else ""
        return f'<figure><img src="{escape(value)}" alt="{escape(named.get("alt", ""))}">{caption}</figure>\n'
    if kind in ("video", "youtube", "vimeo"):
        return f'<div><iframe src="{escape(value)}"></iframe></div>\n'
    if kind in ("gist", "twitter"):
        return ""
    words = named.get("text") or value
    target = f"mailto:{value}" if kind == "email" else value
    return f"[{words}]({target})" if kind in ("link", "file", "email") and " " not in target else words
