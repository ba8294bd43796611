"""Compile and train the files in `storymap/data`.

Only `storymap data` imports this package; building a story map does not.
"""
