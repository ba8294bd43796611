"""Which of GeoNames' alternate names count as names, and the prominence of a population."""

from __future__ import annotations

from math import log10

from storymap.gazetteer.fold import fold
from storymap.gazetteer.scripts import script

_KNOWN_ABROAD = 100_000  # people; from here on names in any script are kept, below only those in the country's scripts
_UNKNOWN = 200  # people; used where GeoNames has no figure


def settled(population: int) -> float:
    """The prominence of a population."""
    return log10(max(population, _UNKNOWN))


def is_name(alternate: str, native: frozenset[str], population: int) -> bool:
    """Whether an alternate is a name in use, rather than a machine transliteration, an airport code or an address.

    Machine transliterations have no capitals ("qian sui shi", "chytwsh hwkaydw").
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
