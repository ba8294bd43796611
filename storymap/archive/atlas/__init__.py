"""The atlas of an archive: a static folder with one map of all places, which works from a web server and from disk.

`index.html` contains the map, the places and the program. The passages, the index of words and the more detailed map
tiles are in separate JavaScript files, which the page loads when it needs them: a page that is opened from disk cannot
fetch files, but it can load scripts.
"""

from storymap.archive.atlas.write import Written, write_atlas

__all__ = ["Written", "write_atlas"]
