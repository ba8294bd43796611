"""Compile the gazetteer.

- The base is the data of the pinned packages. The facts are the files in `storymap/facts`, which correct and extend the
  base.
- A row is a place of the base or of the gazetteer. A draft contains the values of a row while the gazetteer is
  compiled.
- A patch is a change to the data of a place. Each module turns one kind of fact into patches.
- Names are compared in their folded form (`storymap.gazetteer.fold`). The `Match` of a name and a place says how well
  the name fits the place.
"""
