"""Compiles the basemap."""
