"""Choose the rules of markdown-it-py by the next character, instead of trying all rules in turn.

The result is the same, because a rule that cannot begin with this character would return False. Rules that are not in
the tables are always tried.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from markdown_it.ruler import Ruler

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

InlineRule = Callable[["StateInline", bool], bool]
BlockRule = Callable[["StateBlock", int, int, bool], bool]

# Inline rule -> the characters at which it may begin. The rule `text` begins at all characters without other rules.
INLINE_STARTS = {
    "newline": "\n",
    "escape": "\\",
    "math_inline": "$",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "sup": "^",
    "link": "[",
    "image": "!",
    "footnote_inline": "^",
    "footnote_ref": "[",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
    "gfm_autolink_www": "w",
    "gfm_autolink_protocol": ":",
    "gfm_autolink_email": "@",
}
# Block rule -> the characters with which its first line may begin after the indentation.
BLOCK_STARTS = {
    "admonition": "!?",
    "fence": "`~",
    "math_block": "$",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*-+0123456789",
    "footnote_def": "[",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}
_CODE_INDENT = 4  # minimum indentation of a code block in columns


class InlineRuler(Ruler[InlineRule]):
    """The rules of `ruler`, combined in one rule. `stops`: the characters at which the rule `text` stops."""

    def __init__(self, ruler: Ruler[InlineRule], stops: frozenset[str]) -> None:
        super().__init__()
        self.__rules__ = ruler.__rules__
        active = [rule for rule in self.__rules__ if rule.enabled]
        others = [rule.fn for rule in active if rule.name not in INLINE_STARTS]
        at_stop = {
            char: [r.fn for r in active if r.name != "text" and char in INLINE_STARTS.get(r.name, char)]
            for char in stops
        }

        def dispatch(state: StateInline, silent: bool) -> bool:
            for rule in at_stop.get(state.src[state.pos], others):  # noqa: SIM110 - a generator would take twice as long
                if rule(state, silent):
                    return True
            return False

        self._combined: list[InlineRule] = [dispatch]

    def getRules(self, chainName: str = "") -> list[InlineRule]:  # noqa: N802, N803 - the names in markdown-it-py
        """Return the combined rule."""
        del chainName
        return self._combined


class BlockRuler(Ruler[BlockRule]):
    """The rules of `ruler`, combined in one rule for each chain."""

    def __init__(self, ruler: Ruler[BlockRule]) -> None:
        super().__init__()
        self.__rules__ = ruler.__rules__
        chains = {"", *(chain for rule in self.__rules__ for chain in rule.alt)}
        self._combined = {chain: [self._combine(chain)] for chain in chains}

    def getRules(self, chainName: str = "") -> list[BlockRule]:  # noqa: N802, N803 - the names in markdown-it-py
        """Return the combined rule of a chain."""
        return self._combined.get(chainName, [])

    def _combine(self, chain: str) -> BlockRule:
        rules = [rule for rule in self.__rules__ if rule.enabled and (not chain or chain in rule.alt)]
        indented = [rule.fn for rule in rules]
        plain = [rule for rule in rules if rule.name != "code"]
        others = [rule.fn for rule in plain if rule.name not in BLOCK_STARTS]
        by_start = {
            char: [rule.fn for rule in plain if char in BLOCK_STARTS.get(rule.name, char)]
            for char in set("".join(BLOCK_STARTS.values()))
        }

        def dispatch(state: StateBlock, line: int, end: int, silent: bool) -> bool:
            if state.sCount[line] - state.blkIndent >= _CODE_INDENT:
                chosen = indented
            else:
                at = state.bMarks[line] + state.tShift[line]
                chosen = by_start.get(state.src[at : at + 1], others)
            for rule in chosen:  # noqa: SIM110 - a generator would take twice as long
                if rule(state, line, end, silent):
                    return True
            return False

        return dispatch
