"""Convert Markdown to HTML with markdown-it-py and only the inline rules whose characters occur in the text."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from storymap.read.markdown.blocks import separate_blocks

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

# Inline rule -> characters that it needs. A rule is left out if the text does not contain them, because each rule runs
# at every position where the parser stops.
_NEEDS = {
    "math_inline": "$",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "sup": "^",
    "image": "![",
    "footnote_inline": "^[",
    "footnote_ref": "[^",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
    "gfm_autolink_www": "www.",
    "gfm_autolink_protocol": ":",
    "gfm_autolink_email": "@",
}
_ALWAYS = "\n[]*_"  # characters of rules that most texts need
_STOPS = {**{name: needed[0] for name, needed in _NEEDS.items()}, "footnote_ref": "["}
_SCHEMES = ("http", "https", "mailto", "xmpp")
_AFTER_SCHEME = re.compile(r"://\S|:[^\s@]{1,100}@")
_CODE_LANGUAGE = re.compile(r"\A(?:#!|:::)[\w+-]+\n")  # the first line of code, for Python-Markdown
_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.I)


def markdown_html(source: str, *, indented_code: bool = True) -> str:
    """Return Markdown (CommonMark, GitHub's extensions, footnotes, definition lists, admonitions) as HTML.

    Raw HTML is included. `indented_code` is False for MDX, which has no indented code.
    """
    absent = frozenset(name for name, needed in _NEEDS.items() if needed not in source)
    return str(_parser(absent if indented_code else absent | {"code"}).render(separate_blocks(source)))


@lru_cache(maxsize=64)
def _parser(absent: frozenset[str]) -> MarkdownIt:
    """Return a parser without some inline rules. Rendering does not change it."""
    from mdit_py_plugins.admon import admon_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote.index import footnote_inline
    from mdit_py_plugins.gfm import gfm_plugin
    from mdit_py_plugins.superscript import superscript_plugin

    parser = MarkdownIt("commonmark", {"maxNesting": 60}).use(gfm_plugin).use(deflist_plugin).use(admon_plugin)
    parser.use(superscript_plugin)
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True, renderer=_math)
    parser.inline.ruler.after("image", "footnote_inline", footnote_inline)
    parser.add_render_rule("code_block", _code_block)
    _check_scheme_first(parser)
    parser.disable(sorted(absent & set(parser.get_all_rules()["inline"])))
    parser.disable(sorted(absent & {"code"}))
    stops = {*_ALWAYS, *(stop for name, stop in _STOPS.items() if name not in absent)}
    parser.inline.terminator_re = re.compile("[" + re.escape("".join(sorted(stops))) + "]")
    return parser


def _check_scheme_first(parser: MarkdownIt) -> None:
    """Let the rule for addresses run only after a scheme. Otherwise it would search all text before each colon."""
    rules = {rule.name: rule.fn for rule in parser.inline.ruler.__rules__}
    protocol = rules["gfm_autolink_protocol"]

    def checked(state: StateInline, silent: bool) -> bool:
        at = state.pos
        if state.src[at] != ":" or not state.src[max(0, at - 6) : at].lower().endswith(_SCHEMES):
            return False
        return bool(_AFTER_SCHEME.match(state.src, at)) and bool(protocol(state, silent))

    parser.inline.ruler.at("gfm_autolink_protocol", checked)


def _math(content: str, options: dict[str, bool]) -> str:
    """Return a formula as HTML, which the reader leaves out, or the text unchanged if it is only words in dollars."""
    if options["display_mode"] or re.search(r"[\\^_={}+<>]", content) or len(content.strip()) == 1:
        return f'<span class="math">{escape(content)}</span>'
    return f"${escape(content)}$"


def _code_block(self, tokens, index, options, env) -> str:  # type: ignore[no-untyped-def]
    """Return indented HTML as HTML, as Jekyll and WordPress do, and other indented text as code."""
    content = tokens[index].content
    if _TAG.match(content.lstrip()):
        return str(content)
    tokens[index].content = _CODE_LANGUAGE.sub("", content)
    return str(self.code_block(tokens, index, options, env))
