"""Story and places in everybody else's formats."""
