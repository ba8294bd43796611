"""Process Quarto and R Markdown: executed code, citations, and references to figures and tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import escape

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article
from storymap.read.html.media import is_image_file
from storymap.read.markdown.scanner import Scanner
from storymap.read.markdown.tags import Expanded

SUFFIXES = (".qmd", ".rmd", ".rmarkdown")
_TOKEN = lazy_pattern(
    r"""
      (?P<fence>^[ \t]*(?P<ticks>`{3,}(?![^\n]*`)|~{3,})(?:\{(?P<engine>[A-Za-z]\w*)(?P<options>[^}\n]*)\})?[^\n]*\n)
    | (?P<run>`(?:r\ |\{(?:r|python|julia|ojs)\}\s)[^`\n]+`)
    | (?P<bibliography>^\#{1,6}[^\n]*\n\s*:{3,}[^\S\n]*\{\#refs\}[^\n]*\n\s*:{3,}[^\S\n]*$)
    | (?P<code>`[^`\n]*`)
    | (?P<citation>[^\S\n]?\[(?:[^\[\]\n]*[\s;-])?@[A-Za-z][\w:.-]*[^\[\]\n]*\](?!\())
    | (?P<reference>(?<![\w@])@(?P<label>(?P<type>fig|tbl)-[\w-]*\w))
    | (?P<key>(?<![\w@.\\`/])-?@[A-Za-z][\w:-]*\d{4}[a-z]?(?:[^\S\n]\[[^\]\n]*\])?)
    | (?P<example>^[^\S\n]{0,3}\(@[\w-]*\)(?=[^\S\n]))
    | (?P<mention>\(@[\w-]+\))
    | (?P<tex>^\\(?:newpage|pagebreak|clearpage|cleardoublepage|noindent|bigskip|medskip|smallskip|tableofcontents|listoffigures|vfill|vspace\*?\{[^}\n]*\}|setcounter\{[^\n]*\})[^\S\n]*$)
    | (?P<book>[^\S\n]?\\?@ref\([^()\n]*\) | ^\(ref:[\w-]+\)[^\n]*$)
    | (?P<caption>(?<=\|\n\n):[^\S\n]+(?P<words>[^\n]*?)[^\S\n]*(?:\{\#[^}\n]*\})?[^\S\n]*$)
    """,
    re.X | re.M,
)
# Matches text that is certainly a citation
_CITED = lazy_pattern(r"\[-?@[A-Za-z][\w:.-]*[\],;]|@[A-Za-z][\w:-]*\d{4}[a-z]?[^\S\n]\[p")
_HIDDEN = lazy_pattern(r"(?mi)\b(?:include|echo)\s*=\s*F(?:ALSE)?\b|^#\|\s*(?:include|echo)\s*:\s*false")
_SHOWN = lazy_pattern(r"(?mi)\becho\s*=\s*T(?:RUE)?\b|^#\|\s*echo\s*:\s*true")
_GLOBAL = lazy_pattern(
    r"opts_chunk\$set\([^)]*\becho\s*=\s*F(?:ALSE)?\b"
)  # matches an option that applies to all chunks
_GRAPHICS = lazy_pattern(r"include_graphics\(\s*((?:c\()?[^()]*\)?)\)")
_FIGURE_CAPTION = lazy_pattern(r"fig[.-]cap\s*[=:]\s*[\"']([^\"'\n]*)[\"']")
_LABEL = lazy_pattern(r"\{#((fig|tbl)-[\w-]+)")
_NAMES = {"fig": "Figure", "tbl": "Table"}


def expand_pandoc(source: str, *, echo: bool = True, cites: bool = True) -> Expanded:
    """Return Markdown in which references to figures and tables are numbers, and a record of what was left out.

    Citations and executed inline code are removed and recorded. Code blocks are shown unless their options hide them.
    `echo`: whether code blocks are shown according to the front matter. `cites`: whether the front matter names a
    bibliography. If it does not, names such as @ana2019 may be user accounts, so they are kept.
    """
    return _Expander(source, echo, cites).run()


def with_captions(article: Article) -> Article:
    """Return the article with the alternative text of images as their captions. pandoc does the same."""
    figures = [replace(f, caption=f.caption or f.alt) for f in article.figures]
    return replace(article, figures=tuple(figures))


class _Expander(Scanner):
    def __init__(self, source: str, echo: bool, cites: bool) -> None:
        super().__init__(source)
        self._cites = cites or _CITED.search(source) is not None
        self._echo = echo and not _GLOBAL.search(source)

    def run(self) -> Expanded:
        counts: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._examples: dict[str, int] = {}  # label of an item in a numbered list of examples -> its number
        for label, kind in _LABEL.findall(self._source):
            counts[kind] = self._numbers[label] = counts.get(kind, 0) + 1
        out: list[str] = []
        handlers: dict[str, Callable[[re.Match[str]], str]] = {
            "fence": self._fence,
            "run": lambda found: self._left_out("code", found[0], ""),
            "bibliography": lambda found: self._left_out("citation", found[0], ""),
            "code": lambda found: found[0],
            "citation": self._citation,
            "reference": self._reference,
            "key": lambda found: self._left_out("citation", found[0], "") if self._cites else found[0],
            "example": lambda found: f"{self._example(found[0])}.",
            "mention": lambda found: f"({self._examples[found[0]]})" if found[0] in self._examples else found[0],
            "tex": lambda found: "",
            "book": lambda found: self._left_out("citation", found[0].strip(), ""),
            "caption": lambda found: found["words"],
        }
        while found := _TOKEN.search(self._source, self._at):
            out.append(self._source[self._at : found.start()])
            self._at = found.end()
            out.append(next(handler(found) for name, handler in handlers.items() if found[name] is not None))
        return Expanded("".join([*out, self._source[self._at :]]), self._omitted)

    def _left_out(self, kind: str, what: str, instead: str) -> str:
        self._omit(kind, what)
        return instead

    def _citation(self, found: re.Match[str]) -> str:
        """Remove a citation in brackets. Without a bibliography, it must begin with a key or contain a year."""
        written = found[0].strip()
        if self._cites or re.match(r"\[-?@", written) or re.search(r"@[\w:.-]*\d{4}", written):
            return self._left_out("citation", written, "")
        return found[0]

    def _fence(self, found: re.Match[str]) -> str:
        ticks, start = found["ticks"], self._at
        if self._until(rf"^[ \t]*{re.escape(ticks[0])}{{{len(ticks)},}}[^\S\n]*$") is None:
            self._at = len(self._source)
        if not found["engine"]:
            return self._source[found.start() : self._at]
        inside = self._source[start : self._at]
        if _GRAPHICS.search(inside):
            return self._graphics(inside, found["options"])
        hidden = _HIDDEN.search(found["options"]) or _HIDDEN.search(inside)
        if hidden or not (self._echo or _SHOWN.search(found["options"]) or _SHOWN.search(inside)):
            return self._left_out("code", inside, "\n")
        return f"{ticks}{found['engine']}\n" + re.sub(r"(?m)^#\|[^\n]*\n", "", inside)

    def _graphics(self, inside: str, options: str) -> str:
        """Return the images that a chunk of R code includes as a figure with the caption of the chunk."""
        caption = _FIGURE_CAPTION.search(options) or _FIGURE_CAPTION.search(inside)
        words = caption[1] if caption else ""
        if name := re.fullmatch(r"\(ref:([\w-]+)\)", words):
            text = re.search(rf"(?m)^\(ref:{re.escape(name[1])}\)[^\S\n]*([^\n]*)$", self._source)
            words = text[1] if text else ""
        files = [
            name for found in _GRAPHICS.finditer(inside) for name in re.findall(r"[\"']([^\"'\n]+)[\"']", found[1])
        ]
        images = "".join(f'<img src="{escape(name)}">' for name in files if is_image_file(name))
        self._omit("code", inside)
        return f"\n<figure>{images}<figcaption>{escape(words)}</figcaption></figure>\n\n" if images else "\n"

    def _example(self, label: str) -> int:
        """Return the number of an item in a list of examples. The items are numbered consecutively in the whole text."""
        number = len(self._examples) + 1
        self._examples[label.strip() if label.strip() != "(@)" else f"(@ {number})"] = number
        return number

    def _reference(self, found: re.Match[str]) -> str:
        number = self._numbers.get(found["label"])
        return f"{_NAMES[found['type']]} {number}" if number else self._left_out("citation", found[0], "")
