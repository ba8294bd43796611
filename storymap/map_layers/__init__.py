"""Map layers: lines, areas and points from GPX, GeoJSON and KML files, which places.yaml adds to the map."""

from storymap.map_layers.attach import add_layers

__all__ = ["add_layers"]
