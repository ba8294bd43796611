"""Expand template tags in Markdown: Liquid, Nunjucks, shortcodes, MDX, Obsidian.

The content of tags is kept, text that the author has hidden is removed, and everything else is reported as omitted.
Code and the text outside tags are not changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from storymap.read.html.media import is_image_file
from storymap.read.markdown.arguments import arguments, balanced, component_at, element_at
from storymap.read.markdown.filters import formatted, with_values
from storymap.read.markdown.marks import callout, container, gallery, wiki_link
from storymap.read.markdown.patterns import (
    ASSIGNED,
    BASE,
    CALL,
    CONDITIONS,
    EXPORTED,
    HANDLED,
    HIDDEN_BOX,
    INCLUDES,
    LITERAL,
    LONGEST_TAG,
    LOOPS,
    NAME,
    TARGET,
    tokens_in,
)
from storymap.read.markdown.plain_parts import PlainParts
from storymap.read.markdown.tag_images import IMAGE_TAGS, figure_with
from storymap.read.markdown.tags import Expanded, Expansion, Tag, expand_tag, hides_content, is_button, is_code


def expand(source: str, values: Mapping[str, Any], *, mdx: bool) -> Expanded:
    """Replace every template tag in Markdown with its content. `values` are the fields of the front matter."""
    return _Expander(source, values, mdx).run()


class _Markdown(str):
    """Markdown that the author has stored in a variable with `{% capture %}`."""


class _Expander(PlainParts):
    """Processes a text once from start to end, tag by tag."""

    def __init__(self, source: str, values: Mapping[str, Any], mdx: bool) -> None:
        super().__init__(source)
        self._values, self._mdx = values, mdx
        self._out: list[str] = []
        self._imports: dict[str, str] = {}
        self._slashed: list[str] = []  # names of the elements of `///` blocks that have not ended
        self._reversed_links = "[[_toc_]]" in source.lower()  # GitLab writes [[text|page]], others [[page|text]]

    def run(self) -> Expanded:
        handlers: dict[str, Callable[[re.Match[str]], str]] = {name: getattr(self, f"_{name}") for name in HANDLED}
        pattern = tokens_in(self._source)
        while pattern and (found := pattern.search(self._source, self._at)):
            self._out.append(self._source[self._at : found.start()])
            self._at = found.end()
            name = next(name for name in handlers if name in pattern.groupindex and found[name] is not None)
            self._out.append(self._without_gap(handlers[name](found), self._out))
        self._out.append(self._source[self._at :])
        return Expanded("".join(self._out), self._omitted)

    def _nothing(self, found: re.Match[str]) -> str:
        return ""

    def _hugo(self, found: re.Match[str]) -> str:
        end = {"<": ">}}", "%": "%}}"}[found["edge"]]
        inside = self._inside(end, LONGEST_TAG)
        if inside is None:
            return found[0]
        inside = inside.strip()
        # this is an example of a shortcode, which is shown and not executed
        if inside.startswith("/*") and inside.endswith("*/"):
            return escape(f"{found[0]} {inside[2:-2].strip()} {end}")
        return self._tag(found, "shortcode", inside, r"\{\{[<%]\s*/\s*NAME\s*[>%]\}\}")

    def _liquid(self, found: re.Match[str]) -> str:
        statement = self._inside("%}", LONGEST_TAG)
        if statement is None:
            return found[0]
        statement = statement.strip("-~+ \t\n")
        name = statement.split(None, 1)[0] if statement else ""
        if name == "raw":
            return self._until(r"\{%-?\s*endraw\s*-?%\}") or ""
        if name in ("comment", "#"):
            if name == "comment":
                self._until(r"\{%-?\s*endcomment\s*-?%\}")
            return ""
        if name == "capture":
            variable = statement.split(None, 2)[1] if " " in statement else ""
            self._values = {**self._values, variable: self._captured()}
            return ""
        if assigned := ASSIGNED.fullmatch(statement):
            self._values = {**self._values, assigned["name"]: assigned["text"] or assigned["number"]}
            return ""
        if name in LOOPS:
            self._until(r"\{%-?\s*endNAME\s*-?%\}".replace("NAME", name))
            self._omit("shortcode", statement)
            return ""
        if name in CONDITIONS:
            return ""
        if name in INCLUDES and " " in statement:
            words = with_values(statement.split(None, 1)[1], self._values)
            return self._tag(found, "shortcode", re.sub(r"""^["']([^"']+)["'],?""", r"\1", words), "")
        if name.startswith("end"):
            return self._tag(found, "shortcode", "/" + name.removeprefix("end"), "")
        return self._tag(found, "shortcode", statement, r"\{%-?\s*endNAME\s*-?%\}")

    def _captured(self) -> _Markdown:
        """Return the expanded content of a `{% capture %}` block."""
        inner = _Expander(self._until(r"\{%-?\s*endcapture\s*-?%\}") or "", self._values, self._mdx).run()
        self._omitted += inner.omitted
        return _Markdown(inner.text)

    def _output(self, found: re.Match[str]) -> str:
        """Replace {{ … }} with its literal text, a value of the front matter, or what its shortcode expands to. The
        site's address and unknown expressions are removed."""
        whole = self._inside("}}", LONGEST_TAG)
        if whole is None:
            return found[0]
        if self._source[: found.start()].endswith("="):  # the value of an attribute in MDX, such as style={{…}}
            return '""'
        if found[0].startswith("{{{"):
            self._inside("}", 1)
        expression = whole.strip("-~ \t\n}")
        if literal := LITERAL.fullmatch(expression):
            return escape(literal["text"], quote=False)
        if component := re.fullmatch(r"comp[.\s]\s*(\w+)\s*\(?\s*\{(.*)\}\s*\)?\s*/?", expression, re.S):  # for Vento
            return self._tag(found, "shortcode", f"{component[1]} {component[2].strip()}", "")
        if call := CALL.fullmatch(expression):
            return self._tag(found, "shortcode", f"{call['name']} {call['arguments']}", "")
        if BASE.fullmatch(expression.split("|")[0].strip()):
            return ""
        named = NAME.fullmatch(expression)
        value = self._values.get(named["name"]) if named else None
        if isinstance(value, _Markdown):
            return value
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            return escape(formatted(str(value), expression), quote=False)
        if pieces := re.fullmatch(
            r"""[\w.$]*(?:url|base|root|path|prefix)[\w.$]*\s*[+~]\s*(["'])(.*?)\1""", expression, re.I
        ):
            return pieces[2]
        self._omit("shortcode", f"{{{{ {expression} }}}}")
        return ""

    def _erb(self, found: re.Match[str]) -> str:
        inside = self._inside("%>", LONGEST_TAG)
        if inside is None:
            return found[0]
        if image := re.match(r"""=\s*image_tag\s*\(?\s*(["'])(.*?)\1(.*)""", inside, re.S):  # Ruby: Middleman, Nanoc
            alt = re.search(r"""\balt(?:\s*[:=]|"\s*=>)\s*(["'])(.*?)\1""", image[3])
            return f"![{alt[2] if alt else ''}]({image[2]})"
        if not inside.startswith(("#", "--")):
            self._omit("shortcode", f"<%{inside}%>")
        return ""

    def _module(self, found: re.Match[str]) -> str:
        if not found[0].startswith(("import", "export")):
            return found[0]
        imported = re.match(r"""import\s+(\w+)\s+from\s*['"]([^'"]+)['"]""", found[0])
        if imported and is_image_file(imported[2]):
            self._imports[imported[1]] = imported[2]
        if exported := EXPORTED.match(self._source, found.start()):
            self._values = {**self._values, exported["name"]: exported["text"] or exported["number"]}
        if found[0].startswith("export") and self._until(r"\n[^\S\n]*(?:\n|\Z)") is None:
            self._at = len(self._source)
        self._mdx = True
        return "\n"

    def _component(self, found: re.Match[str]) -> str:
        if not self._source[found.end()].isupper():
            return self._element(found)
        read = component_at(self._source, found.start())
        if read is None:
            return found[0]
        self._mdx = True
        name, named, end, closing, self_closing = read
        values = {key: self._value(value) for key, value in named.items()}
        tag = Tag("component", name, (), values, closing, self_closing, self._source[found.start() : end])
        start, self._at = found.start(), end
        return self._expand(tag, start, rf"</{re.escape(name)}\s*>")

    def _element(self, found: re.Match[str]) -> str:
        """Write an HTML element in MDX. JavaScript values of its attributes become text."""
        read = element_at(self._source, found.start()) if self._mdx and found[0] == "<" else None
        if read is None or "{" not in self._source[found.start() : read[2]]:
            return found[0]
        name, named, end, _, self_closing = read
        self._at = end
        attributes = "".join(
            f' {key}="{escape(self._value(value))}"'
            for key, value in named.items()
            if key.isidentifier() and key != "style"
        )
        return f"<{name}{attributes}{' /' if self_closing else ''}>"

    def _value(self, written: str) -> str:
        """Return the value of a component's attribute. The name of an imported file is replaced with its path."""
        bare = written.removesuffix(".src")
        return self._imports.get(bare, written)

    def _tag(self, found: re.Match[str], system: str, inside: str, end: str) -> str:
        closing = inside.startswith("/")
        inside = inside.lstrip("/").strip()
        self_closing = inside.endswith("/") and not inside.endswith("//")
        name, _, rest = inside.rstrip("/" if self_closing else "").strip().partition(" ")
        positional, named = arguments(rest.replace("\n", " "))
        tag = Tag(
            system,
            name.strip("\"'"),
            tuple(positional),
            named,
            closing,
            self_closing,
            self._source[found.start() : self._at],
            bool(TARGET.search(self._source, max(0, found.start() - 4), found.start())),
            self._is_inline(found.start(), end.replace("NAME", re.escape(name))),
        )
        return self._expand(tag, found.start(), end.replace("NAME", re.escape(tag.name)))

    def _is_inline(self, start: int, end: str) -> bool:
        """Return whether the line has words beside a tag, and the tag does not end with another tag in this line."""
        first, last = self._source.rfind("\n", 0, start) + 1, self._source.find("\n", self._at)
        last = last if last >= 0 else len(self._source)
        beside = self._source[first:start] + self._source[self._at : last]
        return any(map(str.isalnum, beside)) and not (end and re.compile(end).search(self._source, self._at, last))

    def _expand(self, tag: Tag, start: int, end: str) -> str:
        if end and not tag.closing and not tag.self_closing:
            if is_code(tag) and (inside := self._until(end)) is not None:
                return "\n```\n" + inside.strip("\n") + "\n```\n"
            if hides_content(tag) and self._until(end) is not None:
                self._omit(tag.system, tag.written)
                return ""
            if figure := self._figure(tag, end):
                return self._place(Expansion(figure, block=True), start)
        elif is_code(tag) or hides_content(tag):
            return ""
        expansion = expand_tag(tag) if not is_button(tag, self._source, self._at) else Expansion(omitted=tag.system)
        if tag.key.endswith("gallery") and not tag.closing and not expansion.html.startswith("<figure"):
            images = gallery(self._values.get(tag.named.get("id", "gallery")), tag.named.get("caption", ""))
            expansion = Expansion(images, block=True) if images else expansion
        if expansion.omitted:
            self._omit(expansion.omitted, tag.written)
        return self._place(expansion, start)

    def _figure(self, tag: Tag, end: str) -> str:
        """Return the figure of a tag that has an image and a caption, one of them as its content, or ""."""
        at = self._at
        if not IMAGE_TAGS.search(tag.key) or (inside := self._until(end)) is None:
            return ""
        figure = figure_with(tag, inside.strip())
        self._at = self._at if figure else at
        return figure

    def _place(self, expansion: Expansion, start: int) -> str:
        """Return the HTML that replaces a tag. A block is on lines of its own, except inside a link or a table."""
        if not expansion.html or not expansion.block:
            return expansion.html
        line = self._source.rfind("\n", 0, start) + 1
        before = self._source[line:start]
        if before.endswith("[") or before.lstrip().startswith("|"):  # a link and a table row must stay on one line
            return " ".join(expansion.html.split())
        if before.strip(" \t>*-+0123456789."):
            return "\n\n" + expansion.html + "\n"
        return expansion.html + "\n"

    def _callout(self, found: re.Match[str]) -> str:
        return callout(found["quote"], found["heading"])

    def _container(self, found: re.Match[str]) -> str:
        if HIDDEN_BOX.search(found["box"]):
            self._omit("hidden text", found[0])
            self._skip_box()
            return "\n"
        return container(found["box"])

    def _wiki(self, found: re.Match[str]) -> str:
        text = self._wiki_text(found)
        begins = self._source[: found.start()].rpartition("\n")[2].strip() == ""
        if (
            text.startswith("<")
            and begins
            and re.match(r"[^\S\n]*\n[^\S\n]*\S", self._source[self._at : self._at + 80])
        ):
            return f"{text}\n"  # a line that begins with an element would end the Markdown of the lines below it
        return text

    def _wiki_text(self, found: re.Match[str]) -> str:
        page, text_first = found["page"], self._reversed_links
        if text_first and "/" in page.partition("|")[0] and "/" not in page.partition("|")[2]:
            text_first = False
        page = "|".join(reversed(page.split("|", 1))) if text_first else page
        text = wiki_link(page, embedded=bool(found["embedded"]))
        if text is None:
            self._omit("embed", found[0])
        return text or ""

    def _braces(self, found: re.Match[str]) -> str:
        """Replace {…} in MDX, which contains JavaScript, with its value if that is a known text or number.

        Omit other code.
        """
        if not self._mdx:
            return found[0]
        end = balanced(self._source, found.start(), found.start() + LONGEST_TAG)
        if end is None:
            return found[0]
        expression, self._at = self._source[found.end() : end - 1], end
        if literal := LITERAL.fullmatch(expression):
            return escape(literal["text"], quote=False)
        named = NAME.fullmatch(expression.strip())
        value = self._values.get(named["name"]) if named else None
        if isinstance(value, (str, int, float)):
            return escape(str(value), quote=False)
        self._omit("component", "{" + expression + "}")
        return ""

    def _tab(self, found: re.Match[str]) -> str:
        """Write a tab (`=== "Now"`) as its label, followed by the indented text below it."""
        inside = re.compile(rf"(?:{found['indent']}(?: {{4}}|\t)[^\n]*(?:\n|\Z)|[^\S\n]*\n)*").match(
            self._source, self._at
        )
        text = inside[0] if inside and '"' in found[0] else ""
        if not text.strip():
            return found[0] if "|" not in found[0] else f"**{found['label'].strip()}**\n\n"
        self._at += len(text)
        dedented = re.sub(rf"^{found['indent']}(?: {{4}}|\t)", found["indent"], text, flags=re.M)
        inner = _Expander(dedented, self._values, self._mdx).run()
        self._omitted += inner.omitted
        return f"{found['indent']}**{found['label'].strip()}**\n\n{inner.text}"

    def _slashes(self, found: re.Match[str]) -> str:
        """Convert `/// caption` or another `/// block`, and the `///` at its end, to the tags of a `div`."""
        kind = found["block_type"]
        if kind is None:
            return f"\n</{self._slashed.pop() if self._slashed else 'div'}>\n\n"
        self._slashed.append("figcaption" if "caption" in kind else "div")
        return f"\n<{self._slashed[-1]}>\n\n"

    _contents = _abbreviation = _block_id = _attributes = _nothing
