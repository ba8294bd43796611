"""The version of storymap. This module has no imports."""

__version__ = "0.1.0"
