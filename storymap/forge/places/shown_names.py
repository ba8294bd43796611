"""Choose the localized names of a place that pages show."""

from __future__ import annotations

from collections.abc import Mapping

from storymap.forge.places.transcription import transcriptions

# Country -> language whose names are transcribed into German and French, for places in this country.
_TRANSCRIBED = {"RU": "ru", "UA": "uk"}


def shown_names(own: str, names: Mapping[str, str], country: str) -> list[list[str]]:
    """Return the localized names of a place as [name, language, side]. The side of a dispute is always "".

    `own` is the main name of the place. Names that equal it are left out. `names` are the known names by language. For a
    place in Russia or Ukraine, the German and French transcriptions are added for languages without a known name.
    """
    native = _TRANSCRIBED.get(country, "")
    spelled = transcriptions(names[native], native) if native in names else {}
    return [[name, language, ""] for language, name in sorted({**spelled, **names}.items()) if name != own]
