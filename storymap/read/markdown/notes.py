"""Replace markup that note-taking and writing programs add: Roam, Logseq, GitLab, Ulysses, iA Writer, Joplin and Bear."""

from __future__ import annotations

import re
from html import escape

from storymap.lazy_pattern import lazy_pattern
from storymap.read.html.media import is_image_file

# Logseq and Org write drawers (`:LOGBOOK: … :END:`), properties (`key:: value`), the dates and states of tasks
# (`SCHEDULED: <…>`, `TODO`), and quotations (`#+BEGIN_QUOTE`).
_DRAWER = lazy_pattern(
    r"^[^\S\n]*:[A-Z][A-Z_-]+:[^\S\n]*\n(?:(?![^\S\n]*:END:)[^\n]*\n){0,200}[^\S\n]*:END:[^\S\n]*$\n?", re.M
)
_PROPERTY = lazy_pattern(r"^[^\S\n]+[a-z][\w.-]*::[^\S\n]+[^\n]*$\n?", re.M)
_PLANNED = lazy_pattern(r"^[^\S\n]*(?:SCHEDULED|DEADLINE):[^\S\n]*<[^>\n]*>[^\S\n]*$\n?", re.M)
_TASK = lazy_pattern(
    r"^([^\S\n]*[-*][^\S\n]+)(?:TODO|DOING|DONE|NOW|LATER|WAITING|WAIT|CANCELED|CANCELLED)[^\S\n]+(?=\S)", re.M
)
_ORG_QUOTE = lazy_pattern(
    r"^(?P<indent>[^\S\n]*)(?P<item>[-*][^\S\n]+)?#\+BEGIN_QUOTE[^\S\n]*\n(?P<text>(?:(?![^\S\n]*#\+END_QUOTE)[^\n]*\n){1,200})[^\S\n]*#\+END_QUOTE[^\S\n]*$",
    re.M | re.I,
)
_ORG_BLOCK = lazy_pattern(r"^([^\S\n]*(?:[-*][^\S\n]+)?)#\+(?:BEGIN|END)_\w+[^\n]*$\n?", re.M | re.I)
# Ulysses writes `++comment++`, `||deleted||`, `::marked::`, and `%% comment` before a paragraph. Comments and deleted
# words are removed.
_DELETED = lazy_pattern(r"(?<![|\\`])\|\|(?=[^\s|])[^|\n`]{0,500}(?<=[^\s|])\|\|(?![|`])[^\S\n]?")
_COMMENT = lazy_pattern(r"(?<![+`])\+\+(?=[^\s+])[^+\n`]{1,500}(?<=[^\s+])\+\+(?![+`])")
_INSERTED = lazy_pattern(r"(?<![+\w`])\+\+(?=[^\s+])([^+\n`]{0,500}[^\s+`])\+\+(?![+\w`])")
_KEYS = lazy_pattern(r"[a-z0-9-]+")
# In iA Writer, a line with only the path of a file, and perhaps a title, includes this file.
_CONTENT_BLOCK = lazy_pattern(
    r"""^(?P<path>/[^\s"'()<>|]{1,200}\.(?:jpe?g|png|gif|webp|csv|md|txt))(?:[^\S\n]+(?:"(?P<double>[^"\n]*)"|'(?P<single>[^'\n]*)'|\((?P<round>[^()\n]*)\)))?[^\S\n]*$""",
    re.M | re.I,
)
# These match links to attached files, which are removed. Bear writes a comment with `"embed":"true"` after such a link.
# In Joplin, such a link leads to `:/id` or to the folder `_resources`.
_BEAR_FILE = lazy_pattern(
    r'(?<!!)\[[^\]\n]*\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)<!--\s*\{[^}\n]*"embed"\s*:\s*"true"[^}\n]*\}\s*-->'
)
_JOPLIN_FILE = lazy_pattern(
    r"^(?<!!)\[[^\]\n]*\]\((?::/[0-9a-f]{32}|(?:\.\./)*_resources/[^()\s]+)\)[^\S\n]*$\n?", re.M
)

# In Roam and Logseq, `((id))` refers to another block, and is removed. Marked words, `^^words^^`, become `mark`
# elements.
_BLOCK_ID = r"\(\((?:(?=[\w-]*[0-9_-])(?=[\w-]+[A-Z])[\w-]{9}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)\)"
_BLOCK_ALIAS = lazy_pattern(rf"\[([^\[\]\n]*)\]\({_BLOCK_ID}\)", re.A)
_BLOCK_LINE = lazy_pattern(
    rf"^[^\S\n]*(?:[-*][^\S\n]+)?(?:\{{\{{(?:\[\[)?embed(?:\]\])?:?[^\S\n]*)?{_BLOCK_ID}(?:\}}\}})?[^\S\n]*(?:\n|\Z)",
    re.M | re.A,
)
_BLOCK = lazy_pattern(rf"[^\S\n]?(?<!\(){_BLOCK_ID}(?!\))", re.A)
_MARKED = lazy_pattern(r"(?<![\^\\`])\^\^(?=[^\s^])([^\^\n`]{1,300}?)(?<=[^\s])\^\^(?!\^)")
# GitLab writes `{+ inserted +}`, `{- deleted -}`, and commands such as `/label ~name` on a line of their own. Commands
# are removed.
_INLINE_DIFF = lazy_pattern(
    r"(?<!\{)\{(?P<sign>[+-])(?![+-])[^\S\n]?(?P<words>[^{}\n`]{1,500}?)[^\S\n]?(?<![+-])(?P=sign)\}(?!\})|\[(?P<mark>[+-])[^\S\n](?P<inside>[^\[\]\n`]{1,500}?)[^\S\n](?P=mark)\](?![(\[])"
)
# The whole line must be arguments that GitLab accepts: https://docs.gitlab.com/user/project/quick_actions/
_ARGUMENTS = r"""(?:[^\S\n]+[~@%#!&*](?:"[^"\n]*"|[\w./:-]+))+"""
_COMMAND = lazy_pattern(
    rf"""^/(?:(?:label|unlabel|relabel|assign|unassign|reassign|milestone|cc|epic|iteration|assign_reviewer|request_review|duplicate|relate|copy_metadata){_ARGUMENTS}
    |due[^\S\n]+\d{{4}}-\d\d-\d\d|weight[^\S\n]+\d+|(?:estimate|spend)(?:[^\S\n]+\d+(?:mo|[wdhm]))+)[^\S\n]*$\n?""",
    re.M | re.X,
)


def plain_notes(source: str) -> str:
    """Return Markdown without the markup of note-taking programs. Fenced code must not be part of `source`."""
    if any(mark in source for mark in ("::", ":END:", "#+", "SCHEDULED:", "DEADLINE:")):
        source = _logseq(source)
    if "((" in source:
        source = _BLOCK.sub("", _BLOCK_LINE.sub("", _BLOCK_ALIAS.sub(r"\1", source)))
    if "^^" in source:
        source = _MARKED.sub(r"<mark>\1</mark>", source)
    if any(mark in source for mark in ("+}", "-}", " +]", " -]")):
        source = _INLINE_DIFF.sub(lambda found: found["words"] or found["inside"], source)
    if "\n/" in source or source.startswith("/"):
        source = _COMMAND.sub("", source)
    if "](" in source:
        source = _JOPLIN_FILE.sub("", _BEAR_FILE.sub("", source))
    if "\n/" in source or source.startswith("/"):
        source = _CONTENT_BLOCK.sub(_content_block, source)
    return source


def is_ulysses(source: str) -> bool:
    """Return whether a text has two of the marks that only Ulysses writes."""
    marks = (
        _DELETED.search(_without_tables(source)),
        re.search(r"(?m)^%%[^\S\n]*[^\s%](?:(?!%%)[^\n])*$", source),  # in comments of Obsidian, a second %% follows
        any(not _KEYS.fullmatch(found[0].strip("+")) for found in _COMMENT.finditer(source)),
    )
    return sum(bool(mark) for mark in marks) > 1


def plain_ulysses(source: str) -> str:
    """Remove Ulysses comments and deleted words."""
    lines = [
        line if line.lstrip().startswith("|") and not line.startswith("||") else _DELETED.sub("", line)
        for line in source.split("\n")
    ]
    return _COMMENT.sub("", "\n".join(lines))


def shown_insertions(source: str) -> str:
    """Return Markdown in which `++inserted words++` are words without the plus signs."""
    return _INSERTED.sub(lambda found: found[0] if _KEYS.fullmatch(found[1]) else found[1], source)


def _without_tables(source: str) -> str:
    return re.sub(r"(?m)^[^\S\n]*\|(?!\|)[^\n]*$", "", source)


def _logseq(source: str) -> str:
    logseq = (
        _PROPERTY.search(source)
        or _DRAWER.search(source)
        or _PLANNED.search(source)
        or "#+BEGIN_QUOTE" in source.upper()
    )
    if not logseq:
        return source
    source = _PLANNED.sub("", _PROPERTY.sub("", _DRAWER.sub("", source)))
    source = _ORG_QUOTE.sub(_quote, _TASK.sub(r"\1", source))
    return _ORG_BLOCK.sub(r"\1", source)


def _quote(found: re.Match[str]) -> str:
    item = found["item"] or ""
    lines = [line.strip() for line in found["text"].splitlines()]
    before = found["indent"] + " " * len(item)
    quoted = [f"{before}> {line}" for line in lines]
    return found["indent"] + item + "\n".join(quoted)[len(before) :]


def _content_block(found: re.Match[str]) -> str:
    """Write an image of iA Writer as an element.

    For any other file that iA Writer would include, write only the title.
    """
    title = next((words for words in found.group("double", "single", "round") if words), "")
    if not is_image_file(found["path"]):
        return f"**{title}**" if title else ""
    caption = f"<figcaption>{escape(title)}</figcaption>" if title else ""
    return f'\n<figure><img src="{escape(found["path"])}">{caption}</figure>\n'
