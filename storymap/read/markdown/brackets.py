"""Expand shortcodes in square brackets, as WordPress, Grav and forums write them."""

from __future__ import annotations

import re
from html import escape

from storymap.lazy_pattern import lazy_pattern
from storymap.read.markdown.marks import captioned
from storymap.read.markdown.scanner import Scanner
from storymap.read.markdown.tags import Expansion

_ENDS = lazy_pattern(r"\[/([a-z][\w-]{0,40})\\?\]", re.I)
_FORMATS = frozenset(["b", "i", "u", "s", "size", "color", "colour", "font", "center", "left", "right", "url", "indent", "email", "list"])  # fmt: skip

_NOTES = frozenset(["ref", "footnote", "efn_note", "mfn", "fn"])  # shortcodes of plug-ins for footnotes
_CALLS = lazy_pattern(r"(?:\w+[-_])?(?:button|btn|cta)")  # shortcodes of buttons


class BracketTags(Scanner):
    """A Scanner with handlers for tags in square brackets."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self._ended: frozenset[str] | None = None  # names of the tags that have an end tag somewhere in the text

    def _tag(self, found: re.Match[str], system: str, inside: str, end: str) -> str:
        raise NotImplementedError

    def _place(self, expansion: Expansion, start: int) -> str:
        raise NotImplementedError

    def _wordpress(self, found: re.Match[str]) -> str:
        name = found["wp"].lower()
        if name == "caption" and not found["slash"]:
            inside = self._until(r"\\?\[/caption\\?\]") or ""
            return self._place(Expansion(captioned(inside, found["wpargs"]), block=True), found.start())
        if name == "embed" and not found["slash"]:
            address = (self._until(r"\\?\[/embed\\?\]") or "").strip()
            frame = f'<div><iframe src="{escape(address)}"></iframe></div>\n'
            return self._place(Expansion(frame, block=True), found.start())
        return self._tag(found, "shortcode", f"{found['slash']}{found['wp']} {found['wpargs']}", r"\\?\[/NAME\\?\]")

    def _bracket(self, found: re.Match[str]) -> str:
        """Expand a tag if it has an end tag, arguments in quotes or an address.

        Other words in brackets stay unchanged.
        """
        if self._ended is None:
            self._ended = frozenset(name.lower() for name in _ENDS.findall(self._source))
        name, written = found["bname"].lower(), found["bargs"]
        ended = name in self._ended
        # this is a link such as [text][label], unless the tag has an end
        referring = self._source.startswith("[", found.end())
        if not ended and (referring or found["bslash"] or not re.search(r"=[\"']|^\s+https?:", written)):
            return found[0]
        if name in _FORMATS:
            return ""
        if ended and not found["bslash"] and (name in _NOTES or _CALLS.fullmatch(name)):
            inside = self._until(rf"(?i)\\?\[/{re.escape(name)}\\?\]")
            if inside is None:
                return found[0]
            if name in _NOTES:
                return f"^[{inside.strip()}]"
            self._omit("shortcode", f"{found[0]}{inside}")
            return ""
        if name == "img" and not found["bslash"]:
            source = (self._until(r"(?i)\\?\[/img\\?\]") or "").strip()
            return f'<img src="{escape(source)}">' if source else ""
        end = r"(?i)\\?\[/NAME\\?\]" if ended else ""
        return self._tag(found, "shortcode", f"{found['bslash']}{name} {written.removeprefix('=')}", end)
