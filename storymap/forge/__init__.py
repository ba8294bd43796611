"""Compile and train the files in `storymap/data`.

Only `storymap data` imports this package. It is not needed to build a story map.
"""
