"""Build several articles with `storymap build`: a page for each in one folder, and an index page.

Only changed articles are built again.
"""

from storymap.cli.several.build import build_many
from storymap.cli.several.inputs import is_pattern

__all__ = ["build_many", "is_pattern"]
