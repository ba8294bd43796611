"""Map GeoNames feature codes to concepts of the Getty Art & Architecture Thesaurus (AAT).

The identifiers are those that the Linked Places Format lists for place types. A code is left out if no concept has the
same meaning. For example, a strait could be a passage, a sound or a channel in the thesaurus.
"""

from __future__ import annotations

from storymap.model import Place

# Id of a concept -> (its name in the thesaurus, GeoNames codes).
_CONCEPTS = {
    "300008347": ("inhabited places", "P"),
    "300232420": ("sovereign states", "PCLI"),
    "300232418": ("administrative divisions", "ADM1 ADM2 ADM3 ADM4 ADM5"),
    "300182722": ("regions (geographic)", "RGN"),
    "300128176": ("continents", "CONT"),
    "300008791": ("islands", "ISL"),
    "300386853": ("island groups", "ISLS"),
    "300008804": ("peninsulas", "PEN"),
    "300008850": ("capes (landforms)", "CAPE"),
    "300008795": ("mountains", "MT"),
    "300386831": ("mountain ranges", "MTS"),
    "300008777": ("hills", "HLL"),
    "300259572": ("passes (landforms)", "PASS"),
    "300008761": ("valleys (landforms)", "VAL"),
    "300008805": ("plains (landforms)", "PLN"),
    "300132339": ("plateaus (landforms)", "PLAT"),
    "300008916": ("deserts", "DSRT"),
    "300008686": ("oases", "OAS"),
    "300008760": ("deltas", "DLTA"),
    "300008687": ("oceans", "OCN"),
    "300008694": ("seas", "SEA"),
    "300132315": ("gulfs (bodies of water)", "GULF"),
    "300132316": ("bays (bodies of water)", "BAY"),
    "300266558": ("sounds", "SD"),
    "300008676": ("fiords (bodies of water)", "FJD"),
    "300008679": ("lagoons (bodies of water)", "LGN"),
    "300008680": ("lakes", "LK"),
    "300132312": ("riverine bodies of water", "STM"),
    "300008736": ("waterfalls", "FLLS"),
    "300008697": ("springs (bodies of water)", "SPNG"),
    "300008835": ("glaciers (bodies of water)", "GLCR"),
    "300008678": ("harbors", "HBR"),
    "300006075": ("canals (waterways)", "CNL"),
    "300006191": ("reservoirs", "RSV"),
    "300007836": ("bridges", "BDG"),
    "300000681": ("airports", "AIRP"),
    "300000455": ("military bases", "MILB AIRB NVB"),
    "300000835": ("battlefields", "BTL"),
    "300006891": ("castles", "CSTL"),
    "300007486": ("churches", "CH"),
    "300007544": ("mosques", "MSQE"),
    "300008187": ("parks", "PRK"),
}
_DESERTED = {"PPLH", "PPLQ", "PPLW"}  # historical, abandoned, destroyed
_OF_CODE = {code: (number, name) for number, (name, codes) in _CONCEPTS.items() for code in codes.split()}


def concept(place: Place) -> tuple[str, str] | None:
    """Return the id and name of the concept for a place, such as ("300008791", "islands"), or None if there is no such concept."""
    lived_in = place.feature_class == "P" and place.feature_code not in _DESERTED
    return _OF_CODE.get(place.feature_code) or (_OF_CODE["P"] if lived_in else None)
