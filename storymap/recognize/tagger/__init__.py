"""The tagger: a conditional random field that marks names of places, people and organisations in English text."""

from storymap.recognize.tagger.crf import Span, Tagger, Tagging

__all__ = ["Span", "Tagger", "Tagging"]
