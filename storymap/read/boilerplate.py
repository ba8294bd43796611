"""What a newspaper's page says after the article: subscribe, share, all rights reserved."""

from __future__ import annotations

import re
from dataclasses import replace

from storymap.model import Article, PassageKind

# Each cue is a thing that pages say about themselves and articles do not say about the world.
_CUES = re.compile(
    r"""(?xi)
    \b(by\ subscribing | subscribe\b.{0,40}\b(today|now|here|to\ our|for\ (just|only|as)|newsletter) | subscribe\s*$
    | (become|are)\ (a|already\ a|not\ a)\ (subscriber|member)\b | sign\ up\ (for|to)\b.{0,60}\b(newsletter|e-?mails?|alerts?|briefing|updates)
    | (our|free|daily|weekly)\ newsletters? | all\ rights\ reserved | ©\s*\d{4} | copyright\ (©|\(c\)|\d{4})
    | quality\ journalism | support\ (our|independent|local)\ journalism | help\ us\ (get\ the\ story|keep\ reporting)
    | (follow|like|find)\ us\ on\b | join\ the\ conversation | share\ (this|your\ thoughts) | click\ here\ to | (download|get)\ (our|the)\ app\b
    | terms\ of\ (use|service) | privacy\ policy | may\ not\ be\ (published|reproduced|redistributed) | photo\ gallery\ \(click
    | read\ more:?\s*$ | related\ (stories|articles|coverage)\b | advertisement\s*$ | keywords?:?\s*$ | make\ a\ donation | donate\ (now|today)
    | this\ (story|article)\ (was\ originally|first)\ (published|appeared) | recommended\ for\ you | most\ read\b | back\ to\ top)
    """
)
_TAIL = 8  # passages looked at from the end


def mark_boilerplate(article: Article) -> Article:
    """The same article, its trailing passages about the newspaper itself of kind boilerplate. Never the whole text."""
    passages = list(article.passages)
    first = len(passages)
    for i in range(len(passages) - 1, max(0, len(passages) - 1 - _TAIL), -1):
        passage = passages[i]
        if not _CUES.search(article.text[passage.start : passage.end]):
            break
        first = i
    marked = [replace(p, kind=PassageKind.BOILERPLATE, level=0) for p in passages[first:]]
    return replace(article, passages=(*passages[:first], *marked))
