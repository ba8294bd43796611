"""Patterns and names of template tags in Markdown."""

from __future__ import annotations

import re

# The beginnings of all tags. The first alternative that matches at a position is used.
TOKEN = re.compile(
    r"""
      (?P<fence>^[ >\t]*(?P<ticks>`{3,}|~{3,})[^\n]*(?:\n|\Z))
    | (?P<code>`+)
    | (?P<verbatim><(?P<element>pre|script|style|textarea)\b)
    | (?P<hidden><!-- | \{/\* | \{\{!-- | \{\#(?=[\s-]) | \{::comment\} | ^%% | (?<!\w)%%(?=[^%\n]*%%))
    | (?P<hugo>\{\{(?P<edge>[<%]))
    | (?P<liquid>\{%[-~+]?)
    | (?P<output>\{\{\{?[-~]?)
    | (?P<erb><%)
    | (?P<wordpress>\\?\[(?P<slash>/?)(?P<wp>caption|gallery|youtube|vimeo|embed|audio|video|playlist|sourcecode|code|contact-form-7|contact-form|pullquote|(?:et_pb|vc|fusion|elementor)_\w+)
        (?P<wpargs>(?:\s[^\]\n]*?)?)\\?\])
    | (?P<component></?(?=[A-Z][\w.]*(?:[\s/>]|$)))
    | (?P<module>^(?:import\s(?:[^;\n]|\n(?=\s*[\w}])){0,1000}?from\s*['"][^'"\n]+['"];?[^\S\n]*$|import\s+['"][^'"\n]+['"];?[^\S\n]*$|export\s+(?:const|let|default|function|async)\b))
    | (?P<attributes>(?<![^\S\n])[^\S\n]*\{:[^}\n]{0,300}\} | (?<=[)\]*_`"])\{[^{}\n]*[.\#=][^{}\n]*\} | (?<=\S)[^\S\n]{1,9}\{[.\#][\w-]+[^{}\n]*\}(?=[^\S\n]*$) | ^\{[.\#][^{}\n]*\}[^\S\n]*$ | \{[^\S\n]+[.\#][\w-][^{}\n]*\}(?=[^\S\n]*$) | [^\S\n]\{-\}(?=[^\S\n]*$) )
    | (?P<spaced_image>(?P<before>!\[[^\]\n]{0,300}\]\()(?P<path>[^()<>{}\n"]{1,200}(?:\([^(){}\n"]{0,50}\)[^()<>{}\n"]{0,50})?\.(?:jpe?g|png|gif|webp))(?=\s*(?:"[^"\n]*")?\)))
    | (?P<callout>^(?P<quote>[^\S\n]*>[> ]*)\[!(?P<type>[\w-]+)\][+-]?[^\S\n]*(?P<heading>[^\n]*)$)
    | (?P<container>^[^\S\n]*:{3,}[^\S\n]*(?P<box>[^\n]*)$)
    | (?P<wiki>(?P<embedded>!?)\[\[(?P<page>[^\[\]\n]+?)\]\])
    | (?P<contents>^[^\S\n]*(?:\[\[_?toc_?\]\]|\[toc\]|\$\{toc\}|[*-]\ TOC(?=\s*\n\{:toc))[^\S\n]*$)
    | (?P<abbreviation>^\*\[[^\]\n]+\]:[^\n]*$)
    | (?P<block_id>[^\S\n]\^[\w-]+[^\S\n]*$)
    | (?P<tab>^(?P<indent>[^\S\n]*)(?:===[!+]?|/{3,}[^\S\n]*tab[^\S\n]*\|)[^\S\n]*"?(?P<label>[^"\n]+)"?[^\S\n]*\n)
    | (?P<slashes>^[^\S\n]*/{3,}(?:[^\S\n]+(?P<block_type>[\w-]+)[^\n]*)?$)
    | (?P<marked>==(?P<words>[^\s=](?:[^=\n]*[^\s=])?)==)
    | (?P<braces>(?<!\\)\{)
    """,
    re.X | re.M | re.S | re.I,
)
HIDDEN_ENDS = {"<!--": "-->", "{/*": "*/}", "{{!--": "--}}", "{#": "#}", "{::comment}": "{:/comment}", "%%": "%%"}
# Languages of code blocks that are rendered as diagrams and not shown as code.
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
    ]
)
LONGEST_TAG = 4_000  # code points
BASE = re.compile(
    r"(?:(?:site|config|hexo|metadata|global|import\.meta\.env|process\.env|theme|page)\.)?(?:base_?url|root_?url|url|base_?path|path_?prefix|root|github\.url|BASE_URL|PUBLIC_URL|prefix)",
    re.I,
)
LITERAL = re.compile(r"""\s*(["'])(?P<text>.*?)\1\s*(?:\|.*)?""", re.S)
NAME = re.compile(
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
# Groups of TOKEN, in the order in which they are checked.
HANDLED = [
    "fence",
    "code",
    "verbatim",
    "hidden",
    "hugo",
    "liquid",
    "output",
    "erb",
    "wordpress",
    "component",
    "module",
    "attributes",
    "spaced_image",
    "callout",
    "container",
    "wiki",
    "contents",
    "abbreviation",
    "block_id",
    "tab",
    "slashes",
    "marked",
    "braces",
]
