"""Read Markdown in all its dialects. `article` has the parser; the modules with the fields of articles do not need it."""
