"""Web pages: where the article is on the page, and what the page says about it."""
