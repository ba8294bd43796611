"""Compiles the gazetteer."""
