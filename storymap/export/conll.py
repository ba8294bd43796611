"""CoNLL-2003: one token per line, names in IOB2 (`B-LOC`, `I-LOC`, `O`), sentences separated by blank lines.

A line has four columns, as in the data of 2003. The columns for part of speech and chunk contain `-X-` (unknown), as in
the document line of CoNLL-2003. The tokens are the same as those of the tagger. A token is split if a name begins or
ends inside it, so that the names can be restored exactly. White space cannot be restored. If a name is inside another
name, only the outer name is written. All places have the label LOC. The format drops everything except tokens and
names.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from storymap.export.gather import Gathered, MentionRow, gather
from storymap.export.training import names_in
from storymap.model import Passage, Story
from storymap.ports import About, Aspect, Lookups
from storymap.tokens import Token, sentence_ranges, tokenize

ABOUT = About(
    "conll",
    "CoNLL-2003 columns (IOB2)",
    ".conll",
    frozenset([Aspect.TEXT, Aspect.MENTIONS]),
    "Flair, Hugging Face datasets, seqeval, NLTK, spaCy convert",
    remark="the text is written as tokens, without white space; every place has the label LOC",
)
_UNKNOWN = "-X-"


def write(story: Story, lookups: Lookups) -> bytes:
    """Return the document, passage by passage."""
    gathered = gather(story, lookups)
    lines = [f"-DOCSTART- {_UNKNOWN} {_UNKNOWN} O", ""]
    for passage in gathered.passages:
        for sentence in _sentences(passage, gathered):
            lines += [*(f"{token.text} {_UNKNOWN} {_UNKNOWN} {tag}" for token, tag in sentence), ""]
    return ("\n".join(lines) + "\n").encode()


def _sentences(passage: Passage, gathered: Gathered) -> Iterator[list[tuple[Token, str]]]:
    """Yield each sentence as a list of tokens with their tags. A sentence never ends inside a name."""
    text = gathered.story.article.text
    names = names_in(gathered, passage)
    tokens = _cut(tokenize(text, passage.start, passage.end), names)
    begun: list[tuple[Token, str]] = []
    for first, after in sentence_ranges(text, tokens):
        begun += [(token, _tag(token, names)) for token in tokens[first:after]]
        follows = tokens[after] if after < len(tokens) else None
        if follows is None or not _tag(follows, names).startswith("I-"):
            yield begun
            begun = []


def _cut(tokens: list[Token], names: list[MentionRow]) -> list[Token]:
    """Return the tokens. A token is split where a name begins or ends inside it."""
    edges = sorted({edge for m in names for edge in (m.mention.start, m.mention.end)})
    pieces = []
    for token in tokens:
        cuts = [token.start, *(e for e in edges if token.start < e < token.end), token.end]
        pieces += [Token(a, b, token.text[a - token.start : b - token.start]) for a, b in itertools.pairwise(cuts)]
    return pieces


def _tag(token: Token, names: list[MentionRow]) -> str:
    for row in names:
        if row.mention.start <= token.start < row.mention.end:
            return "B-LOC" if token.start == row.mention.start else "I-LOC"
    return "O"
