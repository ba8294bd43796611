"""Replace recognition so that a name is always a suggestion."""

from __future__ import annotations

import pytest

from storymap import pipeline
from storymap.model import Article, Mention, Reason, Suggestion
from storymap.overrides.occurrences import occurrences
from storymap.ports import Gazetteer
from storymap.recognize import Recognition, recognize
from storymap.recognize.tagger import Tagger


def suggest_only(monkeypatch: pytest.MonkeyPatch, name: str, score: float) -> None:
    """Patch recognition so that it returns a name as a suggestion with this score.

    It never returns the name as a mention or as a rejected name.
    """

    def recognized(article: Article, gazetteer: Gazetteer, tagger: Tagger) -> Recognition:
        found = recognize(article, gazetteer, tagger)
        mentions = tuple(Mention(name, start, end, confidence=score) for start, end in occurrences(article.text, name))
        others = [s for s in found.suggestions if s.surface != name]
        if mentions:
            others.append(Suggestion(mentions, Reason("suggested-known", {"name": name}), score))
        return Recognition(
            tuple(m for m in found.mentions if m.surface != name),
            tuple(r for r in found.rejected if r.surface != name),
            tuple(others),
        )

    monkeypatch.setattr(pipeline, "recognize", recognized)
