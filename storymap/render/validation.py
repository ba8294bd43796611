"""Validate a finished page.

A valid page loads nothing from other sites, has a Content-Security-Policy that matches every script and style, has no
inline event handlers, has unique ids, and contains every library that its scripts need.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from itertools import pairwise

from storymap.errors import PageError
from storymap.lazy_pattern import lazy_pattern
from storymap.render.policy import digest

# Attributes that make a browser load a file without a click.
_LOADING = {"src", "srcset", "poster", "background", "data", "action", "formaction", "manifest", "ping", "codebase"}
_LOADING_TAGS = {"iframe", "frame", "object", "embed", "base", "form", "applet", "portal"}
_LINKING_TAGS = {"a", "area"}
_PASSIVE_LINKS = {"canonical", "license", "alternate", "author"}
_STRING = lazy_pattern(r"`(?:[^`\\]|\\.)*`|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'", re.S)
# A page is read in parts. A part begins at every tenth passage, at every place and at every script.
_PART = lazy_pattern(r"\n(?=<p id=\"p\d*0\"|<li id=\"place-|<section\b|<script\b)")
_CSS_URL = lazy_pattern(r"url\(\s*['\"]?([^'\")]*)", re.I)


def check(
    html: str,
    *,
    glue: str = "",
    hosts: Collection[str] = (),
    pages: Collection[str] = (),
    files: Collection[str] = (),
    layered: bool = False,
) -> None:
    """Check a page. Raise PageError with a list of all violations.

    `glue` is the script that folium generated for added layers. `hosts` are the hosts from which tiles and images may
    be loaded. `pages` are the relative URLs that links may use. `files` are the URLs of scripts and styles that the
    page may load. `layered` is whether the policy may allow style attributes for added layers.
    """
    page = _read(_as_read(html), frozenset(pages), frozenset(files))
    broken = [*page.broken, *_doubled(page.ids), *_policy(page, hosts, files, layered)]
    if (
        re.search(r"(?<![\w$])(?:\$|jQuery)\s*(?:\(|\.\s*[A-Za-z_])", without_strings(glue))
        and "const $ =" not in glue
        and not any("jquery" in f for f in files)
    ):
        broken.append("a layer needs jQuery, which the page does not contain")
    if broken:
        raise PageError("the page was not written: " + "; ".join(dict.fromkeys(broken)))


def without_strings(script: str) -> str:
    """Return a script without the contents of its string literals.

    The contents are left out because the strings of popups may contain text that looks like code, such as "$.50".
    """
    return _STRING.sub(lambda found: found[0][0] * 2, script)


def _as_read(html: str) -> str:
    """Return HTML with line ends as a browser normalizes them (HTML standard, "preprocessing the input stream")."""
    return html.replace("\r\n", "\n").replace("\r", "\n")


@dataclass
class _Contents:
    """What was found in a page, or in a part of it."""

    ids: list[str] = field(default_factory=list)
    policy: str = ""
    scripts: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def add(self, other: _Contents) -> None:
        self.policy = self.policy or other.policy
        for name in ("ids", "scripts", "styles", "broken"):
            getattr(self, name).extend(getattr(other, name))


def _read(html: str, pages: frozenset[str], files: frozenset[str]) -> _Contents:
    """Return the contents of a page.

    The page is read in parts that end between two elements. The contents of each part are cached, because the editor
    builds the same page again with few changes, and because all pages have the same scripts.
    """
    found, left = _Contents(), ""
    edges = [match.start() for match in _PART.finditer(html)]
    for start, end in pairwise([0, *edges, len(html)]):
        left += html[start:end]
        if (contents := _read_part(left, pages, files)) is not None:
            found.add(contents)
            left = ""
    if left:
        reader = _Reader(pages, files)
        reader.feed(left)
        reader.close()
        found.add(reader.found)
    return found


@lru_cache(2048)
def _read_part(html: str, pages: frozenset[str], files: frozenset[str]) -> _Contents | None:
    """Return the contents of a part of a page.

    Return None if the part ends inside a tag, a comment, a script or a style.
    """
    reader = _Reader(pages, files)
    reader.feed(html)
    if "<" in reader.rawdata or reader.cdata_elem is not None:
        return None
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    """Collects the ids, the policy, the inline scripts and styles, and the violations in single elements."""

    def __init__(self, pages: Collection[str] = (), files: Collection[str] = ()) -> None:
        super().__init__(convert_charrefs=True)
        self.pages, self.files = pages, files
        self.found = _Contents()
        self._into: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.found.ids += [values["id"]] if "id" in values else []
        if tag in _LOADING_TAGS:
            self.found.broken.append(f"it contains <{tag}>")
        for name, value in values.items():
            self._attribute(tag, name, value, values)
        if tag == "meta" and "http-equiv" in values:
            if values["http-equiv"].strip().lower() != "content-security-policy":
                self.found.broken.append(f"it contains <meta http-equiv={values['http-equiv'][:40]!r}>")
            elif not self.found.policy:
                self.found.policy = values.get("content", "")
        if tag == "script" and values.get("src", "") in self.files:
            return
        if tag == "script" and values.get("type", "") in ("", "module", "text/javascript"):
            self._into = self.found.scripts
        elif tag == "style":
            self._into = self.found.styles
        else:
            return
        self._into.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._into = None

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into[-1] += data

    def _attribute(self, tag: str, name: str, value: str, values: dict[str, str]) -> None:
        where = value.strip()[:80]
        if name.startswith("on"):
            self.found.broken.append(f"<{tag}> has an inline handler {name}")
        elif name == "style":
            self.found.broken.append(f"<{tag}> has a style attribute, which the policy forbids")
        elif tag == "script" and name == "src" and value in self.files:
            return
        elif name in _LOADING and not value.strip().startswith("data:"):
            self.found.broken.append(f"<{tag}> loads {where!r}")
        elif name in ("href", "xlink:href") and not self._may_point(tag, value.strip(), values):
            self.found.broken.append(f"<{tag}> points to {where!r}")

    def _may_point(self, tag: str, address: str, values: dict[str, str]) -> bool:
        if address.startswith("#"):
            return True
        if tag == "link":
            if values.get("rel") == "stylesheet":
                return address in self.files
            return values.get("rel") in _PASSIVE_LINKS or address.startswith("data:")
        return tag in _LINKING_TAGS and (
            address in self.pages or re.match(r"(https?|mailto):", address, re.I) is not None
        )


def _doubled(ids: list[str]) -> list[str]:
    return [f"the id {value!r} is used {n} times" for value, n in Counter(ids).items() if n > 1]


def _policy(page: _Contents, hosts: Collection[str], files: Collection[str], layered: bool) -> list[str]:
    rules = {name: sources for name, *sources in (rule.split() for rule in page.policy.split(";") if rule.strip())}
    broken = [] if rules.get("default-src") == ["'none'"] else ["its Content-Security-Policy has no default-src 'none'"]
    for name, contents in (("script-src", page.scripts), ("style-src", page.styles)):
        known = rules.get(name, [])
        broken += [f"a {name[:-4]} does not match the policy" for c in contents if digest(c) not in known]
        broken += [
            f"{name} allows {source}" for source in known if not source.startswith("'sha256-") and source not in files
        ]
    broken += ["style-src-attr allows style attributes"] if "style-src-attr" in rules and not layered else []
    allowed = {"data:", *hosts}
    broken += [f"img-src allows {source}" for source in rules.get("img-src", []) if source not in allowed]
    allowed = {"'self'", *hosts}
    broken += [f"connect-src allows {source}" for source in rules.get("connect-src", []) if source not in allowed]
    for style in page.styles:
        loads = [u for u in _CSS_URL.findall(style) if not u.startswith(("data:", "#"))]
        broken += [f"a style loads {u[:80]!r}" for u in loads]
        broken += ["a style sheet imports another one"] if re.search(r"@import\b", style, re.I) else []
    return broken
