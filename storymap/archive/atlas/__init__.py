"""The atlas of an archive: a static folder with one map of all places, which works from a web server and from disk.

`index.html` has the map, the places and the scripts. Passages, the index of words and the more detailed map tiles are scripts
that are loaded when they are needed, because pages that are opened from disk cannot fetch files.
"""

from storymap.archive.atlas.write import Written, write_atlas

__all__ = ["Written", "write_atlas"]
