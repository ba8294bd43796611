"""Read web pages: find the article on the page and its metadata."""
