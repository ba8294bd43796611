"""Find the title of a web page's article (without the name of the site), and the heading that shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storymap.lazy_pattern import lazy_pattern
from storymap.read.html.tree import classes, words_of
from storymap.read.page.measure import Measured, Node, tokens
from storymap.read.page.programs import DOCUMENT_TITLE
from storymap.read.page.structured import Structured

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SEPARATOR = lazy_pattern(r"\s+[|–—·•»«:⋆~›/\\-]+\s+|\s*[|｜]\s*|\s+::?\s+|\s*_(?=[^_]*$)|:\s+(?=[^:]*$)")
# Chinese sites write a section and their name after the title, with underscores.
_SECTION_AND_SITE = lazy_pattern(r"(?P<title>[^_]*[\u3400-\u9fff][^_]*?)\s*(?:_\s*[^\W_]{2,12}\s*){1,3}")
_HEADINGS = ("h1", "h2", "h3")
_NAMED = frozenset(
    [
        "entry-title",
        "post-title",
        "article-title",
        "p-name",
        "headline",
        "article-headline",
        "post__title",
        "entry__title",
        "article__title",
        "posttitle",
    ]
)
_MOST_HEADINGS = 200  # this many headings are compared with the title
_MOST_LOGOS = 2  # this many headings with the name of the site are used
_MOST_PARTS = 4  # this many child elements of a heading are compared with the title
_LONGEST = 300  # maximum number of characters in a title


@dataclass(frozen=True, slots=True)
class Title:
    """The title, and the node of the heading that shows it. `heading` is None if no heading shows the title."""

    text: str
    heading: Node | None = None


def meta(page: HtmlElement, *names: str) -> str:
    """Return the content of the `meta` element with the first of the names that the page has, or ""."""
    found: dict[str, str] = {}
    for element in page.iter("meta"):
        for key in ("property", "name", "itemprop"):
            content = " ".join(str(element.get("content") or "").split())
            if content and (name := element.get(key)):
                found.setdefault(str(name).lower(), content)
    return next((found[name] for name in names if name in found), "")


def title_of(page: HtmlElement, measured: Measured, said: Structured, address: str) -> Title:
    """Return the heading that matches the title in the page's metadata.

    If none matches, return the title in the metadata.
    """
    sites = site_names(page, said, address)
    written = words_of_title(page)
    declared = [
        said.text("headline"),
        meta(page, "og:title", "twitter:title", "dc.title", "citation_title", "parsely-title", "sailthru.title"),
        written,
    ]
    declared = [d for d in declared if d and _key(d) not in sites]
    heading = _heading(measured, [without_site(d, sites) for d in declared], sites)
    if heading is not None:
        _leave_kicker(heading.element, [without_site(d, sites) for d in declared])
        return Title(_plain(heading.element), heading)
    best = next((without_site(d, sites) for d in declared), "")
    return Title(best)


def words_of_title(page: HtmlElement) -> str:
    """Return the text of the `title` element in the head. `title` elements of SVG drawings are ignored."""
    for element in page.iter("title"):
        around = element.getparent()
        if around is not None and around.tag in ("head", "html", "body"):
            return " ".join((element.text or "").split())
    return ""


def site_names(page: HtmlElement, said: Structured, address: str) -> frozenset[str]:
    """Return the names of the site, normalized for comparison."""
    links = (str(e.get("href") or "") for e in page.iter("link") if e.get("rel") == "canonical")
    host = re.sub(r"^https?://(?:www\.)?|[/:].*$", "", address or meta(page, "og:url") or next(links, ""))
    names = [*said.sites, meta(page, "og:site_name"), meta(page, "publisher", "dc.publisher", "citation_publisher")]
    names += [meta(page, "twitter:site").lstrip("@"), host, host.rpartition(".")[0]]
    likely = [meta(page, "application-name"), meta(page, "apple-mobile-web-app-title")]
    likely += [part for part in re.split(r"\s+[|–—-]\s+", words_of_title(page))[1:][-1:] if len(part.split()) <= 3]
    likely += [words_of(e) for e in page.iter("h1", "h2", "h3") if _is_logo(e)][:_MOST_LOGOS]
    titles = {
        _key(text) for text in (said.text("headline"), meta(page, "og:title", "twitter:title"), meta(page, "dc.title"))
    }  # the title of the article is not the name of the site
    keys = {_key(name) for name in names} | ({_key(name) for name in likely} - titles)
    return frozenset(keys - {""})


def without_site(title: str, sites: frozenset[str]) -> str:
    """Return a title without the name of the site at its end or beginning."""
    if len(title) > _LONGEST:
        return title
    cuts = list(_SEPARATOR.finditer(title))
    for cut in reversed(cuts):
        if _names_site(title[cut.end() :], sites):
            return without_site(title[: cut.start()].strip(), sites)
    for cut in cuts:
        if _names_site(title[: cut.start()], sites):
            return title[cut.end() :].strip()
    if cuts and _looks_like_site(title, cuts[-1]):
        return title[: cuts[-1].start()].strip()
    joined = _SECTION_AND_SITE.fullmatch(title)
    return joined["title"] if joined else title


def _names_site(part: str, sites: frozenset[str]) -> bool:
    key = _key(part)
    return bool(key) and any(
        key == site or (len(site) >= 4 and key.startswith(site) and len(key) <= 2 * len(site)) for site in sites
    )


def _looks_like_site(title: str, cut: re.Match[str]) -> bool:
    """Return whether the text after the last separator is likely the name of a site.

    After a vertical bar, "»", "«" or "::", the text needs only to be short. After a dash, it must be even shorter and
    written like a
    name.
    """
    head, tail = title[: cut.start()].split(), title[cut.end() :].split()
    if "|" in cut[0] or "｜" in cut[0] or "»" in cut[0] or "«" in cut[0] or "::" in cut[0]:
        return len(tail) <= 5
    return (
        bool(re.fullmatch(r"\s+[-–—·•]\s+", cut[0]))
        and len(tail) <= 4
        and len(head) >= 3
        and all(w[:1].isupper() or not w[:1].isalpha() or len(w) <= 3 for w in tail)
    )


def _key(text: str) -> str:
    """Return the letters and digits of a text in lower case."""
    return re.sub(r"[\W_]+", "", text.casefold())


def _heading(measured: Measured, declared: list[str], sites: frozenset[str]) -> Node | None:
    """Return the heading that best matches the title in the metadata. If no heading matches, return the only `h1`."""
    scored: list[tuple[float, int, Node]] = []
    candidates = [n for n in measured.nodes if _may_be_title(n)][:_MOST_HEADINGS]
    tops = [n for n in candidates if n.element.tag == "h1" and n.words and _key(words_of(n.element)) not in sites]
    for node in candidates:
        text = words_of(node.element)
        if not node.words or node.words > 60 or (_key(text) in sites and len(tops) > 0 and node not in tops):
            continue
        texts = [text, *_parts_of(node.element)]
        fit = max((_likeness(part, d) for part in texts for d in declared), default=0.0)
        named = bool(_NAMED & classes(node.element)) or "headline" in str(node.element.get("itemprop") or "")
        score = (
            4 * fit
            + (1.0 if node.element.tag == "h1" else 0.0)
            + 0.5 * named
            + (3.0 if DOCUMENT_TITLE in classes(node.element) else 0.0)
            - (2.0 if node.excluded and tops != [node] else 0.0)
            - (3.0 if _key(text) in sites or _is_logo(node.element) else 0.0)
        )
        scored.append((score, -node.index, node))
    best = max(scored, default=None, key=lambda s: s[:2])
    if best is not None and (best[0] >= 2.6 or (not declared and best[0] >= 1)):
        return best[2]
    shown = [n for n in tops if not n.excluded and not _is_logo(n.element)]
    return shown[0] if len(shown) == 1 else None


def _parts_of(heading: HtmlElement) -> list[str]:
    """Return the texts of the child elements of a heading, such as a label and the title below it."""
    parts = [words_of(child) for child in heading if isinstance(child.tag, str)]
    return [part for part in parts if len(part.split()) > 2][:_MOST_PARTS] if len(parts) > 1 else []


def _is_logo(heading: HtmlElement) -> bool:
    """Return whether a heading is the name of the site, because it links to the home page or has a class for logos."""
    links = [str(a.get("href") or "") for a in heading.iter("a")] + [
        str(a.get("href") or "") for a in heading.iterancestors("a")
    ]
    names = " ".join(
        str(e.get("class") or "") + " " + str(e.get("id") or "")
        for e in (heading, heading.getparent())
        if e is not None
    ).lower()
    home = any(re.fullmatch(r"(?:https?://[^/]+)?/?(?:index\.\w+|#)?", link) for link in links if link) or any(
        a.get("rel") == "home" for a in heading.iter("a")
    )
    return home or bool(
        re.search(r"site-?(?:title|name|logo)|logo|branding|blog-?(?:title|name)|headerimg|masthead", names)
    )


def _may_be_title(node: Node) -> bool:
    return (
        node.element.tag in _HEADINGS
        or bool(_NAMED & classes(node.element))
        or "headline" in str(node.element.get("itemprop") or "")
    )


def _likeness(text: str, declared: str) -> float:
    """Return the similarity of a heading and a title, from 0 to 1.

    It is 1 if they are equal, less if one contains the other, and otherwise depends on the words in common.
    """
    a, b = _key(text), _key(declared)
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    mine, theirs = tokens(text), tokens(declared)
    if min(len(mine), len(theirs)) >= 2 and (b.startswith(a) or a.startswith(b) or (a in b and len(mine) >= 3)):
        return 0.9 if min(len(mine), len(theirs)) >= 3 else 0.7
    common = len(set(mine) & set(theirs))
    return 0.8 * common / max(len(set(mine)), len(set(theirs)))


def _leave_kicker(heading: HtmlElement, declared: list[str]) -> None:
    """Remove the label before the title from a heading: "Elbe: The last ferry" becomes "The last ferry"."""
    whole, keys = _key(words_of(heading)), [_key(d) for d in declared]
    parts = [e for e in heading.iter() if e is not heading and isinstance(e.tag, str) and _key(words_of(e)) in keys]
    part = next(
        (e for e in parts if keys.index(_key(words_of(e))) <= (keys.index(whole) if whole in keys else len(keys))), None
    )
    if part is not None and _key(words_of(part)) == whole:
        return
    if part is not None:
        part.tail = None
        for child in list(heading):
            heading.remove(child)
        heading.text = None
        heading.append(part)
        return
    if whole not in keys and not (heading.text or "").strip():
        _drop_label(heading, keys)


def _drop_label(heading: HtmlElement, keys: list[str]) -> None:
    """Remove the elements before the title from a heading, such as the coloured label of a forum."""
    children = list(heading)
    for index, child in enumerate(children):
        rest = (child.tail or "") + "".join(words_of(e) + (e.tail or "") for e in children[index + 1 :])
        if _key(rest) in keys:
            text = child.tail
            for label in children[: index + 1]:
                heading.remove(label)
            heading.text = text
            return


def _plain(heading: HtmlElement) -> str:
    """Return the text of a heading without anchor signs (links to the heading itself)."""
    return re.sub(r"\s*[¶#🔗§]+\s*$", "", words_of(heading))


def same_title(text: str, titles: Iterable[str]) -> bool:
    """Return whether a text equals one of the titles."""
    return _key(text) in {_key(title) for title in titles if title}
