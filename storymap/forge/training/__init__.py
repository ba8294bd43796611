"""Train the tagger and the ranker, and compile the word tables."""
