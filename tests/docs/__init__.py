"""The documentation: what is generated for it, how its site is built, and tests of its examples and links.

commands.py   writes docs/reference/commands.md and exit-codes.md from the code
gallery.py    builds the stories of seeds/gallery.toml
pictures.py   draws the pictures of the gallery and of the tutorials with Chromium
site.py       puts all of this together in build/docs and runs Zensical
blocks.py     the code blocks and links of a page
"""
