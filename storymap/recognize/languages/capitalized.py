"""Find place names in languages with capitals, except English: names in the gazetteer are scored by their features.

No model is trained. The features are the prominence of the place, the frequency of the name as an ordinary word, and
the words next to it: "nach Halle" but "die Halle", "près de Laval" but "Mme Laval". The weights are in `scores.toml`.
"""

from __future__ import annotations

from storymap.gazetteer.fold import fold
from storymap.model import Mention, Reason, Rejected
from storymap.ports import Gazetteer
from storymap.recognize.languages.candidates import find_candidates
from storymap.recognize.languages.data import Language
from storymap.recognize.languages.document import ScoredName, apply_document
from storymap.recognize.languages.feature_names import Feature
from storymap.recognize.languages.features import observe
from storymap.recognize.languages.scoring import (
    LISTED_CONFIDENCE,
    MENTION_CONFIDENCE,
    SUGGESTION_CONFIDENCE,
    weights_for,
)
from storymap.recognize.languages.words import Word, split_words

# If the feature EVERYDAY_BEGINS_SENTENCE has at least this value, the word counts as an ordinary word.
_ORDINARY = 0.8


def find_capitalized(
    text: str, language: Language, gazetteer: Gazetteer, doubtful: list[Mention] | None = None
) -> tuple[list[Mention], list[Rejected]]:
    """Return mentions of kind NAME, and rejected names, which are parts of names of people or organisations.

    Mentions are in text order and do not overlap. The `lemma` of a declined mention is its base form. Names whose
    confidence is too low for a mention are added to `doubtful`, except ordinary words at the beginning of a sentence.
    """
    words = list(split_words(text, language))
    mentions, rejected = [], []
    for name in score_names(text, words, language, gazetteer):
        first, after = name.candidate.first, name.candidate.after
        start, end = words[first].start, words[after - 1].end
        surface = text[start:end]
        lemma = "" if fold(name.candidate.name) == fold(surface) else name.candidate.name
        if name.confidence >= MENTION_CONFIDENCE:
            mentions.append(Mention(surface, start, end, confidence=round(name.confidence, 4), lemma=lemma))
        elif name.bearer is not None:
            whole = text[words[name.bearer.first].start : words[name.bearer.after - 1].end]
            reason = Reason(f"inside-{name.bearer.kind}", {"whole": " ".join(whole.split())})
            rejected.append(Rejected(surface, start, end, reason))
        elif doubtful is not None and name.confidence >= _least(name):
            doubtful.append(Mention(surface, start, end, confidence=round(name.confidence, 4), lemma=lemma))
    return mentions, rejected


def _least(name: ScoredName) -> float:
    """Return the minimum confidence of a doubtful name. It is higher for an ordinary word that begins a sentence."""
    is_ordinary = name.features.get(Feature.EVERYDAY_BEGINS_SENTENCE, 0.0) >= _ORDINARY
    return SUGGESTION_CONFIDENCE if is_ordinary else LISTED_CONFIDENCE


def score_names(text: str, words: list[Word], language: Language, gazetteer: Gazetteer) -> list[ScoredName]:
    """Return all candidates of a text in order, scored by the name, the words next to it and the whole text."""
    lower_case_words = {word.lower for word in words if not word.capital}
    weights = weights_for("capitalized", language)
    names = [
        ScoredName(candidate, observe(words, candidate, lower_case_words, language), weights)
        for candidate in find_candidates(text, words, language, gazetteer)
    ]
    apply_document(text, words, names, language)
    return names
