"""The builders and trainers that compile `storymap/data`. Only `storymap data` imports them; building a story map does not."""
