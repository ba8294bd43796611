"""places.yaml: the editor's word. It always wins, and says so.

    version: 1
    names: JP                                   # whose names of disputed places stand first
    places:
      Chitose: {id: geonames:2130404}           # this one, wherever the article says Chitose
      The Old Mill: {name: Old Mill Café, lat: 43.06, lon: 141.35, note: Closed on Mondays.}
      Orient: {ignore: true}                    # not a place
      Georgia:                                  # two places of one name: occurrence by occurrence
        - {in: p2, id: geonames:614540}
        - {quote: peaches from Georgia, id: geonames-admin1:US.GA}
    scenes:
      p4: {title: The strait, camera: {box: [139, 44, 145, 48], zoom: 7}}
      p7: {hide: true}

Keys under `places` are the words of the article, letter by letter. A name that was not found is added wherever the text has it.
Every field is described in schemas/places-yaml.schema.json.
"""

from storymap.overrides.apply import Applied, apply
from storymap.overrides.read import load_overrides
from storymap.overrides.values import Override, Overrides
from storymap.overrides.write import NAME, ConflictError, PlacesFile

__all__ = ["NAME", "Applied", "ConflictError", "Override", "Overrides", "PlacesFile", "apply", "load_overrides"]
