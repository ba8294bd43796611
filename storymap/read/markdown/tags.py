"""Convert template tags, shortcodes and components to HTML with their content, or record them as omitted.

Liquid and Nunjucks tags (Jekyll, Hexo), shortcodes (Hugo, WordPress) and MDX components are in one table, because they
use the same names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Omitted
from storymap.read.html.media import is_image_file
from storymap.read.markdown.tag_images import CAPTION_KEYS, figure_in
from storymap.read.markdown.tag_videos import video_in

_TEXT_KEYS = ("text", "content", "quote", "body", "caption", "summary")
_QUOTES = frozenset(
    ["quote", "blockquote", "pullquote", "pull_quote", "pull-quote", "bigquote", "epigraph", "cite", "testimonial"]
)
_DETAILS = frozenset(["details", "expand", "collapse", "collapsible", "spoiler", "accordion", "toggle"])
_CODE = frozenset(["highlight", "high", "hl", "code", "codeblock", "sourcecode", "code_block", "code-toggle", "pre"])
_LINKS = frozenset(["ref", "relref", "link", "post_url", "url", "post_link", "asset_path", "permalink", "post_path"])
# An inline shortcode shows the first of these arguments that it has. If it has none, a shortcode in _TERMS shows its
# first argument without a name.
_INLINE_KEYS = ("text", "label", "title", "content", "name")
_TERMS = frozenset(
    ["abbr", "abbreviation", "acronym", "tooltip", "term", "glossary", "hint", "ruby", "lang", "small", "u"]
)
_TABS = frozenset(["tab", "tabitem", "tabpane", "tabpanel", "tab-item"])
_TITLED_LINKS = frozenset(["post_link", "post_url", "asset_link", "link"])
_LABELS = frozenset(["label", "badge", "tag", "kbd", "mark", "highlight_text"])
# Names of components and shortcodes whose title is shown. A component in _ITEMS also has a date or a label beside the
# title. A component in _LINK_CARDS is a link to another page.
_BOXES = lazy_pattern(
    r"notice|callout|alert|admonition|note|tip|warning|info|box|aside|card|item|step|panel|hint|section|faq|stat"
)
_ITEMS = lazy_pattern(r"item|step|event|stat")
_LINK_CARDS = lazy_pattern(r"link|post|article|bookmark|related|nav")
_NO_CONTENT = frozenset(
    [
        "script",
        "style",
        "gist",
        "mermaid",
        "chart",
        "plotly",
        "jsfiddle",
        "codepen",
        "math",
        "katex",
        "latex",
        "toc",
        "for",
        "macro",
    ]
)
# The content of these shortcodes is a comment of the author or a request to subscribe. Components with the same names
# are shown.
_ASIDES = frozenset(["comment", "todo", "cta", "newsletter", "subscribe", "signup", "opt-in", "optin"])
# Shortcodes and components that are buttons for donations
_DONATIONS = frozenset(
    ["kofi", "buymeacoffee", "coffee", "donate", "donation", "patreon", "liberapay", "tipjar", "bmc"]
)
_NAME_WORDS = lazy_pattern(r"[-_]|(?<=[a-z])(?=[A-Z])")  # matches between the words of the name of a component
# These blocks, which GitBook and other programs write, only link to another page.
_CARDS = frozenset(["content-ref", "content_ref", "page-ref", "card-link", "next-page"])
_COLOUR = lazy_pattern(
    r"(?<=\S)\s+(?:red|blue|pink|orange|green|purple|yellow|gr[ae]y|cyan|default|primary|success|info|warning|danger)\Z"
)
_SILENT = frozenset(
    [
        "more",
        "excerpt",
        "toc",
        "tableofcontents",
        "endif",
        "else",
        "elif",
        "endunless",
        "assign",
        "set",
        "import",
        "extends",
        "endblock",
        "block",
        "br",
        "clear",
        "nl",
    ]
)


_BUTTON_WORDS = 6  # a button has at most this many words


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as written.

    `system` names the kind of tag in the list of omitted parts, such as "shortcode" or "component".
    """

    system: str
    name: str
    positional: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)
    closing: bool = False
    self_closing: bool = False
    written: str = ""
    in_target: bool = False  # whether the tag is inside the target of a link
    inline: bool = False  # whether the tag has no end, and the line has words beside it

    @property
    def rest(self) -> str:
        """Return everything after the name, without quotes around it."""
        inside = re.sub(r"\A\{[{%][-<%]?|/?[-%>]?[%}]\}\Z", "", self.written).strip().removeprefix(self.name).strip()
        return inside[1:-1] if inside[:1] in "\"'" and inside[-1:] == inside[:1] else inside

    @property
    def name_words(self) -> frozenset[str]:
        """Return the words of the name in lower case: "newsletter" and "box" for "NewsletterBox"."""
        return frozenset(word.lower() for word in _NAME_WORDS.split(self.name))

    @property
    def key(self) -> str:
        """Return the name in lower case, without path and suffix: "figure" for "figure.html" and "Figure"."""
        name = self.name.lower().rsplit("/", 1)[-1]
        return re.sub(r"\.(?:html|liquid|njk|md)$", "", name)

    def first(self, keys: tuple[str, ...]) -> str:
        """Return the value of the first of the given arguments that the tag has."""
        return next((self.named[key] for key in keys if self.named.get(key)), "")


@dataclass(frozen=True, slots=True)
class Expansion:
    """The HTML that replaces a tag.

    `omitted` is the kind of the omitted part, or "" if nothing is omitted. `block`: whether the HTML is a block, not
    part of a paragraph.
    """

    html: str = ""
    omitted: str = ""
    block: bool = False


@dataclass(slots=True)
class Expanded:
    """Markdown without tags, and a record of what was omitted."""

    text: str = ""
    omitted: list[Omitted] = field(default_factory=list)


def expand_tag(tag: Tag) -> Expansion:
    """Return the content of a tag as HTML."""
    key = tag.key
    if key in _QUOTES:
        return _quote(tag)
    if key in _DETAILS or (tag.system == "shortcode" and key.endswith(tuple(_DETAILS))):
        summary = tag.first(("summary", "title", "label")) or (tag.rest if tag.system != "component" else "")
        return Expansion(
            "</details>\n" if tag.closing else f"<details><summary>{escape(summary)}</summary>\n\n", block=True
        )
    if key in _SILENT or tag.closing:
        return Expansion()
    if tag.in_target and (source := next(filter(is_image_file, (*tag.positional, *tag.named.values())), "")):
        return Expansion(escape(source))
    if key in _LINKS:
        target = tag.positional[0] if tag.positional else tag.first(("path", "slug", "href"))
        if tag.in_target:
            return Expansion(escape(target))
        title = " ".join(tag.positional[1:]) if key in _TITLED_LINKS else tag.first(("title", "text"))
        return Expansion(escape(title), omitted="" if title else tag.system)
    if key in _LABELS and (tag.system != "component" or tag.self_closing):
        return _label(tag)
    if found := video_in(tag):
        address, title = found
        return Expansion(f'<div><iframe src="{escape(address)}" title="{escape(title)}"></iframe></div>\n', block=True)
    if images := figure_in(tag):
        return Expansion(images, block=True)
    if key in ("button", "link-button", "cta", "a") and (address := tag.first(("href", "url", "link"))):
        text = tag.first(("text", "label", "title"))
        return Expansion(f'<a href="{escape(address)}">{escape(text)}</a>' if text else "")
    if key == "audio" or (key in ("soundcloud", "spotify", "podcast") and tag.positional):
        address = tag.first(("src", "url", "mp3", "file")) or " ".join(tag.positional[:1])
        return Expansion(
            f'<div><audio src="{escape(address)}" title="{escape(tag.first(CAPTION_KEYS))}"></audio></div>\n',
            block=True,
        )
    return _words(tag)


def _words(tag: Tag) -> Expansion:
    """Return the words in the arguments of a tag that is not a link, an image or a player."""
    key = tag.key
    if tag.inline and tag.system == "shortcode":
        words = tag.first(_INLINE_KEYS) or ("".join(tag.positional[:1]) if key in _TERMS else "")
        return Expansion(escape(words), omitted="" if words else tag.system)
    if key in _TABS:
        label = tag.first(("label", "name", "title", "header")) or " ".join(tag.positional)
        return Expansion(f"<p><strong>{escape(label)}</strong></p>\n\n" if label else "", block=bool(label))
    if is_request(tag):
        return Expansion(omitted=tag.system)
    text = tag.first(_TEXT_KEYS) if tag.self_closing or tag.system != "component" else ""
    title = _title(tag)
    kept = "".join(f"<p>{escape(t)}</p>" for t in (title, text) if t)
    return Expansion(f"<div>{kept}</div>\n" if kept else "", omitted=tag.system, block=bool(kept))


def _label(tag: Tag) -> Expansion:
    """Return the text of a label. A component such as `<Badge text="new" />` is not part of the article."""
    if tag.system == "component":
        return Expansion(omitted=tag.system)
    return Expansion(escape(_COLOUR.sub("", re.sub(r"\A(?:[\w-]+\s*)?@", "", tag.rest)).strip("\"'")))


def _title(tag: Tag) -> str:
    """Return the title in the arguments of a box, a card or an item, or "" if there is none.

    The title of an item is followed by its labels, such as a subtitle or a date.
    """
    if not _BOXES.search(tag.key) or _LINK_CARDS.search(tag.key) or not _ASIDES.isdisjoint(tag.name_words):
        return ""
    title = tag.first(("title", "header", "heading")) or _quoted_title(tag)
    labels = [tag.named.get(key, "") for key in ("subtitle", "subheader", "badge", "date", "year", "time")]
    return " ".join(filter(None, (title, *labels))) if title and _ITEMS.search(tag.key) else title


def _quoted_title(tag: Tag) -> str:
    """Return the title in arguments without a name: "Getting there" for `notice tip "Getting there"`."""
    if tag.system != "shortcode":
        return ""
    quoted = (word for word in tag.positional if f'"{word}"' in tag.written)
    if title := next((word for word in quoted if " " in word or word[:1].isupper() or not word.isascii()), ""):
        return title
    # Hexo writes the title without quotes after the kind of the box.
    plain = [word for word in tag.positional[1:] if word in tag.written]
    begins = next((i for i, word in enumerate(plain) if word[:1].isupper() or not word.isascii()), len(plain))
    return " ".join(plain[begins:]) if tag.written.startswith("{%") else ""


def hides_content(tag: Tag) -> bool:
    """Return whether the text between a tag and its end is hidden from the readers of the article."""
    return (
        tag.key in _NO_CONTENT
        or (tag.system == "shortcode" and tag.key in _CARDS)
        or (tag.system == "shortcode" and tag.key in _ASIDES)
    )


def is_request(tag: Tag) -> bool:
    """Return whether a tag without content is a button for donations, or a form to subscribe."""
    return "".join(_NAME_WORDS.split(tag.key)) in _DONATIONS or not _ASIDES.isdisjoint(tag.name_words)


def is_button(tag: Tag, source: str, end: int) -> bool:
    """Return whether a shortcode has only the words of a button, and only footnotes follow it in the text.

    `end`: the offset of the end of the shortcode in `source`.
    """
    words = " ".join(tag.named.values())
    only_words = set(tag.named) in ({"text"}, {"label"}) and not tag.positional and words[-1:] not in tuple(".…")
    short = tag.system == "shortcode" and only_words and len(words.split()) <= _BUTTON_WORDS
    return short and all(not line.strip() or line.startswith(("[^", " ", "\t")) for line in source[end:].splitlines())


def is_code(tag: Tag) -> bool:
    """Return whether the text between a tag and its end is shown unchanged."""
    return tag.key in _CODE or (tag.system == "shortcode" and tag.key.startswith(("code-", "code_")))


def _quote(tag: Tag) -> Expansion:
    if tag.closing:
        return Expansion("\n\n</blockquote>\n", block=True)
    source = tag.first(("author", "source", "cite", "attribution", "by", "from")) or " ".join(tag.positional)
    text = tag.first(("text", "quote", "content", "body"))
    credit = f"<p>— {escape(source)}</p>" if source else ""
    if tag.self_closing or text:
        return Expansion(f"<blockquote><p>{escape(text)}</p>{credit}</blockquote>\n" if text else "", block=True)
    return Expansion(f"<blockquote>{credit}\n\n" if credit else "<blockquote>\n\n", block=True)
