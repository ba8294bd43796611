"""Read and check the facts in `storymap/facts`."""
