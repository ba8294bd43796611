"""`storymap build` with several articles: a page each in one folder, an index page, and only changed articles built again."""

from storymap.cli.several.build import build_many
from storymap.cli.several.inputs import is_pattern

__all__ = ["build_many", "is_pattern"]
