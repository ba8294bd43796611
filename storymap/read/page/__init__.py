"""Read web pages: find the article on a page, and its metadata."""
