"""The builders and trainers that compile `storymap/data`. Imported by `storymap data` alone; never when a story is built."""
