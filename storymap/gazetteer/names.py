"""Select the alternate names of GeoNames that people use, and compute the prominence of settlements."""

from __future__ import annotations

from math import log10

from storymap.gazetteer.fold import fold
from storymap.gazetteer.scripts import script

# Places with at least this population keep their names in all scripts. Smaller places only keep the names in scripts
# that are used in their country.
_KNOWN_ABROAD = 100_000
_UNKNOWN = 200  # assumed population if GeoNames has no figure


def settled(population: int) -> float:
    """Return the prominence of a settlement: the decimal logarithm of its population."""
    return log10(max(population, _UNKNOWN))


def is_name(alternate: str, native: frozenset[str], population: int) -> bool:
    """Return whether people use an alternate name. Return False for machine transliterations, airport codes and URLs.

    Machine transliterations have no capital letters ("qian sui shi", "chytwsh hwkaydw"). `native` are the scripts that
    are used in the country of the place.
    """
    if any(sign in alternate for sign in "0123456789/@"):
        return False
    written_in = script(alternate)
    if written_in != "Latn":
        return written_in in native or (bool(written_in) and population >= _KNOWN_ABROAD)
    if alternate == alternate.lower():
        return False
    letters = len(fold(alternate).replace(" ", ""))
    return letters > 3 and not (alternate.isupper() and letters < 6)
