"""Read streets from a PMTiles archive of the user.

`streets.reader` imports shapely, which is slow, so import it only where streets are used.
"""
