"""Ask about the frequent, uncertain names of an archive in the terminal.

The answers are written to a places file that all articles use.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from storymap.archive.pairs import Pair
from storymap.cli.review_session import MAX_CANDIDATES, WIDTH, Echo, Prompt, Review
from storymap.decisions import Decision, context
from storymap.errors import GazetteerError
from storymap.model import Article, Candidate, Mention, Passage, PassageKind, Place, Reason, Resolution
from storymap.wording.english import counted

if TYPE_CHECKING:
    from storymap.ports import Gazetteer
    from storymap.wording.phrases import Phrases

_BREAK = "\n\n"


class ArchiveReview(Review):
    """Asks for each pair of a name and a place whether the place is right.

    An answer applies to all mentions of the name in all articles.
    """

    def __init__(
        self, pairs: Sequence[Pair], path: Path, gazetteer: Gazetteer, phrases: Phrases, prompt: Prompt, echo: Echo
    ) -> None:
        article, asked = _questions(pairs, gazetteer)
        super().__init__(article, asked, path, "", gazetteer, phrases, prompt, echo)
        self.pairs = pairs

    def show(self, at: int, decision: Decision) -> None:
        """Print a question: the number of mentions, the sentences, and the places to choose from."""
        pair = self.pairs[at]
        status = f"mean confidence {pair.confidence:.0%}" if pair.place else "unresolved"
        self.echo(
            f"\n── {at + 1} of {len(self.pairs)} · {pair.surface} · {counted(pair.mentions, 'mention')} · {status}"
        )
        for resolution in decision.resolutions:
            shown = context(self.article, resolution.mention, 2 * WIDTH)
            line = f"{shown.before}[{shown.words}]{shown.after}"
            self.echo(textwrap.fill(line, WIDTH, initial_indent="   · ", subsequent_indent="     "))
        for number, place in enumerate(self.choices(decision), 1):
            self.echo(self.line(number, place, decision.place))
        others = sum(other.mentions for other in self.pairs if other.surface == pair.surface) - pair.mentions
        if others:
            self.echo(
                f"   The answer also applies to {counted(others, 'mention')} that were resolved to another place."
            )
        self.echo(self.keys_line(decision))

    def toggle_only(self) -> int:
        """Switch between an answer for the first mention only and an answer for all mentions of the name."""
        step = super().toggle_only()
        if self.only:
            self.echo("This mention: the first of the sentences.")
        return step


def _questions(pairs: Sequence[Pair], gazetteer: Gazetteer) -> tuple[Article, list[Decision]]:
    """Return an article and a list of decisions.

    The article consists of the sentences of all pairs, one passage for each sentence. The list has one decision for
    each pair.
    """
    passages: list[Passage] = []
    found: list[Decision] = []
    texts: list[str] = []
    end = 0
    for pair in pairs:
        place, places = _candidates(pair, gazetteer)
        resolutions: list[Resolution] = []
        first = len(passages)
        for sentence in pair.sentences.values():
            start = end + sentence.index(pair.surface)
            mention = Mention(pair.surface, start, start + len(pair.surface))
            passages.append(Passage(f"p{len(passages) + 1}", end, end + len(sentence + _BREAK), PassageKind.PARAGRAPH))
            texts.append(sentence + _BREAK)
            end += len(texts[-1])
            reason = Reason("archive" if place else "unsure")
            resolutions.append(Resolution(mention, place, pair.confidence, reason, places))
        found.append(Decision(pair.surface, tuple(resolutions), tuple(p.id for p in passages[first:])))
    return Article("", "".join(texts), tuple(passages), untitled=True), found


def _candidates(pair: Pair, gazetteer: Gazetteer) -> tuple[Place | None, tuple[Candidate, ...]]:
    """Return the place of a pair and the candidates for its name.

    The place is None if this gazetteer does not contain it. The candidates are the first places that a search for the
    name finds.
    """
    from storymap.resolve.search import search_places

    try:
        place = gazetteer.place(pair.place) if pair.place else None
    except GazetteerError:  # the place is not in this gazetteer, because the archive was made with other data
        place = None
    listed = search_places(pair.surface, gazetteer, (), MAX_CANDIDATES)
    return place, tuple(Candidate(one.place, 0.0) for one in listed)
