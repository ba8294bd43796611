"""Trains the tagger and the ranker, and compiles the word tables."""
