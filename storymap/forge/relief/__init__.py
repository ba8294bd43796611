"""Compile the shaded relief of the world into raster tiles."""
