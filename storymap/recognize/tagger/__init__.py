"""Tag names of places, people and organisations in English text with a conditional random field."""

from storymap.recognize.tagger.crf import Span, Tagger, Tagging

__all__ = ["Span", "Tagger", "Tagging"]
