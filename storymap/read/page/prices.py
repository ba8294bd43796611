"""Recognize offers of a subscription by their prices, in any language."""

from __future__ import annotations

from storymap.lazy_pattern import lazy_pattern

_AMOUNT = r"\d[\d.,]*"
_BEFORE = r"[€$£¥₹₩₪₺₽₴₫฿₾֏₸₼₦]|R\$|(?:rs|rp|rm|usd|eur|chf|kr|tk)\b\.?"
_AFTER = (
    r"(?:[€$£¥₹₩₪₺₽₴₫฿₾֏₸₼]|(?:euros?|eur|zł|zl|pln|kč|ft|huf|kroner|krone|kronor|krona|króna|krónur|kr|chf|franken|lei|ron|лв|руб\w*|грн|din|дин|den|kn|tl|lira|usd|dollars?|pesos?|ден|тенге|тг|сом|сум|manat|лари)(?![^\W\d_])"
    r"|円|元|원|บาท|рублей|гривень|ლარი|դրամ|درهم|ريال|تومان|روپے|ریال|דינר|ש\"ח|रुपये|रु|টাকা|ரூபாய்|ብር|đồng|đ)"
)
_PRICE = lazy_pattern(rf"(?i)(?:{_BEFORE})\s?{_AMOUNT}|{_AMOUNT}\s?{_AFTER}")
# A week, a month or a year. The words are stems, because many languages inflect them.
_PERIOD = lazy_pattern(
    r"""(?xi)(?<![^\W\d_])(?:weeks?|months?|monthly|weekly|years?|yearly|annual\w* | woche\w* | monat\w* | jahr\w* | mois|semaines?|mensuel\w* | mes|meses|mensual\w*|semanas?|mês|mensal | mes[ei]|settiman\w+|mensile | maand\w*|weken
      | måned\w* | månad\w* | måna\w* | uger? | veck\w+ | mánuð\w+ | kuukau\w+|kk | kuu\w* | mēne\w+ | mėn\w* | miesi\w+|tydzień|tygodni\w+ | měsí\w+ | mesiac\w* | mesec\w* | mjesec\w* | hónap\w* | lun[aăi]\w* | месяц\w*|месец\w* | місяц\w* | недел\w+ | μήνα\w*|μηνιαί\w+ | ay(?:lık)? | ayda | muaj\w* | hilabete\w* | mis | mhí | bulan | tháng | mwezi
      )(?![^\W\d_]) | か?月(?:額|間|费|費)? | 개월 | 월 | เดือน | شهر | ماه | مہینہ | חודש | महीन | মাস | மாத | నెల | തിങ്കൾ | മാസ | თვე | ամիս | ай(?:ына)? | ወር | ខែ | ເດືອນ"""
)


def has_price(words: str) -> bool:
    """Return whether a text has an amount of money."""
    return bool(_PRICE.search(words))


def has_price_for_period(words: str) -> bool:
    """Return whether a text has an amount of money and a period, such as a month, that it may be for."""
    return has_price(words) and bool(_PERIOD.search(words))
