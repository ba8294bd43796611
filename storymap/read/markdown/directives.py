"""Expand directives of MyST (Jupyter Book) and of the form `::name[label]{key=value}` (Nuxt Content, remark-directive)."""

from __future__ import annotations

import csv
import io
import re
from html import escape

from storymap.lazy_pattern import lazy_pattern
from storymap.read.markdown.arguments import arguments
from storymap.read.markdown.scanner import Scanner
from storymap.read.markdown.tag_images import unmarked
from storymap.read.markdown.tags import Expanded, Tag, expand_tag

_FENCE = lazy_pattern(r"^(?P<indent>[ \t]*)(?P<mark>`{3,}(?![^\n]*`)|~{3,}|:{3,})(?P<rest>[^\n]*)$")
_MYST_FENCE = lazy_pattern(r"\{(?P<name>[a-z][\w:-]*)\}(?![^\S\n]*\{)[^\S\n]*(?P<argument>[^\n]*)")
_ENGINES = frozenset(
    ["r", "python", "julia", "bash", "sh", "sql", "js", "ojs", "mermaid", "dot", "stan", "css", "perl", "ruby"]
)
_ROLE = lazy_pattern(r"(?<![\w`\\{])\{(?P<role>[a-z][\w:+-]*)\}(?P<ticks>`{1,3})(?P<text>[^`\n]{1,500})(?P=ticks)(?!`)")
_OPTION = lazy_pattern(r"[ \t]*:([\w-]+):[^\S\n]*(.*)")
_MARKS = lazy_pattern(r"%(?:[^\S\n].*)?|\+\+\+.*|\([\w.:-]+\)=[^\S\n]*")  # matches comments, ends of cells, and labels
_FIGURES, _IMAGES = ("figure", "figure-md"), ("image", "img")
_CODE = ("code", "code-block", "code-cell", "sourcecode", "parsed-literal", "prompt", "literalinclude")
_QUOTES = ("epigraph", "highlights", "pull-quote", "quote", "blockquote")
_TABLES = ("table", "list-table", "csv-table")
_SILENT = ("toctree", "tableofcontents", "contents", "index", "meta", "raw", "only", "eval-rst", "include", "comment", "tags", "bibliography", "math", "mermaid", "todo")  # fmt: skip
# For these directives, the argument is text that is shown.
_LABELLED = lazy_pattern(r"note|tip|hint|warning|caution|attention|danger|error|important|seealso")
_TITLE_ROLES = lazy_pattern(r"ref|doc|numref|term|download|any|link|func|class|meth|mod|option|eq")
_ABSENT_ROLES = lazy_pattern(r"cite(?::\w+)?|footcite|cite[tp]|eq|bib|eval|math")

_NUMBER = lazy_pattern(r"[\d.,\s%°+\u2212-]+")  # matches a formula that is only a number
_OPENING = lazy_pattern(
    r"(?P<colons>:{2,})(?P<name>[a-z][\w-]*)(?:\[(?P<label>[^\]\n]*)\])?(?:\{(?P<attributes>[^}\n]*)\})?[^\S\n]*"
)
_INLINE = lazy_pattern(
    r"(?<![\w:/\\`]):(?P<name>[a-z][\w-]*)(?:\[(?P<label>[^\]\n]{0,300})\](?:\{(?P<attributes>[^}\n]{0,300})\})?|\{(?P<only>[^}\n]{0,300}[=.#\"][^}\n]{0,300})\})"
)
_CODE_SPAN = lazy_pattern(r"(`+[^`\n]*`+)")
_DEEPEST = 20  # maximum nesting depth of directives; a directive below it is not expanded
_SLOT = lazy_pattern(r"[ \t]*#[a-z][\w-]*(?:\{[^}\n]*\})?[^\S\n]*")


def expand_directives(source: str) -> Expanded:
    """Replace directives with HTML and Markdown. Their options are removed, and what cannot be shown is recorded."""
    if not re.search(
        r"(?m)^[ \t]*(?:(?:`{3,}|~{3,}|:{3,})\{[a-z]|:{2,}[a-z])|\{[a-z][\w:+-]*\}`|(?<![\w:/\\`]):[a-z][\w-]*[\[{]",
        source,
    ):
        return Expanded(source)
    return _Expander(source).run()


class _Expander(Scanner):
    """Processes a text line by line."""

    def run(self) -> Expanded:
        lines = self._source.split("\n")
        self._myst = any(_directive(line) for line in lines) or _ROLE.search(self._source) is not None
        self._depth = 0
        return Expanded("\n".join(self._lines(lines)), self._omitted)

    def _lines(self, lines: list[str]) -> list[str]:
        if self._depth == _DEEPEST:
            return lines
        self._depth += 1
        out: list[str] = []
        at = 0
        unclosed = set[str]()  # marks such as ":::" for which no later line ends the fence
        while at < len(lines):
            found = _FENCE.match(lines[at])
            if self._myst and (named := _directive(lines[at])):
                end = _end(lines, at, found["mark"]) if found else len(lines)
                out += (
                    [
                        found["indent"] + line
                        for line in self._myst_block(named, _content(lines[at + 1 : end], found["indent"]))
                    ]
                    if found
                    else []
                )
                at = end + 1
            elif found and found["mark"][0] != ":":
                end = _end(lines, at, found["mark"])
                out += lines[at : end + 1]
                at = end + 1
            elif self._myst and _MARKS.fullmatch(lines[at]):
                at += 1
            elif (opening := _OPENING.fullmatch(lines[at].strip())) and (
                opening["colons"] == "::" or opening["attributes"]
            ):
                colons = opening["colons"]
                end = len(lines) if colons in unclosed else _end(lines, at, colons)
                unclosed.update([colons] if end == len(lines) else [])
                at = self._component(lines, at, end, opening, out)
            else:
                out.append(self._inline(lines[at]))
                at += 1
        self._depth -= 1
        return out

    def _inline(self, line: str) -> str:
        if self._myst and "{" in line:
            line = _ROLE.sub(self._role, line)
        if ":" not in line:
            return line
        pieces = _CODE_SPAN.split(line)
        return "".join(piece if number % 2 else _INLINE.sub(self._span, piece) for number, piece in enumerate(pieces))

    def _role(self, found: re.Match[str]) -> str:
        role, text = found["role"], found["text"]
        if role == "math" and _NUMBER.fullmatch(text):
            return text
        if _ABSENT_ROLES.fullmatch(role):
            self._omit("math" if role == "math" else "citation", found[0])
            return ""
        titled = re.fullmatch(r"(?s)(.*\S)\s*<[^<>]*>", text)
        if titled:
            return titled[1]
        if role in ("sub", "sup", "kbd", "ins", "del", "mark", "small"):
            return f"<{role}>{escape(text)}</{role}>"
        if _TITLE_ROLES.fullmatch(role) and role not in ("term", "doc"):
            self._omit("citation", found[0])
            return ""
        return re.sub(r"\s*\([^()]*\)$", "", text) if role == "abbr" else text

    def _span(self, found: re.Match[str]) -> str:
        if found["label"] is not None:
            return found["label"]
        expansion = expand_tag(_tag(found["name"], found["only"], "", found[0]))
        if not expansion.html:
            self._omit("component", found[0])
        return expansion.html.strip()

    def _myst_block(self, named: re.Match[str], content: list[str]) -> list[str]:
        """Return the lines that replace a MyST directive. `content` are the lines inside it."""
        name, argument = named["name"].split(":")[-1], named["argument"].strip()
        options, body = _options(content)
        if name in _SILENT:
            if name not in ("toctree", "tableofcontents", "contents", "index", "meta", "comment", "tags", "todo"):
                self._omit("math" if name == "math" else "shortcode", f"{{{name}}} {argument}")
            return [""]
        if name in _CODE:
            hidden = re.search(r"hide|remove", options.get("tags", ""))
            return [""] if hidden else ["", "````", *body, "````", ""]
        if name in _FIGURES or name in _IMAGES:
            return ["", *self._figure(argument, options, body), ""]
        if name in _TABLES:
            return ["", *([f"**{argument}**", ""] if argument else []), *_table(name, options, body), ""]
        inner = self._lines(body)
        if name in _QUOTES:
            return ["", *(f"> {line}" for line in inner), ""]
        player = (
            expand_tag(_tag(name, f'"{argument}"', "", f"{{{name}}} {argument}")) if not body and argument else None
        )
        if player is not None and player.html and "<iframe" in player.html:
            return ["", player.html.strip(), ""]
        first = (
            [self._inline(argument) if _LABELLED.fullmatch(name) else f"**{self._inline(argument)}**", ""]
            if argument
            else []
        )
        return ["", "<div>", "", *first, *inner, "", "</div>", ""]

    def _figure(self, source: str, options: dict[str, str], body: list[str]) -> list[str]:
        """Return an image with its caption, which is the first paragraph of the body, and the paragraphs after it."""
        text = "\n".join(body).strip("\n")
        caption, _, legend = text.partition("\n\n")
        image = f'<img src="{escape(source)}" alt="{escape(options.get("alt", ""))}">'
        words = " ".join(self._inline(line.strip()) for line in caption.split("\n"))
        shown = f"<figcaption>{escape(unmarked(words), quote=False)}</figcaption>" if words.strip() else ""
        return [f"<figure>{image}{shown}</figure>", "", *self._lines(legend.split("\n"))]

    def _component(self, lines: list[str], at: int, end: int, opening: re.Match[str], out: list[str]) -> int:
        """Append a component to `out` as lines of HTML and Markdown.

        Return the index of the line after the component.

        Its properties are either in braces, or in lines below the name, between two lines of `---`. A line such as
        `#title` names a slot and is left out.
        """
        body, written = lines[at + 1 : end], opening["attributes"] or ""
        if end < len(lines) and body and body[0].strip() == "---" and "---" in [line.strip() for line in body[1:]]:
            close = 1 + [line.strip() for line in body[1:]].index("---")
            fields = [line.partition(":") for line in body[1:close]]
            written += "".join(
                f' {key.strip()}="{value.strip().strip(chr(34) + chr(39))}"'
                for key, _, value in fields
                if value.strip()
            )
            body = body[close + 1 :]
        expansion = expand_tag(
            _tag(opening["name"], written, opening["label"] or "", lines[at], leaf=end == len(lines))
        )
        html = expansion.html.strip("\n")
        if end == len(lines):  # this is a component without content
            if not html:
                self._omit("component", lines[at])
            out += ["", html or opening["label"] or "", ""]
            return at + 1
        title = f"**{opening['label']}**" if opening["label"] else ""
        inner = self._lines([line for line in body if not _SLOT.fullmatch(line)])
        out += ["", "<div>", "", title, "", html, "", *inner, "", "</div>", ""]
        return end + 1


def _directive(line: str) -> re.Match[str] | None:
    """Return the match for the first line of a MyST directive, or None. Chunks of R Markdown are not directives."""
    fence = _FENCE.match(line)
    named = _MYST_FENCE.fullmatch(fence["rest"]) if fence else None
    return named if named and named["name"] not in _ENGINES else None


def _end(lines: list[str], at: int, mark: str) -> int:
    """Return the index of the line that closes a fence, or the number of lines if it is not closed."""
    for index in range(at + 1, len(lines)):
        line = lines[index].strip()
        if line and set(line) == {mark[0]} and (len(line) == len(mark) if mark[0] == ":" else len(line) >= len(mark)):
            return index
    return len(lines)


def _content(lines: list[str], indent: str) -> list[str]:
    return [line.removeprefix(indent) for line in lines]


def _options(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """Return the options at the beginning of a directive, and the lines after them."""
    options: dict[str, str] = {}
    at = 0
    if lines and lines[0].strip() == "---":
        for at in range(1, len(lines)):
            if lines[at].strip() == "---":
                return options, lines[at + 1 :]
            key, _, value = lines[at].partition(":")
            options[key.strip()] = value.strip()
        return options, []
    while at < len(lines) and (found := _OPTION.fullmatch(lines[at])):
        options[found[1]] = found[2].strip()
        at += 1
    return options, lines[at:]


def _table(name: str, options: dict[str, str], body: list[str]) -> list[str]:
    """Return the rows of a table as a GitHub Markdown table."""
    if name == "table":
        return body
    rows: list[list[str]] = []
    if name == "csv-table":
        rows = [row for row in csv.reader(io.StringIO("\n".join(body)), skipinitialspace=True) if row]
        if header := options.get("header"):
            rows.insert(0, next(csv.reader([header], skipinitialspace=True)))
    else:
        for line in body:
            found = re.match(r"[ \t]*(\*[ \t]+)?-(?:[ \t]+(.*))?$", line)
            if found and (found[1] or not rows):
                rows.append([found[2] or ""])
            elif found:
                rows[-1].append(found[2] or "")
            elif rows and line.strip():
                rows[-1][-1] += " " + line.strip()
    width = max(map(len, rows), default=0)
    cells = [[cell.strip().replace("|", "\\|") for cell in row] + [""] * (width - len(row)) for row in rows]
    written = [f"| {' | '.join(row)} |" for row in cells]
    return [written[0], "|" + " --- |" * width, *written[1:]] if written else []


def _tag(name: str, attributes: str, label: str, written: str, *, leaf: bool = False) -> Tag:
    """Return a component. `#id` in its attributes is its id, and `leaf` says that it has no content."""
    attributes = re.sub(r"(?<![\w\"'=])#([\w-]+)", r'id="\1"', re.sub(r"(?<![\w\"'=/:])\.[\w-]+", "", attributes))
    positional, named = arguments(attributes)
    given = {key.removeprefix(":"): value for key, value in named.items()}
    if label and leaf:
        given.setdefault("title", label)
    return Tag("component", name, tuple(positional), given, self_closing=leaf, written=written)
