"""Compiles the areas of places."""
