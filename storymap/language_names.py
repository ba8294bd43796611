"""Check language tags. The module has the names of the languages of ISO 639-1."""

from __future__ import annotations

from storymap.language import primary_language
from storymap.lazy_pattern import lazy_pattern
from storymap.nearest import nearest

TAG = lazy_pattern(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_EXAMPLES = "en, de or zh-Hant"
# Code and English name of a language. The former codes iw, in and ji are accepted, because old web pages and Java use
# them.
_NAMES = """
aa Afar|ab Abkhazian|ae Avestan|af Afrikaans|ak Akan|am Amharic|an Aragonese|ar Arabic|as Assamese|av Avaric|ay Aymara
az Azerbaijani|ba Bashkir|be Belarusian|bg Bulgarian|bh Bihari|bi Bislama|bm Bambara|bn Bengali|bo Tibetan|br Breton
bs Bosnian|ca Catalan|ce Chechen|ch Chamorro|co Corsican|cr Cree|cs Czech|cu Church Slavic|cv Chuvash|cy Welsh|da Danish
de German|dv Divehi|dz Dzongkha|ee Ewe|el Greek|en English|eo Esperanto|es Spanish|et Estonian|eu Basque|fa Persian|ff Fulah
fi Finnish|fj Fijian|fo Faroese|fr French|fy Frisian|ga Irish|gd Gaelic|gl Galician|gn Guarani|gu Gujarati|gv Manx|ha Hausa
he Hebrew|hi Hindi|ho Hiri Motu|hr Croatian|ht Haitian|hu Hungarian|hy Armenian|hz Herero|ia Interlingua|id Indonesian
ie Interlingue|ig Igbo|ii Sichuan Yi|ik Inupiaq|in Indonesian|io Ido|is Icelandic|it Italian|iu Inuktitut|iw Hebrew
ja Japanese|ji Yiddish|jv Javanese|ka Georgian|kg Kongo|ki Kikuyu|kj Kuanyama|kk Kazakh|kl Greenlandic|km Khmer|kn Kannada
ko Korean|kr Kanuri|ks Kashmiri|ku Kurdish|kv Komi|kw Cornish|ky Kyrgyz|la Latin|lb Luxembourgish|lg Ganda|li Limburgish
ln Lingala|lo Lao|lt Lithuanian|lu Luba-Katanga|lv Latvian|mg Malagasy|mh Marshallese|mi Maori|mk Macedonian|ml Malayalam
mn Mongolian|mr Marathi|ms Malay|mt Maltese|my Burmese|na Nauru|nb Norwegian Bokmål|nd North Ndebele|ne Nepali|ng Ndonga
nl Dutch|nn Norwegian Nynorsk|no Norwegian|nr South Ndebele|nv Navajo|ny Chichewa|oc Occitan|oj Ojibwa|om Oromo|or Odia
os Ossetian|pa Punjabi|pi Pali|pl Polish|ps Pashto|pt Portuguese|qu Quechua|rm Romansh|rn Rundi|ro Romanian|ru Russian
rw Kinyarwanda|sa Sanskrit|sc Sardinian|sd Sindhi|se Northern Sami|sg Sango|sh Serbo-Croatian|si Sinhala|sk Slovak
sl Slovenian|sm Samoan|sn Shona|so Somali|sq Albanian|sr Serbian|ss Swati|st Southern Sotho|su Sundanese|sv Swedish
sw Swahili|ta Tamil|te Telugu|tg Tajik|th Thai|ti Tigrinya|tk Turkmen|tl Tagalog|tn Tswana|to Tonga|tr Turkish|ts Tsonga
tt Tatar|tw Twi|ty Tahitian|ug Uyghur|uk Ukrainian|ur Urdu|uz Uzbek|ve Venda|vi Vietnamese|vo Volapük|wa Walloon|wo Wolof
xh Xhosa|yi Yiddish|yo Yoruba|za Zhuang|zh Chinese|zu Zulu
"""
# Native names of languages. They may be written in front matter and options.
_OWN_NAMES = {
    "deutsch": "de", "français": "fr", "francais": "fr", "español": "es", "espanol": "es", "italiano": "it",
    "português": "pt", "portugues": "pt", "nederlands": "nl", "svenska": "sv", "norsk": "no", "dansk": "da", "suomi": "fi",
    "polski": "pl", "čeština": "cs", "русский": "ru", "українська": "uk", "日本語": "ja", "中文": "zh", "العربية": "ar",
    "türkçe": "tr", "magyar": "hu", "íslenska": "is", "한국어": "ko", "ελληνικά": "el", "farsi": "fa", "slovene": "sl",
}  # fmt: skip
_BY_CODE = {row[:2]: row[3:] for line in _NAMES.split("\n") for row in line.split("|") if row}
_BY_NAME = {name.casefold(): code for code, name in reversed(_BY_CODE.items())} | _OWN_NAMES


def language_problem(tag: str) -> str:
    """Return a sentence that says what is wrong with a language tag and what to write.

    Return "" if the tag can be used.

    Codes of two letters are checked against ISO 639-1. The thousands of codes of three letters are not checked.
    """
    if TAG.fullmatch(tag):
        code = primary_language(tag)
        if len(code) > 2 or code in _BY_CODE:
            return ""
        return f"“{tag}” starts with “{code}”, which is not an ISO 639-1 language code. Use a tag such as {_EXAMPLES}."
    if (written := _from_locale(tag)) and not language_problem(written):
        return f"“{tag}” is not a language tag. Did you mean “{written}”?"
    name = tag.strip().casefold()
    near = nearest(name, _BY_NAME)
    if not near:
        return f"“{tag}” is not a language tag. Use a tag such as {_EXAMPLES}."
    code = _BY_NAME[near]
    return f"“{tag}” is not a language tag. Did you mean “{code}” ({_BY_CODE[code]})?"


# Modifiers of POSIX locales that name a script.
_SCRIPTS = {"latin": "Latn", "cyrillic": "Cyrl", "devanagari": "Deva", "iqtelif": "Latn"}
_LOCALE = lazy_pattern(r"([a-zA-Z]{2,3})(?:_([a-zA-Z]{2}|[0-9]{3}|[a-zA-Z]{4}))?(?:\.[\w-]{1,20})?(?:@(\w{1,20}))?")


def _from_locale(name: str) -> str:
    """Return the language tag of a POSIX locale, or "": "en-US" for "en_US.UTF-8", "sr-Latn" for "sr@latin"."""
    found = _LOCALE.fullmatch(name.strip())
    if not found:
        return ""
    region = (found[2] or "").upper() if len(found[2] or "") != 4 else found[2].title()
    return "-".join(filter(None, (found[1].lower(), _SCRIPTS.get((found[3] or "").lower(), ""), region)))
