"""Reading and checking the facts in `storymap/facts`."""
