"""Read, apply and write overrides, which are in the file places.yaml.

An override replaces a decision that storymap made, and the page says so.

    version: 1
    names: JP                                   # show this country's names of disputed places first
    places:
      Chitose: {id: geonames:2130404}           # every mention of Chitose is this place
      The Old Mill: {name: Old Mill Café, lat: 43.06, lon: 141.35, note: Closed on Mondays.}
      Orient: {ignore: true}                    # not a place
      Georgia:                                  # two places with one name: an entry for each occurrence
        - {in: p2, id: geonames:614540}
        - {quote: peaches from Georgia, id: geonames-admin1:US.GA}
    scenes:
      p4: {title: The strait, camera: {box: [139, 44, 145, 48], zoom: 7}}
      p7: {hide: true}

A key under `places` is a name with the spelling of the article. If storymap did not recognize the name, the override
makes every occurrence of the name a mention. All fields are described in schemas/places-yaml.schema.json.
"""

from storymap.overrides.apply import Applied, apply
from storymap.overrides.merge import Layer, load_layers, merge
from storymap.overrides.read import load_overrides
from storymap.overrides.values import Override, Overrides
from storymap.overrides.write import NAME, ConflictError, PlacesFile, article_of

__all__ = [
    "NAME",
    "Applied",
    "ConflictError",
    "Layer",
    "Override",
    "Overrides",
    "PlacesFile",
    "apply",
    "article_of",
    "load_layers",
    "load_overrides",
    "merge",
]
