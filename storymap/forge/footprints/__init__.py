"""Compile the areas of places (footprints)."""
