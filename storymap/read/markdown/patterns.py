"""Patterns and names of template tags in Markdown."""

from __future__ import annotations

import re
from functools import lru_cache

from storymap.lazy_pattern import lazy_pattern

# Kind of tag -> (strings, pattern for the beginning of a tag). A text without any of the strings, in lower case, has no
# such tags. If several kinds match at the same position, the first kind is used.
_TOKENS: dict[str, tuple[tuple[str, ...], str]] = {
    "fence": (
        ("```", "~~~"),
        r"""(?P<fence>^[ >\t]*(?P<ticks>`{3,}(?![^\n]*`)|~{3,})[^\n]*(?:\n|\Z))""",
    ),
    "code": (
        ("`",),
        r"""(?P<code>`+)""",
    ),
    "verbatim": (
        ("<pre", "<script", "<style", "<textarea"),
        r"""(?P<verbatim><(?P<element>pre|script|style|textarea)\b)""",
    ),
    "hidden": (
        ("<!--", "{/*", "{{!--", "{#", "{::comment}", "%%"),
        r"""(?P<hidden><!-- | \{/\* | \{\{!-- | \{\#(?=[\s-]) | \{::comment\} | ^%% | (?<!\w)%%(?=[^%\n]*%%))""",
    ),
    # An item of a list is a task of the Obsidian plugin Tasks, and not text, if it has a checkbox and a date, a priority
    # or a tag of this plugin: `- [ ] call Paolo 📅 2026-10-12`.
    "task": (
        ("- [", "* [", "+ [", ". [", ") ["),
        r"""(?P<task>^[^\S\n]*(?:[-*+]|\d+[.)])[^\S\n]+\[[^\]\n]\][^\n]*(?:[📅⏳🛫➕✅❌]\ufe0f?[^\S\n]*\d{4}-\d\d-\d\d|[🔺⏫🔼🔽⏬]|🔁[^\S\n]*every|[\[(](?:due|scheduled|start|created|completion|priority|repeat)::|(?<!\S)\#(?:todo|task)\b)[^\n]*(?:\n|\Z))""",
    ),
    "hugo": (
        ("{{<", "{{%"),
        r"""(?P<hugo>\{\{(?P<edge>[<%]))""",
    ),
    "liquid": (
        ("{%",),
        r"""(?P<liquid>\{%[-~+]?)""",
    ),
    "output": (
        ("{{",),
        r"""(?P<output>\{\{\{?[-~]?)""",
    ),
    "erb": (
        ("<%",),
        r"""(?P<erb><%)""",
    ),
    "wordpress": (
        ("[",),
        r"""(?P<wordpress>\\?\[(?P<slash>/?)(?P<wp>caption|gallery|youtube|vimeo|embed|audio|video|playlist|sourcecode|code|contact-form-7|contact-form|jetpack[\w\\-]{0,40}|mc4wp[\w\\-]{0,40}|wpforms|gravityforms?|ninja\\?_forms?|newsletter[\w\\-]{0,40}|sociable|sharethis[\w\\-]{0,40}|addtoany|subscribe2|ngg\w{0,20}|pullquote|(?:et_pb|vc|fusion|elementor)_\w+)
        (?P<wpargs>(?:\s[^\]\n]*?)?)\\?\])""",
    ),
    "component": (
        ("<",),
        r"""(?P<component></?(?=[A-Z][\w.]*(?:[\s/>]|$)))""",
    ),
    "module": (
        ("import", "export"),
        r"""(?P<module>^(?:import\s(?:[^;\n]|\n(?=\s*[\w}])){0,1000}?from\s*['"][^'"\n]+['"];?[^\S\n]*$|import\s+['"][^'"\n]+['"];?[^\S\n]*$|export\s+(?:const|let|default|function|async)\b))""",
    ),
    "attributes": (
        ("{",),
        r"""(?P<attributes>(?<![^\S\n])[^\S\n]*\{:[^}\n]{0,300}\} | (?<=[)\]*_`"])\{[^{}\n]*[.\#=][^{}\n]*\} | (?<=\S)[^\S\n]{1,9}\{[.\#][\w-]+[^{}\n]*\}(?=[^\S\n]*$) | ^\{[.\#][^{}\n]*\}[^\S\n]*$ | \{[^\S\n]+[.\#][\w-][^{}\n]*\}(?=[^\S\n]*$) | ^\{[^\S\n]+[\w-]+=["'][^\n]*["'][^\S\n]+\}[^\S\n]*$ | [^\S\n]\{-\}(?=[^\S\n]*$) )""",
    ),
    "spaced_image": (
        ("![",),
        r"""(?P<spaced_image>(?P<before>(?:!\[[^\]\n]{0,300}|(?<=\.\w{3}\))|(?<=\.\w{4}\)))\]\()(?P<path>[^()<>{}\n"]{1,200}(?:\([^(){}\n"]{0,50}\)[^()<>{}\n"]{0,50})?\.(?:jpe?g|png|gif|webp))(?=\s*(?:"[^"\n]*")?\)))""",
    ),
    "callout": (
        ("[!",),
        r"""(?P<callout>^(?P<quote>[^\S\n]*>[> ]*)\[!(?P<type>[\w-]+)\][+-]?[^\S\n]*(?P<heading>[^\n]*)$)""",
    ),
    "container": (
        (":::",),
        r"""(?P<container>^[^\S\n]*:{3,}[^\S\n]*(?P<box>[^\n]*)$)""",
    ),
    "wiki": (
        ("[[",),
        r"""(?P<wiki>(?P<embedded>!?)\[\[(?P<page>[^\[\]\n]+?)\]\])""",
    ),
    "contents": (
        ("toc",),
        r"""(?P<contents>^[^\S\n]*(?:\[\[_?toc_?\]\]|\[toc\]|\$\{toc\}|(?:[*+-]|\d+\.)[^\S\n]+[^\n]*(?=\n[^\S\n]*\{:\s*toc))[^\S\n]*$)""",
    ),
    # Tags of BBCode, and shortcodes of plug-ins. A shortcode must have arguments or a closing tag.
    "bracket": (
        ("[",),
        r"""(?P<bracket>\\?\[(?P<bslash>/?)(?P<bname>[a-z][\w-]{0,40})(?P<bargs>(?:=[^\]\[\n]{1,200} | (?:\s{1,3}[\w-]{1,40}=(?:"[^"\n\]]{0,300}"|'[^'\n\]]{0,300}'|[^\s\]"'\[]{1,200})){1,20} | \s+https?://[^\s\]]{1,500})?)\s?/?\\?\](?![(:]))""",
    ),
    "abbreviation": (
        ("*[",),
        r"""(?P<abbreviation>^\*\[[^\]\n]+\]:[^\n]*$)""",
    ),
    "block_id": (
        ("^",),
        r"""(?P<block_id>[^\S\n]\^[\w-]+[^\S\n]*$)""",
    ),
    "tab": (
        ("===", "///"),
        r"""(?P<tab>^(?P<indent>[^\S\n]*)(?:===[!+]?|/{3,}[^\S\n]*tab[^\S\n]*\|)[^\S\n]*"?(?P<label>[^"\n]+)"?[^\S\n]*\n)""",
    ),
    "slashes": (
        ("///",),
        r"""(?P<slashes>^[^\S\n]*/{3,}(?:[^\S\n]+(?P<block_type>[\w-]+)[^\n]*)?$)""",
    ),
    "marked": (
        ("==",),
        r"""(?P<marked>==(?P<words>[^\s=](?:[^=\n]*[^\s=])?)==)""",
    ),
    "braces": (
        ("{",),
        r"""(?P<braces>(?<!\\)\{)""",
    ),
}
HANDLED = tuple(_TOKENS)


def tokens_in(source: str) -> re.Pattern[str] | None:
    """Return the pattern of all kinds of tags that a text can have, or None if it has no tags."""
    lower = source.lower()
    kinds = tuple(kind for kind, (needed, _) in _TOKENS.items() if any(string in lower for string in needed))
    return _pattern(kinds) if kinds else None


@lru_cache(maxsize=64)
def _pattern(kinds: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(" | ".join(_TOKENS[kind][1] for kind in kinds), re.X | re.M | re.S | re.I)


HIDDEN_ENDS = {"<!--": "-->", "{/*": "*/}", "{{!--": "--}}", "{#": "#}", "{::comment}": "{:/comment}", "%%": "%%"}
# Code blocks in these languages are rendered as diagrams, not shown as code.
DIAGRAMS = frozenset(
    [
        "mermaid",
        "plantuml",
        "dot",
        "graphviz",
        "vega",
        "vega-lite",
        "chart",
        "dataview",
        "dataviewjs",
        "query",
        "leaflet",
        "map",
        "geojson",
        "topojson",
        "abc",
        "tikz",
        "toc",
        "table-of-contents",
        "tracks",
        "tracker",
        "trackmap",
        "gpx",
        "mapview",
        "tasks",
        "todoist",
        "button",
        "kanban",
        "base",
        "bases",
        "excalidraw",
        "folder-overview",
        "meta-bind-button",
        "meta-bind-embed",
        "itinerary",
        "calendar-timeline",
    ]
)
LONGEST_TAG = 4_000  # maximum number of code points in a tag
BASE = lazy_pattern(
    r"(?:(?:site|config|hexo|metadata|global|import\.meta\.env|process\.env|theme|page)\.)?(?:base_?url|root_?url|url|base_?path|path_?prefix|root|github\.url|BASE_URL|PUBLIC_URL|prefix)",
    re.I,
)
# Matches a statement of Liquid or Nunjucks that sets a variable to a text or a number
ASSIGNED = lazy_pattern(
    r"""(?:assign|set)\s+(?P<name>\w+)\s*=\s*(?:(?P<quote>["'])(?P<text>[^"'\n]*)(?P=quote)|(?P<number>\d+(?:\.\d+)?))\s*"""
)
# Matches a text or a number that MDX exports
EXPORTED = lazy_pattern(
    r"""export\s+const\s+(?P<name>\w+)\s*=\s*(?:(?P<quote>["'])(?P<text>[^"'\n]*)(?P=quote)|(?P<number>\d+(?:\.\d+)?))\s*;?[^\S\n]*$""",
    re.M,
)
LITERAL = lazy_pattern(r"""\s*(["'`])(?P<text>.*?)\1\s*(?:\|.*)?""", re.S)
# Matches a shortcode of Zola: figure(src="a.png")
CALL = lazy_pattern(r"(?P<name>[A-Za-z_][\w-]*)\((?P<arguments>.*)\)", re.S)
NAME = lazy_pattern(
    r"(?:\$?(?:page|post|frontmatter|meta|params|\$page\.frontmatter|this|entry\.data)\.)?(?P<name>[A-Za-z_]\w*)\s*(?:\|.*)?",
    re.S,
)
INCLUDES = frozenset(["include", "include_cached", "render", "component", "partial"])
LOOPS = frozenset(["for", "capture", "macro", "set_block", "tablerow"])
CONDITIONS = frozenset(
    [
        "if",
        "elsif",
        "elif",
        "else",
        "unless",
        "endif",
        "endunless",
        "case",
        "when",
        "endcase",
        "endfor",
        "assign",
        "set",
        "increment",
        "decrement",
        "cycle",
        "include_relative",
        "layout",
        "endraw",
        "endset",
        "break",
        "continue",
        "filter",
        "endfilter",
    ]
)
TARGET = lazy_pattern(r"(?:\]\(<?|=[\"']?|\]: )\Z")  # matches the text before the target of a link
HIDDEN_BOX = lazy_pattern(
    r"""content-visible\b(?=[^}]*(?:when-format=(?!["']?html)|unless-format=["']?html))|content-hidden\b(?![^}]*unless-format=["']?html)(?![^}]*when-format=(?!["']?html))|(?:^|[{\s.])(?:notes|hidden)(?=[\s}]|$)|^\s*(?:\w+-)*(?:newsletter|subscribe|subscription|sign-?up)(?:-\w+)*(?=[\s{\[]|$)"""
)
