"""Report pages without an article, and tell the user what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storymap.errors import ArticleError
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article, MarkupKind, PassageKind
from storymap.read.html.tree import body, words_of
from storymap.read.page.measure import tokens
from storymap.read.page.titles import meta, words_of_title

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FEWEST = 12  # A page with fewer words has only labels, because scripts load its text.
_FEW = 80  # a page to log in, subscribe or give consent has at most this many words
_TEASERS = 6  # a front page has at least this many headings with links
_PARAGRAPH = 25  # a paragraph has at least this many words; teasers are shorter
_SCRIPT = lazy_pattern(
    r"(?i)(?:enable|activate|turn on|requires?|needs?|without|activer|aktivieren|habilit\w+)\W+(?:\w+\W+){0,3}javascript|javascript\W+(?:\w+\W+){0,4}(?:disabled|required|enabled|aktivieren|désactivé|activé)|loading\s*(?:…|\.\.\.)|checking your browser|just a moment"
)
_CONSENT = lazy_pattern(
    r"(?i)\b(?:cookies?|consent|einwilligung|zustimm\w+|consentement|consentimiento|tracking|werbung|partners?|accept all|alle akzeptieren|tout accepter)\b"
)
_LOGIN = lazy_pattern(
    r"(?i)\b(?:log ?in|sign ?in|password|subscribe to (?:read|continue)|subscribers? only|register to|anmelden|passwort|einloggen|connexion|mot de passe|iniciar sesión|contraseña|create an account)\b"
)
_ERROR = lazy_pattern(
    r"(?i)\b(?:error\s*)?(?:404|403|410|500|502|503)\b.{0,40}(?:not found|error|forbidden|gone|unavailable)|^(?:error\s*)?(?:404|403|410|50[023])\b|\b(?:page|seite|página|страница)\b.{0,12}\b(?:not found|nicht gefunden|introuvable|no encontrada|не найдена)|page introuvable|ページが見つかりません|access denied|service unavailable"
)
_CHECK = lazy_pattern(
    r"(?i)just a moment|checking (?:your browser|if the site)|security of your connection|attention required|are you (?:a )?(?:human|robot)|verify (?:that )?you are (?:a )?human|captcha|ddos protection"
)
# Matches the titles of file lists from Apache, nginx, Python and Caddy.
_LISTING = lazy_pattern(r"(?i)(?:index of|directory listing (?:for|of)|listing of)\s+/")
_SAVE = "Open it in a browser, save the page there (or copy its text into a .txt file), and build that file."


def refuse(page: HtmlElement, article: Article, name: str, teasers: int) -> None:
    """Raise ArticleError if the content found on a page is not an article. `teasers` is from `count_teasers`."""
    words = len(tokens(article.text))
    if _LISTING.match(words_of_title(page)) and (words <= _FEW or _is_front_page(article)):
        raise ArticleError(
            f"{name} has no article: it is a list of the files in a folder. Open one of the files and build it."
        )
    if teasers >= _TEASERS and _is_front_page(article):
        raise ArticleError(
            f"{name} has no article: it is a page of links to articles, such as a front page. Open one of them and build it."
        )
    if words > _FEW:
        return
    everything = words_of(body(page)) + " " + " ".join(e.text_content() for e in page.iter("noscript"))
    passwords = any(str(e.get("type")).lower() == "password" for e in page.iter("input"))
    text = f"{article.title} {article.text}"
    if (passwords and (words < _FEWEST or _LOGIN.search(text))) or (words <= _FEW and len(_LOGIN.findall(text)) >= 2):
        raise ArticleError(
            f"{name} has no article: it is a page to log in or subscribe. Log in with a browser. {_SAVE}"
        )
    about = f"{words_of_title(page)} | {text}"
    if _ERROR.search(words_of_title(page)) or _ERROR.search(text):
        raise ArticleError(
            f"{name} has no article: it is an error page: the page was not found or cannot be shown. Check the address."
        )
    if _CHECK.search(about):
        raise ArticleError(
            f"{name} has no article: it is a page that checks whether visitors are human (CAPTCHA). {_SAVE}"
        )
    if len(_CONSENT.findall(text)) * 12 >= max(1, words) and _CONSENT.search(text):
        raise ArticleError(f"{name} has no article: it is a page that asks for consent to cookies. {_SAVE}")
    by_script = next(page.iter("script"), None) is not None or bool(_SCRIPT.search(everything))
    if not words or (words < _FEWEST and by_script) or _SCRIPT.search(text):
        why = "its text is loaded by a script (JavaScript)" if by_script else "there is no text on it"
        raise ArticleError(f"{name} has no article that storymap could find: {why}. {_SAVE}")


def count_teasers(page: HtmlElement) -> int:
    """Return the number of headings that link to other pages, or 0 if the page's metadata declares an article."""
    if meta(page, "og:type").startswith("article") or meta(page, "article:published_time"):
        return 0
    headings = [[*h.iter("a"), *h.iterancestors("a")] for h in page.iter("h2", "h3", "h4")]
    return sum(any(str(link.get("href") or "#")[0] not in "#?" for link in links) for links in headings)


def _is_front_page(article: Article) -> bool:
    """Return whether an article consists of teasers: it has no long paragraph, or most of its headings are links."""
    paragraphs = [article.text[p.start : p.end] for p in article.passages if p.kind is PassageKind.PARAGRAPH]
    if not any(len(tokens(text)) >= _PARAGRAPH for text in paragraphs):
        return True
    headings = sum(p.kind is PassageKind.HEADING for p in article.passages)
    return headings >= _TEASERS and 2 * headings > len(paragraphs) and _has_linked_headings(article)


def _has_linked_headings(article: Article) -> bool:
    """Return whether most headings of the article are links."""
    headings = [p for p in article.passages if p.kind is PassageKind.HEADING]
    links = [m for m in article.markup if m.kind is MarkupKind.LINK]
    linked = sum(any(p.start <= m.start < p.end for m in links) for p in headings)
    return 2 * linked > len(headings)
