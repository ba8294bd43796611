"""Embed a page in another site: snippets, the loader, oEmbed and the share image."""
