"""Lines and areas that the editor adds to the map from GPX, GeoJSON and KML files, named in places.yaml."""

from storymap.map_layers.attach import add_layers

__all__ = ["add_layers"]
