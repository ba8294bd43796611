"""The shortcuts in the Markdown parser change no output."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import helpers
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.helpers import parseLinkLabel

from storymap.read.markdown.blocks import separate_blocks
from storymap.read.markdown.parser import link_target, markdown_html, parser_with_all_rules
from tests.repetitions import examples

_PIECES = [
    "a", "w", "the river", " ", "  ", "    ", "\t", "\n", "\n\n", "\n> ", "\n- ", "\n  - ", "\n1. ", "\n2) ", "\n# ", "\n---", "\n===",
    "\n: ", "\n~ ", "\n```\n", "\n~~~\n", "\n| a | b |\n|---|:-:|\n| c | d |", "\n|", "|", ":", "\n***", "\n* * *", "\n!!! note\n    ",
    "\n$$\n", "$", "$x^2$", "*", "**", "_", "__", "~", "~~", "`", "``", "^", "^[", "[", "]", "](", "](b)", "](<b c> 'd')", ")", "![", "!",
    "[^1]", "\n[^1]: ", "\n[a]: https://example.org 'x'\n", "[a]", "<", ">", "<b>", "</b>", "\n<div>\n", "\n</div>\n", "<!--", "-->",
    "&", "&amp;", "&#35;", "\\", "\\*", "www.example.org", "https://example.org/a?b#c", "mailto:", "a@example.org", "@", "- [ ] ", "[x] ",
    "\n> [!NOTE]\n> ", "é", "東京", "\u00a0", "0", ".", "-", "=", "+", "#",
]  # fmt: skip
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)
_ADDRESSES = st.text("ab.-/?#=&_09A:@%()\\< é", max_size=12)


def _reference(source: str) -> str:
    parser = parser_with_all_rules()
    parser.helpers = SimpleNamespace(  # type: ignore[assignment]
        parseLinkLabel=parseLinkLabel,
        parseLinkTitle=helpers.parseLinkTitle,
        parseLinkDestination=helpers.parseLinkDestination,
    )
    parser.normalizeLink = normalizeLink  # type: ignore[method-assign]
    return str(parser.render(separate_blocks(source)))


@pytest.mark.slow
@settings(max_examples=examples(80, 600), deadline=None)
@given(_TEXTS)
def test_skipping_rules_changes_no_html(source: str) -> None:
    assert markdown_html(source) == _reference(source)


@pytest.mark.slow
@settings(max_examples=examples(80, 600))
@given(_ADDRESSES, st.sampled_from(["", "http://", "https://"]))
def test_usual_addresses_are_normal(written: str, scheme: str) -> None:
    assert parser_with_all_rules().normalizeLink(scheme + written) == normalizeLink(scheme + written)


@pytest.mark.slow
@settings(max_examples=examples(80, 600))
@given(_ADDRESSES, st.sampled_from(["", ")", " ", "\n"]))
def test_target_of_link_ends_where_markdown_ends_it(written: str, after: str) -> None:
    text = "(" + written + after
    found, expected = link_target(text, 1, len(text)), helpers.parseLinkDestination(text, 1, len(text))
    assert (found.ok, found.str) == (expected.ok, expected.str)
    assert not found.ok or found.pos == expected.pos
