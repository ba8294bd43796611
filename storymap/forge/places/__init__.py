"""Compile the gazetteer."""
