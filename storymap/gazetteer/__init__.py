"""The embedded gazetteer: names to places, offline. Built by `storymap.forge.places`."""

from storymap.gazetteer.fold import fold
from storymap.gazetteer.store import EmbeddedGazetteer, open_gazetteer

__all__ = ["EmbeddedGazetteer", "fold", "open_gazetteer"]
