"""Find boilerplate after an article: text about the newspaper itself (subscribe, share, all rights reserved)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article, Markup, MarkupKind, Passage, PassageKind
from storymap.read.insertions import asks_who_liked
from storymap.tokens import sentence_spans

# Phrases in which a page writes about itself. They do not occur in articles.
_CUES = lazy_pattern(
    r"""(?xi)
    \b(by\ subscribing | subscribe\b.{0,40}\b(today|now|here|to\ our|for\ (just|only|as)|newsletter) | subscribe\s*$
    | (become|are)\ (a|already\ a|not\ a)\ (subscriber|member)\b | sign\ up\ (for|to)\b.{0,60}\b(newsletter|e-?mails?|alerts?|briefing|updates)
    | (our|free|daily|weekly)\ newsletters? | all\ rights\ reserved | ©\s*\d{4} | copyright\ (©|\(c\)|\d{4})
    | quality\ journalism | support\ (our|independent|local)\ journalism | help\ us\ (get\ the\ story|keep\ reporting)
    | (follow|like|find)\ us\ on\b(?!.{0,40},) | join\ the\ conversation\W*$ | share\ (this|your\ thoughts) | click\ here\ to | (download|get)\ (our|the)\ app\b
    | terms\ of\ (use|service) | privacy\ policy | may\ not\ be\ (published|reproduced|redistributed) | photo\ gallery\ \(click
    | read\ more:?\s*$ | related\ (stories|articles|coverage)\b | advertisement\s*$ | keywords?:?\s*$ | make\ a\ donation | donate\ (now|today)
    | recommended\ for\ you | most\ read\b | back\ to\ top)
    """
)
# Phrases that newspapers use only about themselves. The other phrases may also occur in the sentences of an article.
_OWN = lazy_pattern(
    r"""(?xi)\b(by\ subscribing | (our|free|daily|weekly)\ newsletters? | quality\ journalism | support\ (our|independent|local)\ journalism | help\ us\ (get\ the\ story|keep\ reporting)
    | (follow|like|find)\ us\ on\b(?!.{0,40},) | join\ the\ conversation\W*$ | (download|get)\ (our|the)\ app\b | terms\ of\ (use|service)\W+(and\W+|&\W+)?privacy | may\ not\ be\ (published|reproduced|redistributed)
    | (become|are)\ (a|already\ a|not\ a)\ (subscriber|member)\b | recommended\ for\ you | make\ a\ donation\W*$ | donate\ (now|today)\W*$)
    | ^\W*(©|copyright\b|all\ rights\ reserved\W*$) | all\ rights\ reserved\W*$ | \u00a9\s*\d{4} | copyright\ (©|\(c\)|\d{4})
    | ^\W*(subscribe\b.{0,40}\b(today|now|here|to\ our|newsletter)\W*$ | subscribe\W*$ | sign\ up\ (for|to)\b.{0,60}\b(newsletter|e-?mails?|alerts?|briefing|updates)\W*$)
    | ^\W*(read\ more:? | advertisement | keywords?:? | related\ (stories|articles|coverage) | most\ read | back\ to\ top | photo\ gallery\ \(click.*|click\ here\ to\b[^,;]*|share\ (this|your\ thoughts).{0,30})\s*$
    """
)
# Matches a text that states where the article first appeared. If this text contains a link, it is a note of the
# newsletter; otherwise, it is a sentence of the author.
_ORIGIN = lazy_pattern(
    r"(?i)\W*(?:(?:this|the) (?:post|article|story|piece) )?(?:was )?(?:originally|first|ursprünglich|zuerst|publié|publicado|pubblicato)\b"
)
# Requests that newsletters put between the paragraphs. They are short and only about the newsletter itself.
_CALLS = lazy_pattern(
    r"(?i)\bis a reader-supported publication\b|\bto receive new posts\b|\bpledge your support\b"
    r"|^thanks for reading\b.{0,80}\b(?:subscri|share|support|free)"
    r"|^(?:(?:subscribe|upgrade)(?: to paid| now| for free| here| today)?|(?:give a )?gift(?: a)? subscription|share(?: it| this| this post| the post| .{1,40}['’]s substack)?|leave a comment|refer a friend)\W*$"
)
# Lines about the mailing of a newsletter. They are only searched for at the beginning and the end of the article.
_MAILING = lazy_pattern(
    r"(?i)\b(?:view|read|open) (?:this|it)\b.{0,30}\bin (?:your|a|the) browser\b|\byou(?:['’]re| are) (?:getting|receiving) this\b|\byou received this (?:e-?mail|because)|\bunsubscribe (?:here|at any time|from this)|^\W*unsubscribe\b"
    r"|\bforward (?:this |it )?to a friend\b|\bim browser (?:ansehen|öffnen|lesen)|\bnewsletter abbestellen|\bvoir (?:ce|cet|la)\b.{0,30}\bdans (?:votre|le) navigateur|\bse désabonner|\bse désinscrire"
    r"|\bver (?:este|en)\b.{0,30}\bnavegador|\bdarse de baja\b|\bvisualizza\b.{0,20}\bnel browser|\bannulla l['’]iscrizione|\bотписаться\b|^\W*originally (?:published|posted|appeared) (?:at|on|in)\b"
    r"|^\W*(?:this|the) (?:post|article|story|piece) (?:was )?(?:originally|first) (?:published|posted|appeared) (?:at|on|in)\b|^\W*(?:ursprünglich|zuerst) (?:veröffentlicht|erschienen) (?:auf|bei|in)\b"
    r"|^\W*(?:publié|publicado|pubblicato) (?:initialement|originalmente|originariamente) (?:sur|en|su)\b|^\W*if you (?:liked|enjoyed) this (?:story|article|post)\b.{0,60}\b(?:clap|follow|subscribe|share)"
)
# If a line has a phrase of _MAILING and at most this many words, the phrase counts as the whole content of the line.
_SHORT_LINE = 8
# Lines about the mailing are searched for in this many passages, at the beginning and at the end.
_MAILING_FIRST, _MAILING_LAST = 3, 4
# Texts of buttons. In exports of newsletters, each of them is a separate line.
_BUTTONS = lazy_pattern(
    r"(?i)(?:subscribe(?:\ now)?|share|share this post|leave a comment|refer a friend|restack|previous\s*next|←\s*previous|next\s*→)"
)
_ASKS = lazy_pattern(r"(?i)^thanks for reading\b.{0,80}\b(?:subscribe|feel free to share)\b")
_CALL_TARGETS = lazy_pattern(
    r"(?i)/subscribe\b|[?&]action=share|/comments?(?:$|[?#])|#(?:comments?|respond|disqus_thread)$|/pledge\b|/donate\b"
)
_LONGEST_CALL = 40  # maximum number of words in a request to subscribe, share or comment
_TAIL = 8  # requests are searched for in this many passages at the end
# Maximum number of words of a passage at the end that is only a request. A longer one is a paragraph of the article,
# which ends with a request.
_LONGEST_TAIL = 80
_LAST = 2  # a request to readers who liked the article is one of this many passages at the end


def mark_boilerplate(article: Article) -> Article:
    """Return the article with its boilerplate passages marked, or the same article if all passages are boilerplate."""
    passages = list(article.passages)
    first = len(passages)
    for i in range(len(passages) - 1, max(0, len(passages) - 1 - _TAIL), -1):
        words = _words(article, passages[i])
        if words.count(" ") >= _LONGEST_TAIL or not _CUES.search(words):
            break
        first = i if _is_about_paper(words) else first
    buttons = {i for i, p in enumerate(passages) if _BUTTONS.fullmatch(_words(article, p))}
    links = sorted((m for m in article.markup if m.kind is MarkupKind.LINK), key=lambda m: m.start)
    outer = {*range(min(_MAILING_FIRST, len(passages))), *range(max(0, len(passages) - _MAILING_LAST), len(passages))}
    mailing = {
        i
        for i in outer
        if _is_mailing(
            _words(article, passages[i]),
            passages[i],
            linked=any(passages[i].start <= m.start < passages[i].end for m in links),
        )
    }
    marked = [
        replace(p, kind=PassageKind.BOILERPLATE, level=0)
        if i >= first
        or i in buttons
        or i in mailing
        or _is_call(article, p, links)
        or _is_count(article, i, buttons)
        or (i >= len(passages) - _LAST and p.kind is PassageKind.PARAGRAPH and asks_who_liked(_words(article, p)))
        else p
        for i, p in enumerate(passages)
    ]
    if all(p.kind is PassageKind.BOILERPLATE for p in marked):
        return article
    return replace(article, passages=tuple(marked))


def _is_about_paper(words: str) -> bool:
    """Return whether the first sentence of a passage is about the newspaper.

    Such a passage can begin the boilerplate.
    """
    spans = sentence_spans(words)
    first = words[spans[0][0] : spans[0][1]] if spans else words
    return bool(_OWN.search(first))


def _is_mailing(words: str, passage: Passage, *, linked: bool) -> bool:
    """Return whether a passage is a note of the newsletter about itself, such as "View this email in your browser".

    In a passage without a link, the phrase must be at the beginning, or the passage must be one short line.
    """
    short = len(words.split()) <= _LONGEST_CALL and passage.kind is not PassageKind.HEADING
    found = _MAILING.search(words) if short else None
    if found is None or linked:
        return found is not None
    return not _ORIGIN.match(words) and (found.start() == 0 or len(words.split()) <= _SHORT_LINE)


def _words(article: Article, passage: Passage) -> str:
    return " ".join(article.text[passage.start : passage.end].split())


def _is_count(article: Article, index: int, buttons: set[int]) -> bool:
    """Return whether a passage is only a number (such as the number of likes) and a button follows soon after it.

    The button must be the next passage or the one after it. `buttons`: indices of the passages that are buttons.
    """
    words = _words(article, article.passages[index])
    return words.isdecimal() and bool({index + 1, index + 2} & buttons)


def _is_call(article: Article, passage: Passage, all_links: Sequence[Markup]) -> bool:
    """Return whether a passage only asks to subscribe, share or comment, according to its words or its link."""
    text = article.text[passage.start : passage.end].strip()
    if passage.kind is PassageKind.HEADING or not text or len(text.split()) > _LONGEST_CALL:
        return False
    first, after = (bisect_left(all_links, edge, key=lambda m: m.start) for edge in (passage.start, passage.end))
    links = all_links[first:after]
    linked = sum(m.end - m.start for m in links)
    leads = any(_CALL_TARGETS.search(m.target) for m in links)
    if linked >= 0.9 * len(text):
        return leads or bool(_CALLS.search(text))
    if _ASKS.search(text):
        return True
    return bool(_CALLS.search(text)) and (leads or "reader-supported" in text)
