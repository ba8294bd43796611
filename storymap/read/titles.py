"""Derive a title for an article that has none."""

from __future__ import annotations

import re

from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article, PassageKind
from storymap.tokens import sentence_spans

_LONGEST = 90  # maximum number of characters in a title, which are about two lines of a headline
_STOP = lazy_pattern(r"[.!?…。！？]+[”\"’']?$")
# Matches the name of a speaker at the beginning of a passage of subtitles
_SPEAKER = lazy_pattern(r"\A[^\s:][^:\n]{0,40}:\s+")
# Matches marks such as "[door closes]", "(music)" and "- ".
_SOUNDS = lazy_pattern(r"\A(?:\s*(?:\[[^\]\n]{1,60}\]|\([^)\n]{1,60}\)|[♪♫][^♪♫\n]{0,60}[♪♫]?|[-–—](?=\s)))+\s*")
_DATE = lazy_pattern(r"\A\d{4}-\d\d?-\d\d?[-_ ](?=\D)")
_CLAUSE = lazy_pattern(r"[,;:–—]\s")


def first_title(article: Article, stem: str) -> str:
    """Return a title: the file name if it consists of words ("my-week-in-sapporo"), else the first sentence."""
    named = _DATE.sub("", stem)
    words = [w for w in re.split(r"[\W_]+", named) if w]
    readable = [w for w in words if w.isalpha() and (w.islower() or w.istitle())]
    # Jekyll uses the name after the date as the title of a post.
    least = 2 if named != stem else 3
    if len(readable) >= least and len(readable) >= 0.8 * len(words):
        title = " ".join(words)
        return title[0].upper() + title[1:]
    body = next((p for p in article.passages if p.kind is not PassageKind.BOILERPLATE), article.passages[0])
    text = article.text[body.start : body.end]
    if body.seconds is not None:
        text = _SPEAKER.sub("", _SOUNDS.sub("", text) or text, count=1)
    return shorten(first_sentence(text))


def first_sentence(text: str) -> str:
    """Return the first sentence of a text on one line, without its full stop."""
    flat = " ".join(text.split())
    first = next((flat[start:end] for start, end in sentence_spans(flat)), "")
    return _STOP.sub("", first).strip(" .。")


def shorten(sentence: str, longest: int = _LONGEST) -> str:
    """Return the sentence if it fits, otherwise as many of its clauses as fit.

    If no clause fits, cut the sentence between words and add an ellipsis.
    """
    if len(sentence) <= longest:
        return sentence
    cut = [m.start() for m in _CLAUSE.finditer(sentence, 0, longest + 2) if m.start() >= longest // 4]
    if cut:
        return sentence[: cut[-1]]
    head = sentence[:longest]
    return (head.rsplit(" ", 1)[0] if " " in head else head) + "…"
