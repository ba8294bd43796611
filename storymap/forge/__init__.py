"""Compile and train the files in `storymap/data`.

Only `storymap data` imports this package. Building a story map does not need it.
"""
