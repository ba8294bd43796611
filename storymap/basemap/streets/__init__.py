"""Streets from a PMTiles archive of the user. Import `streets.reader` only where they are used: it imports shapely."""
