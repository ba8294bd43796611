"""Everything that puts a finished page into another site: snippets, the loader, oEmbed and the share image."""
