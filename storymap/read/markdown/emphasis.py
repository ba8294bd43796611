"""Recognize emphasis beside Chinese, Japanese and Korean characters, which have no spaces between words.

In CommonMark, the `**` after `”` in `他说**“你好”**然后走了` does not end the emphasis, because a letter follows it. Here,
such a letter counts as a word of its own. This is the rule of the specification "CJK-friendly emphasis".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace

from storymap.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_CJK = lazy_pattern(
    r"[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)
_RULES = ("emphasis", "strikethrough")


def allow_emphasis_in_cjk(parser: MarkdownIt) -> None:
    """Let the rules of `parser` for emphasis and deleted text recognize marks beside CJK characters."""
    for rule in list(parser.inline.ruler.__rules__):
        if rule.name in _RULES:
            parser.inline.ruler.at(rule.name, _extended(rule.fn))


def _extended(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    def with_cjk(state: StateInline, silent: bool) -> bool:
        start, known = state.pos, len(state.delimiters)
        if not rule(state, silent):
            return False
        before = state.src[start - 1 : start] if start else " "
        after = state.src[state.pos : state.pos + 1] or " "
        if state.src[start] != "_" and (_CJK.match(before) or _CJK.match(after)):
            for mark in state.delimiters[known:]:
                mark.open = mark.open or _begins(before, after)
                mark.close = mark.close or _begins(after, before)
        return True

    return with_cjk


def _begins(outside: str, inside: str) -> bool:
    """Return whether a mark between two characters can begin emphasis, or end it if the characters are exchanged."""
    if isWhiteSpace(ord(inside)):
        return False
    return (
        not _is_punctuation(inside)
        or isWhiteSpace(ord(outside))
        or _is_punctuation(outside)
        or bool(_CJK.match(outside))
    )


def _is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)
