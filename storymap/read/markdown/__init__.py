"""Read Markdown in all its dialects."""
