"""Compile the basemap."""
