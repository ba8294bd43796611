"""Read feeds: RSS and Atom with feedparser, JSON Feed with the standard library. Each entry is an article."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from storymap.errors import ArticleError
from storymap.json_limits import parse_json
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article, Figure
from storymap.read.formats.documents import declared
from storymap.read.heads import in_order, is_account, person
from storymap.read.html import Walk, fragment
from storymap.read.html.fragments import prepare_fragment
from storymap.read.html.tree import words_of
from storymap.read.libraries import need
from storymap.read.origin import Origin

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NAME = "feed (RSS, Atom, JSON Feed)"
SUFFIXES = (".rss", ".atom", ".rdf")

_XML_FEED = lazy_pattern(rb"<(?:\w+:)?(?:rss|feed|RDF|channel)[\s>]")
_JSON_FEED = lazy_pattern(rb'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org')
_ENTITY = lazy_pattern(rb"<!ENTITY\s", re.I)
# Lines that sites add at the end of an entry, such as a link to the whole article.
_ADDED = lazy_pattern(
    r"(?i)(?:\[?(?:…|\.\.\.)\]?\s*)?(?:read (?:more|on|the (?:full|whole|rest)\b.{0,40})|continue reading\b.{0,120}|weiterlesen\b.{0,120}|lire la suite\b.{0,80}|leer más\b.{0,80}"
    r"|.{1,200} was originally published in .{1,100} on medium\b.{0,120}|the post .{1,200} (?:(?:appeared|was) first|(?:was )?(?:first|originally)) (?:on|published|appeared|posted).{0,100}|la entrada .{1,200} (?:se publicó primero|apareció primero|aparece primero).{0,100}|(?:l['’]articolo|il post) .{1,200} (?:proviene da|sembra essere il primo|è apparso (?:prima|per primo)).{0,100}|o (?:post|artigo) .{1,200} (?:apareceu|foi publicado) primeiro.{0,100}|(?:artykuł|wpis) .{1,200} pochodzi z serwisu.{0,100}|(?:сообщение|запись) .{1,200} (?:появились? сначала|впервые появилась).{0,100}|(?:het bericht|de post) .{1,200} verscheen eerst op.{0,100}|(?:inlägget|indlægget|innlegget) .{1,200} (?:dök först upp|blev først|dukket først).{0,100}|příspěvek .{1,200} (?:pochází z|se nejdříve objevil).{0,100}|投稿.{1,200}に最初に表示されました.{0,20}|(?:der beitrag|el cargo|l['’]article) .{1,200} (?:erschien zuerst|apareció primero|est apparu en premier).{0,100})"
    r"\s*(?:…|\.\.\.|→|»|>)?\.?"
)
_MAIL = lazy_pattern(r"\S+@\S+")


def sniff(raw: bytes) -> bool:
    """Return whether the root element belongs to a feed, or the data declares a version of JSON Feed."""
    head = raw[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{"):
        return bool(_JSON_FEED.search(raw[:4096]) or (_JSON_FEED.search(raw) and b'"items"' in raw))
    if not head.startswith(b"<"):
        return False
    root = re.search(rb"<[A-Za-z]", head)
    return bool(root and _XML_FEED.match(head, root.start()))


def read(raw: bytes, origin: Origin) -> Sequence[Article]:
    """Return one article for each entry with text.

    Raise ArticleError if no entry has text, or if feedparser is not installed.
    """
    is_json = raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    found = _json_feed(raw, origin) if is_json else _xml_feed(raw, origin)
    articles = [article for article in found if article.passages]
    if not articles:
        raise ArticleError(
            f"{origin.name} is a feed without entries that have text. Build the page of an article instead."
        )
    return articles


def _xml_feed(raw: bytes, origin: Origin) -> list[Article]:
    feedparser = need("feedparser", "feeds", "A feed")
    if _ENTITY.search(raw[:100_000]):
        raise ArticleError(
            f"{origin.name} declares XML entities, which are not allowed because they can be used for attacks. Remove them and try again."
        )
    # The argument is a stream, because feedparser would treat a string as a file name or address. feedparser does not
    # need to sanitize the HTML, because `Walk` keeps only text and addresses.
    try:
        feed = feedparser.parse(io.BytesIO(raw), sanitize_html=False)
    except (ValueError, LookupError) as error:  # invalid names of encodings, surrogates and null characters
        raise ArticleError(f"{origin.name} cannot be read as a feed: {error}. Download it again.") from error
    if feed.bozo and not feed.entries and not feed.get("version"):
        raise ArticleError(f"{origin.name} cannot be read as a feed: {feed.bozo_exception}. Download it again.")
    common = {
        "language": feed.feed.get("language", ""),
        "author": _author(feed.feed),
        "title": feed.feed.get("title", ""),
    }
    return [_entry(entry, common) for entry in feed.entries]


def _entry(entry: Any, feed: Mapping[str, str]) -> Article:
    """Return the article of an entry that feedparser parsed."""
    contents = [c for c in (*entry.get("content", []), entry.get("summary_detail") or {}) if c.get("value")]
    # The longest content is used, because podcasts also have a shorter summary.
    best: Mapping[str, Any] = max(contents, key=lambda c: len(str(c["value"])), default={})
    html = str(best.get("value") or "")
    if best.get("type") == "text/plain" and "<" not in html:
        html = _paragraphs(html)
    media = [(str(e.get("href") or ""), str(e.get("type") or ""), "") for e in entry.get("enclosures", [])]
    media += [
        (str(m.get("url") or ""), str(m.get("type") or m.get("medium") or ""), "")
        for m in entry.get("media_content", [])
    ]
    title = entry.get("title_detail") or {}
    article = _article(html, str(entry.get("link") or ""), media)
    return replace(
        article,
        title=words_of(fragment(str(title.get("value") or "")))
        if "html" in title.get("type", "")
        else " ".join(str(entry.get("title") or "").split()),
        byline=_author(entry, feed["title"]) or feed["author"],
        published=_day(str(entry.get("published") or "")) or _day(str(entry.get("updated") or "")),
        language=declared((str(best.get("language") or ""), feed["language"]), article.text),
    )


def _json_feed(raw: bytes, origin: Origin) -> list[Article]:
    try:
        feed = parse_json(raw)
    except ValueError as error:
        raise ArticleError(f"{origin.name} is a JSON Feed that is damaged: {error}.") from error
    return [_json_entry(item, feed) for item in feed.get("items") or [] if isinstance(item, dict)]


def _json_entry(item: Mapping[str, Any], feed: Mapping[str, Any]) -> Article:
    html = str(item.get("content_html") or "") or _paragraphs(
        str(item.get("content_text") or item.get("summary") or "")
    )
    media = [
        (str(a.get("url") or ""), str(a.get("mime_type") or ""), "")
        for a in item.get("attachments") or []
        if isinstance(a, dict)
    ]
    if item.get("image"):
        media.insert(0, (str(item["image"]), "image", ""))
    article = _article(html, str(item.get("url") or item.get("external_url") or feed.get("home_page_url") or ""), media)
    return replace(
        article,
        title=" ".join(str(item.get("title") or "").split()),
        byline=_json_authors(item) or _json_authors(feed),
        published=_day(str(item.get("date_published") or item.get("date_modified") or "")),
        language=declared((str(item.get("language") or ""), str(feed.get("language") or "")), article.text),
    )


def _json_authors(holder: Mapping[str, Any]) -> str:
    authors = holder.get("authors") or ([holder["author"]] if holder.get("author") else [])
    return ", ".join(in_order(str(a["name"])) for a in authors if isinstance(a, dict) and a.get("name"))


def _article(html: str, address: str, media: Sequence[tuple[str, str, str]]) -> Article:
    body = fragment(html)
    _drop_added(body)
    omitted = prepare_fragment(body)
    walk = Walk(address)
    walk.draft.omitted += omitted
    walk.content(body)
    walk.close()
    shown = {_picture(figure.source) for figure in walk.draft.figures}
    images = [
        Figure(source, 0) for source, kind, _ in media if kind.startswith("image") and _picture(source) not in shown
    ]
    for source, kind, _ in media:
        if kind.startswith(("audio", "video")):
            walk.draft.omit(kind.split("/")[0], source)
    walk.draft.figures = [*dict.fromkeys(images), *walk.draft.figures]
    return walk.article()


def _drop_added(body: HtmlElement) -> None:
    """Remove lines that sites add after the text of an entry, such as "Continue reading …"."""
    for _ in range(4):
        found = [[e for e in body.iter(*tags) if words_of(e)][-1:] for tags in (("p", "footer"), ("div",), ("a",))]
        last = next(
            (e for kind in found for e in kind if not (e.tail or "").strip() and _ADDED.fullmatch(words_of(e))), None
        )
        if last is None:
            return
        last.drop_tree()


def _paragraphs(text: str) -> str:
    from html import escape

    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "".join(f"<p>{escape(block)}</p>" for block in blocks)


def _author(holder: Any, title: str = "") -> str:
    """Return the author names of an entry or a feed, without e-mail addresses.

    A name of an office is left out: it begins with the title of the feed, and ends with a word in lower case.
    """
    if mailed := re.fullmatch(r"\S+@\S+\s+\((.+)\)", str(holder.get("author") or "").strip()):
        return person(mailed[1]) or mailed[1]
    details = [d for d in holder.get("authors") or [] if d] or [holder.get("author_detail") or {}]
    names = [str(d.get("name") or "").strip() for d in details]
    names = [in_order(name) for name in names if name and not _MAIL.search(name)]
    office = re.compile(rf"(?i:{re.escape(title.strip())}\w{{0,4}})\s.*\b[^\W\d_A-Z]+" if title.strip() else r"(?!)")
    names = [name for name in names if not (office.fullmatch(name) and name.split()[-1].islower())]
    found = [person(name) or ("" if is_account(name) else name) for name in names]
    return ", ".join(dict.fromkeys(filter(None, found)))


def _picture(source: str) -> str:
    """Return the address of a picture without the size that WordPress adds to the names of smaller copies."""
    return re.sub(r"-\d{2,4}x\d{2,4}(?=\.\w+$)|\?.*$", "", source)


def _day(written: str) -> str:
    """Return the date of an RFC 822 or ISO 8601 time, in the time zone of that time. Return "" for other text."""
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    try:
        return datetime.fromisoformat(written.strip()).date().isoformat()
    except ValueError:
        return written[:10] if re.match(r"\d{4}-\d\d-\d\d", written) else ""
