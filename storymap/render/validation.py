"""Validate a finished page.

A page is valid if it loads nothing from other sites, its Content-Security-Policy matches every script and style, it has no
inline event handlers, its ids are unique, and it contains every library that its scripts need.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from html.parser import HTMLParser

from storymap.errors import PageError
from storymap.render.policy import digest

# Attributes that make a browser load a file without a click.
_LOADING = {"src", "srcset", "poster", "background", "data", "action", "formaction", "manifest", "ping", "codebase"}
_LOADING_TAGS = {"iframe", "frame", "object", "embed", "base", "form", "applet", "portal"}
_LINKING_TAGS = {"a", "area"}
_PASSIVE_LINKS = {"canonical", "license", "alternate", "author"}
_STRING = re.compile(r"`(?:[^`\\]|\\.)*`|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'", re.S)
_CSS_URL = re.compile(r"url\(\s*['\"]?([^'\")]*)", re.I)


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
    page may load. `layered`: whether the policy may allow style attributes for added layers.
    """
    page = _Reader(pages, files)
    page.feed(_as_read(html))
    page.close()
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

    The strings of popups contain text that looks like code, such as "$.50".
    """
    return _STRING.sub(lambda found: found[0][0] * 2, script)


def _as_read(html: str) -> str:
    """Return HTML with line ends as a browser normalizes them (HTML standard, "preprocessing the input stream")."""
    return html.replace("\r\n", "\n").replace("\r", "\n")


class _Reader(HTMLParser):
    """Collects ids, the policy, inline scripts and styles, and violations found in single elements."""

    def __init__(self, pages: Collection[str] = (), files: Collection[str] = ()) -> None:
        super().__init__(convert_charrefs=True)
        self.pages, self.files = pages, files
        self.ids: list[str] = []
        self.policy = ""
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.broken: list[str] = []
        self._into: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.ids += [values["id"]] if "id" in values else []
        if tag in _LOADING_TAGS:
            self.broken.append(f"it contains <{tag}>")
        for name, value in values.items():
            self._attribute(tag, name, value, values)
        if tag == "meta" and "http-equiv" in values:
            if values["http-equiv"].strip().lower() != "content-security-policy":
                self.broken.append(f"it contains <meta http-equiv={values['http-equiv'][:40]!r}>")
            elif not self.policy:
                self.policy = values.get("content", "")
        if tag == "script" and values.get("src", "") in self.files:
            return
        if tag == "script" and values.get("type", "") in ("", "module", "text/javascript"):
            self._into = self.scripts
        elif tag == "style":
            self._into = self.styles
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
            self.broken.append(f"<{tag}> has an inline handler {name}")
        elif name == "style":
            self.broken.append(f"<{tag}> has a style attribute, which the policy forbids")
        elif tag == "script" and name == "src" and value in self.files:
            return
        elif name in _LOADING and not value.strip().startswith("data:"):
            self.broken.append(f"<{tag}> loads {where!r}")
        elif name in ("href", "xlink:href") and not self._may_point(tag, value.strip(), values):
            self.broken.append(f"<{tag}> points to {where!r}")

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


def _policy(page: _Reader, hosts: Collection[str], files: Collection[str], layered: bool) -> list[str]:
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
