"""Embed a page in another site: snippets, the script of guided posts, oEmbed and the share image."""
