"""Build several articles with `storymap build`: a page for each in one folder, and an index page.

Only changed articles are built again.
"""
