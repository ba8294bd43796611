"""Convert Markdown to HTML with markdown-it-py, using only the rules whose characters occur in the text."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from types import SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt
from markdown_it import helpers as markdown_helpers

from storymap.lazy_pattern import lazy_pattern
from storymap.read.markdown.blocks import separate_blocks
from storymap.read.markdown.dispatch import INLINE_STARTS, BlockRuler, InlineRuler
from storymap.read.markdown.emphasis import allow_emphasis_in_cjk

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

# Inline rule -> characters that it needs. A rule is left out if the text does not contain these characters. This makes
# parsing faster, because the parser tries the rules wherever the first of their characters occurs.
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
# Block rule -> a line that it needs, which may be inside a quotation. A rule is left out if the text has no such line.
_BLOCK_NEEDS = {
    "table": lazy_pattern(r"^[ \t>]*[-:|][-:| \t]*$", re.M),
    "lheading": lazy_pattern(r"^[ \t>]*(?:-+|=+)[ \t]*$", re.M),
    "deflist": lazy_pattern(r"^[ \t>]*[:~][ \t]", re.M),
}
# Matches an address that normalization does not change. Longer hosts and labels do not match, because they may be
# invalid.
_PATH = r"[\w./-]*(?:\?[\w=&./-]*)?(?:#[\w./-]*)?"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?"
_NORMAL = lazy_pattern(rf"https?://{_LABEL}(?:\.{_LABEL}){{0,3}}(?:(?=[/?#]){_PATH})?|(?!//){_PATH}", re.A)
# Matches the target of a link if none of its characters has a meaning in Markdown.
_TARGET = lazy_pattern(r"[^\x00-\x20\x7f<()\\&]+(?=[)\x00-\x20\x7f])")
_LAST_BRACKET = -1  # In the parser's cache of positions, the last closing bracket of a paragraph has this key.
_SCHEMES = ("http", "https", "mailto", "xmpp")
_AFTER_SCHEME = lazy_pattern(r"://\S|:[^\s@]{1,100}@")
# Matches the first line of a code block that names the language, as in Python-Markdown.
_CODE_LANGUAGE = lazy_pattern(r"\A(?:#!|:::)[\w+-]+\n")
_SUBSCRIPT = lazy_pattern(r"(?<=[^\W_])~[A-Za-z0-9]{1,4}~")  # as in H~2~O, which pandoc and Typora read
_TAG = lazy_pattern(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.I)


def markdown_html(source: str, *, indented_code: bool = True) -> str:
    """Return Markdown (CommonMark, GitHub's extensions, footnotes, definition lists, admonitions) as HTML.

    Raw HTML is included. `indented_code` is False for MDX, which has no indented code.
    """
    source = separate_blocks(source)
    absent = {name for name, needed in _NEEDS.items() if needed not in source}
    absent |= {name for name, needed in _BLOCK_NEEDS.items() if not needed.search(source)}
    return str(_parser(frozenset(absent if indented_code else absent | {"code"})).render(source))


class _Target(NamedTuple):
    """The target of a link: whether it is valid, the position after it, and the address."""

    ok: bool
    pos: int
    str: str


class _Parser(MarkdownIt):
    """A Markdown parser that handles common addresses faster."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"maxNesting": 60})
        self.helpers = SimpleNamespace(  # type: ignore[assignment]
            parseLinkLabel=_label_end,
            parseLinkTitle=markdown_helpers.parseLinkTitle,
            parseLinkDestination=link_target,
        )

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the name in markdown-it-py
        """Return an address with percent-encoded characters and a host in Punycode, where necessary."""
        return url if _NORMAL.fullmatch(url) else str(super().normalizeLink(url))


def _label_end(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: N803 - the name in the caller
    """Return the position of the bracket that closes a label, or -1.

    The search is skipped if the paragraph has no closing bracket after `start`. Otherwise the time would grow with the
    square of the number of opening brackets.
    """
    last = state.cache.get(_LAST_BRACKET)
    if last is None:
        last = state.cache[_LAST_BRACKET] = state.src.rfind("]")
    return -1 if last <= start else markdown_helpers.parseLinkLabel(state, start, disableNested)


def link_target(string: str, pos: int, maximum: int) -> _Target:
    """Return the target of a link that begins at a position, as markdown-it-py's helper does, but faster for common addresses."""
    found = _TARGET.match(string, pos, maximum)
    if found:
        return _Target(True, found.end(), found[0])
    target = markdown_helpers.parseLinkDestination(string, pos, maximum)
    return _Target(target.ok, target.pos, target.str)


def parser_with_all_rules() -> MarkdownIt:
    """Return a new parser with all rules, which are tried in turn."""
    from mdit_py_plugins.admon import admon_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote.index import footnote_inline
    from mdit_py_plugins.gfm import gfm_plugin
    from mdit_py_plugins.superscript import superscript_plugin

    parser = _Parser().use(gfm_plugin).use(deflist_plugin).use(admon_plugin)
    parser.use(superscript_plugin)
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True, renderer=_math)
    parser.inline.ruler.after("image", "footnote_inline", footnote_inline)
    parser.add_render_rule("code_block", _code_block)
    _check_scheme_first(parser)
    allow_emphasis_in_cjk(parser)
    _keep_ranges(parser)
    return parser


@lru_cache(maxsize=64)
def _parser(absent: frozenset[str]) -> MarkdownIt:
    """Return a parser without the rules `absent`. Rendering does not change the parser, so it can be used again."""
    parser = parser_with_all_rules()
    parser.disable(sorted(absent & {name for names in parser.get_all_rules().values() for name in names}))
    active = parser.get_active_rules()["inline"]
    stops = frozenset("]").union(*(INLINE_STARTS.get(name, "") for name in active))
    parser.inline.terminator_re = re.compile("[" + re.escape("".join(sorted(stops))) + "]")
    parser.inline.ruler = InlineRuler(parser.inline.ruler, stops)
    parser.block.ruler = BlockRuler(parser.block.ruler)
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


def _keep_ranges(parser: MarkdownIt) -> None:
    """Read a single `~` inside a word as text, because it is part of a range: "4~5 hours", "Mon~Fri".

    GitHub reads two such signs in a paragraph as the ends of deleted text. Korean, Japanese and Chinese write ranges so.
    """
    rules = {rule.name: rule.fn for rule in parser.inline.ruler.__rules__}
    deletion = rules["strikethrough"]

    def checked(state: StateInline, silent: bool) -> bool:
        return not _is_range(state) and bool(deletion(state, silent))

    parser.inline.ruler.at("strikethrough", checked)


def _is_range(state: StateInline) -> bool:
    """Return whether the sign at the current position is between digits, or in a word and not the end of a deletion."""
    before, sign, after = (
        state.src[max(0, state.pos - 1) : state.pos],
        state.src[state.pos],
        state.src[state.pos + 1 :][:1],
    )
    if (
        sign != "~"
        or not (before.isalnum() and after.isalnum())
        or _SUBSCRIPT.search(state.src, max(0, state.pos - 5), state.pos + 6)
    ):
        return False
    opened = (state.tokens[d.token].content == "~" for d in state.delimiters if d.open and d.marker == ord("~"))
    return (before.isdigit() and after.isdigit()) or not any(opened)


def _math(content: str, options: dict[str, bool]) -> str:
    """Return a formula as a `span` that is left out of the article later.

    Return words between dollar signs unchanged.
    """
    if options["display_mode"] or re.search(r"[\\^_={}+<>]", content) or len(content.strip()) == 1:
        return f'<span class="math">{escape(content)}</span>'
    return f"${escape(content)}$"


def _code_block(self, tokens, index, options, env) -> str:  # type: ignore[no-untyped-def]
    """Return indented text as code, except indented HTML, which is returned as HTML, as Jekyll and WordPress do."""
    content = tokens[index].content
    if _TAG.match(content.lstrip()):
        return str(content)
    tokens[index].content = _CODE_LANGUAGE.sub("", content)
    return str(self.code_block(tokens, index, options, env))
