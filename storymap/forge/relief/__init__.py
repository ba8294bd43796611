"""Compile the shaded relief of the world into picture tiles."""
