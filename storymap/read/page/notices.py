"""Recognize short notices of a page by their words: calls to follow or write, offers, counters and disclosures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from storymap.lazy_pattern import lazy_pattern

_LONGEST = 240  # a notice has at most this many code points
# Lines that are notices, wherever they are on a page.
_NOTICE = lazy_pattern(
    r"""(?xi)\W*(?: scroll(?:\ down)?(?:\ (?:to|for)\ \w+(?:\ \w+)?)?\s*[↓⬇⇩▼▾⌄∨]+ | (?:scroll\ down|scrollen|nach\ unten\ scrollen|défilez|desplázate|scorri|przewiń|rol\ omlaag|スクロール|向下滚动)\s*[↓⬇⇩▼▾⌄∨]*
    | (?:\d+(?:[.,/]\d+)?\s?[x×](?:\s*[|/·])?\s*){2,}
    | (?:扫一扫|扫码|长按|掃碼|掃描).{0,16}(?:关注|關注|二维码|下载|QR|微信|公众号).{0,12} | qrコードを?読み取.{0,12} | scan\ (?:the|this)\ qr[\ -]?code\ (?:to|for)\b.{0,60} | (?:scannen\ sie|scanne)\ den\ qr[\ -]?code\b.{0,60} | escanea\ el\ código\ qr\b.{0,60} | (?:scannez|flashez)\ le\ (?:qr[\ -]?)?code\b.{0,60}
    | (?:we|i)\ (?:may\ |might\ |can\ )?(?:earn|receive|get)\ (?:a\ |an\ )?(?:small\ |affiliate\ )*commission\b(?=.{0,80}\b(?:links?|purchas\w+|buy|bookings?|sales?|affiliates?)\b).{0,160} | (?:as\ an\ amazon\ associate)\b.{0,120} | (?:wir|ich)\ (?:erhalte\w*|bekomme\w*)\ (?:\w+\ ){0,3}provision\b.{0,120}
    | [^.]{0,80}\bctrl\s?[+＋]\s?enter\b.{0,60}
    | (?:責任編輯|责任编辑|编辑)\s*[:：].{0,12} | \w[\w.-]*\ (?:reblogged|boosted)\ this\b.{0,80}
    | read\ (?:the\ )?(?:full|whole|entire|rest\ of\ (?:the|this))\ (?:story|article|post|piece|interview) | (?:lire|lee|leer|leggi|czytaj)\ (?:l['’]article\ complet|la\ (?:nota|noticia)\ completa|l['’]articolo\ completo|cały\ (?:artykuł|tekst)) | (?:ganzen\ (?:artikel|text|beitrag)\ lesen) | (?:explore|discover|see)\ more | top\ highlight
    | (?:end\ of\ (?:the\ )?(?:article|story)|ende\ des\ artikels|fin\ de\ l['’]article|fin\ del\ artículo|fine\ dell['’]articolo|fim\ d[oa]\ (?:artigo|matéria)|koniec\ artykułu)
    | \+\ ?(?:google|outlook|apple|ical|add\ to\ (?:\w+\ )?calendar|export\w*|zu|till|do|añadir|ajouter)\b.{0,30}
    )\s*[:：.…!»›→]*"""
)
# Matches a hint to scroll, and the speeds of a player.
_SCROLL = lazy_pattern(
    r"(?i)\W*(?:scroll(?: down)?(?: (?:to|for) \w+(?: \w+)?)?\s*[↓⬇⇩▼▾⌄∨]+|(?:\d+(?:[.,/]\d+)?\s?[x×](?:\s*[|/·])?\s*){2,})\W*"
)
# Matches the targets of links in a notice.
_OFFERED = lazy_pattern(
    r"(?i)^mailto:|^tel:|^sms:|//(?:www\.|m\.)?(?:facebook|instagram|twitter|x|t|telegram|whatsapp|wa|youtube|tiktok|linkedin|threads|bsky|pinterest|patreon|ko-fi|buymeacoffee|paypal|steadyhq|weibo|line|vk)\.(?:com|me|app|net|net|ee)/"
    r"|[/?&.=_-](?:subscri\w*|newsletter\w*|sign-?up|register|abo|abonn\w*|suscri\w*|donat\w*|spenden|membership|login|tip-?us|app-?store)\b"
)
# Lines that are notices, but may also be the heading of a list of other content.
_SECTION = lazy_pattern(
    r"""(?xi)\W*(?:(?:keep|continue)\ exploring | (?:explore|discover|read|see)\ more\ (?:stories|guides|places|ideas)
    | (?:tüm\ (?:yazıları|haberleri)|diğer\ (?:yazıları|yazarlar|haberler)|ilgili\ haberler|todos\ sus\ artículos|tous\ ses\ articles|tutti\ i\ suoi\ articoli|wszystkie\ artykuły|alle\ artikel\ (?:von|des|der)\ .{1,40}|all\ (?:posts|articles|stories)\ by\ .{1,40}|więcej\ (?:artykułów|na\ ten\ temat)|powiązane\ (?:artykuły|wpisy|obiekty|treści|eksponaty|materiały)|objets\ (?:liés|associés)|(?:objetos|obras|piezas)\ relacionad[oa]s|(?:oggetti|opere)\ (?:correlat[ie]|collegat[ie])|relaterade\ (?:föremål|objekt)|relaterte\ (?:gjenstander|objekter)|gerelateerde\ objecten|související\ (?:předměty|objekty)|kapcsolódó\ tárgyak|связанные\ (?:предметы|объекты|экспонаты)|lignende\ artikler|relaterede\ artikler|relaterade\ (?:artiklar|evenemang)|gerelateerde\ (?:artikelen|berichten)|meer\ over\ dit\ onderwerp|עוד\ בנושא|כתבות\ נוספות|קראו\ (?:גם|עוד))
    | (?:相关|相關)(?:推荐|推薦|新闻|新聞|阅读|閱讀|文章|报道|報導|链接)\W* | (?:推荐|猜你喜欢|热门文章|热点推荐|精彩推荐|延伸閱讀)\s*[:：].{0,12} | (?:関連|おすすめ|注目|人気)(?:の)?(?:記事|ニュース|リンク|特集)\W*
    )\s*[:：.…!»›→]*"""
)
# Matches headings and buttons of pages with obituaries.
_TRIBUTE = lazy_pattern(
    r"(?i)\W*(?:tribute wall|share (?:a|your) (?:memory|memories|condolences)|leave a (?:tribute|condolence)|light a candle|plant a (?:memorial )?tree|kerze anzünden|kondolenzbuch|livre de condoléances|allumer une bougie|enciende una vela|zapal świeczkę|księga kondolencyjna)(?:\s*\(\d+\))?\W*"
)
_COUNTED = r"boosts?|favou?rites?|favs?|reblogs?|retweets?|reposts?|favoriten|favoris"
_COUNT = rf"\d[\d.,]*\s?[kKmM]?\s*(?:{_COUNTED}|likes?|replies|reply|quotes?|notes|zitate|antworten|geteilt|partages|me\ gusta)"
_COUNTS = lazy_pattern(
    rf"(?i)\d[\d.,]*\s?[km]?\s*(?:{_COUNTED})|(?:.{{0,60}}[·•|]\s*)?{_COUNT}(?:\s*[·•|,]\s*(?:{_COUNT}|web|[\w ]{{1,30}}app))+"
)
# Lines before or after the text that are buttons, or that ask readers for something.
_BUTTON = lazy_pattern(
    r"(?i)\W*(?:artikel )?(?:merken|drucken|speichern|vorlesen|anhören|zuhören|bookmark|save(?: for later)?|guardar|imprimir|escuchar|enregistrer|sauvegarder|écouter|offrir|salva|stampa|ascolta|zapisz|drukuj|posłuchaj|opslaan|bewaren|luister|spara|lyssna|lagre|kaydet|yazdır|保存|收藏|打印|字号.{0,8}|印刷(?:する)?|ブックマーク|クリップ|[aA]\s?[+-]\s?[aA]\s?[+-]?)\W*"
)
_TIP_REQUEST = lazy_pattern(
    r"""(?xi)\W*(?: masz\ (?:temat|informacj\w+|pytani\w+|zdjęci\w+) | widziałe?a?ś\b.{0,30} | (?:have|got)\ (?:you\ (?:got\ )?)?(?:a|an|any)\ (?:tip|story|news|question)s?\b | do\ you\ (?:have|know)\b.{0,40} | (?:haben\ sie|hast\ du|habt\ ihr)\b.{0,40} | vous\ avez\ (?:une|des)\b.{0,40} | ¿?tienes\ (?:una|alguna)\b.{0,40} | hai\ una?\b.{0,30} | heb\ (?:je|u)\b.{0,30} | har\ du\b.{0,30} )[^.!?]{0,40}\?"""
)
_CONTACT = lazy_pattern(
    r"(?i)\b(?:napisz|pisz|zadzwoń|write to|e-?mail|contact us|tell us|send (?:it|us)|let us know|schreib\w* (?:uns|an)|melden sie|écrivez|contactez|escr[ií]b\w+nos|scriv\w*ci|mail ons|tipsa oss|skriv til)\b|\w@\w"
)
_NETWORK = lazy_pattern(
    r"(?i)\b(?:facebook|instagram|twitter|telegram|whatsapp|youtube|tiktok|linkedin|mastodon|bluesky|pinterest|newsletter|rss|google news)\b|微信|微博|公众号|LINE公式"
)
_FOLLOW = lazy_pattern(
    r"(?i)\W*(?:(?:you can )?follow|(?:like|find) (?:us|me) on|join (?:us|me|our)|puedes seguir|pod[eé]s seguir|sígu[ea]\w*|síganos|segu[ií](?:nos|te)|suivez|retrouvez|rejoignez|folg(?:e|en sie|t)|abonnier(?:e|en sie|t)|besuch(?:e|en sie|t)|segui(?:ci|teci)|siga|acompanhe|obserwuj\w*|polub\w*|śledź|dołącz|volg|følg|följ|bizi\b.{0,60}\btakip|подпис\w+|следите|читайте)\b"
)
_FIRST_PERSON = lazy_pattern(
    r"(?i)\b(?:us|our|me|my|nos|nuestr\w+|notre|nous|moi|uns\w*|mir|mein\w*|ci|nostr\w+|noss\w+|nas|nasz\w*|mnie|ons|onze|mij|os|vores|oss|vår\w*|bizi\w*|нас|наш\w*|меня)\b|-(?:nos|moi)\b|sígu[ea](?:nos|me)|seguici|síguenos"
)
_DISCLOSURE = lazy_pattern(
    r"(?i)\b(?:all |the )?(?:opinions|views|thoughts)(?: expressed)?(?: here)? are (?:entirely |all |as always |always )*(?:my|our|his|her|their) own\b|\bthis (?:trip|visit|stay|tour|post|article) was (?:kindly )?(?:sponsored|supported|hosted|funded|made possible) by\b|\b(?:diese|die) (?:reise|recherche) (?:wurde|fand)\b.{0,60}\b(?:unterstützt|einladung)\b|\bce (?:voyage|séjour|reportage) a été (?:soutenu|réalisé|organisé)\b|\b(?:affiliate|affiliate-|affiliatelinks?|affiliaat)[ -]?links?\b|\b(?:enlaces?|links?) de afiliad[oa]s?\b|\bliens? d?['’]?affili\w+|\blinks? (?:di affiliazione|affiliat[oi])\b|\b(?:linki|linków) (?:afiliacyjn|partnersk)\w+|\baffiliate odkaz\w*|партн[её]рск\w+ ссыл\w+|партнерськ\w+ посилан\w+|アフィリエイト|\bin qualità di affiliat[oae]\b|\bcome affiliat[oa]\b|\beste viaje (?:fue|ha sido) (?:posible|patrocinado|invitad[oa])\b"
)
# Matches the end of a press release.
_END_MARK = lazy_pattern(
    r"(?i)\W*[-–—*#~]+\s*(?:ends?|ende|fin|fine|fim|koniec|konec|slut|slutt|loppu|einde|конец|кінець|край|終わり|end of (?:press )?release)\s*[-–—*#~]+\W*|(?-i:ENDS)\W*|-\s?30\s?-|#\s?#\s?#"
)
# Matches the labels of the box with the contact for journalists.
_PRESS = lazy_pattern(
    r"(?i)\W*(?:notes?\s(?:to|for)\s(?:the\s)?editors?|(?:media|press)\s(?:contacts?|enquir\w+|inquir\w+|office|relations)|(?:contacts?\s)?for\s(?:the\s)?(?:media|press)|pressekontakte?|medienkontakte?|kontakt\s(?:für\s(?:die\s)?)?(?:presse|medien)|(?:ihre?\s)?ansprechpartner(?:in)?|contacts?\s(?:de\s|pour\sla\s)?presse|relations\s(?:avec\sla\s)?presse|service\s(?:de\s)?presse|contactos?\s(?:de|para|con)\s(?:la\s)?(?:prensa|medios|los medios)|gabinete\sde\sprensa|contatos?\s(?:de|para)\s(?:a\s)?imprensa|assessoria\sde\simprensa|(?:contatti|ufficio)\s(?:per la\s)?stampa|kontakt\sdla\s(?:mediów|prasy)|perscontact|contact\svoor\sde\spers|presskontakt|mediakontakt|medieyhteydet|yhteydenotot|kontakt\spro\smédia|sajtókapcsolat|контакты?\sдля\s(?:сми|прессы)|пресс-служба|basın\siletişim|報道関係者.{0,12}|媒体联系.{0,6}|보도\s?문의)\W*"
)
_PRICE = r"(?:€|\$|£|zł|kr\b|chf|eur\b|euros?\b|usd|\d+[.,]\d\d)"
_OFFER = lazy_pattern(
    rf"""(?xi) \b\d+\ (?:weeks?|wochen?|months?|monate?n?|semaines?|mois|meses|mes|semanas?|mesi|settiman[ae]|miesi\w+|tygodni\w*|maanden|weken|ay)\b.{{0,30}}{_PRICE} | {_PRICE}.{{0,20}}\b(?:per|pro|par|al|a|/)\s?(?:week|month|woche|monat|mois|mes|mese)\b
    | jederzeit\ kündbar | monatlich\ kündbar | cancel\ (?:at\ )?any\ ?time | (?:sans\ engagement|résiliable\ à\ tout\ moment) | (?:cancela|sin\ permanencia)\b | (?:annulla|disdici)\ quando | możesz\ zrezygnować | maandelijks\ opzegbaar
    | (?:bereits|schon)\ (?:abonnent|kunde|mitglied)\w*\? | already\ (?:a\ )?(?:subscrib\w+|member)\? | déjà\ abonné\W | ya\ eres\ suscriptor | (?:sei\ )?già\ abbonat[oa]\? | masz\ już\ (?:konto|prenumeratę)\? | al\ abonnee\?
    | weiterlesen\ mit\b | (?:to\ )?(?:continue|keep)\ reading,?\ (?:with|subscribe|sign|start) | alle\ artikel\ (?:frei|lesen) | unlimited\ (?:access|articles) | accès\ (?:illimité|à\ tous) | acceso\ ilimitado | poursuivez\ (?:la|votre)\ lecture | (?:jetzt|gratis|kostenlos)\ (?:\w+\ ){{0,3}}testen | start\ (?:your\ )?(?:free\ )?trial | essayer\ gratuitement | prueba\ gratis"""
)


@lru_cache(maxsize=64)
def is_notice(words: str) -> bool:
    """Return whether a short line is a notice, wherever it is on a page.

    Examples: a hint to scroll, a counter of likes.
    """
    return len(words) <= _LONGEST and bool(_NOTICE.fullmatch(words) or _COUNTS.fullmatch(words) or opens_list(words))


def is_counts(words: str) -> bool:
    """Return whether a line only counts likes and similar reactions, or is a hint to scroll."""
    return len(words) <= _LONGEST and bool(_COUNTS.fullmatch(words) or _SCROLL.fullmatch(words))


def leads_to_offer(addresses: Iterable[str]) -> bool:
    """Return whether one of the link addresses is a social media profile, a mailbox, or a page to subscribe or pay."""
    return any(map(_OFFERED.search, addresses))


def opens_list(words: str) -> bool:
    """Return whether a line is the label of other content, such as "Keep exploring", or a link to such content."""
    return len(words) <= _LONGEST and bool(_SECTION.fullmatch(words.strip("【】[]■◆▼●□▶・ ")))


@lru_cache(maxsize=64)
def is_appeal(words: str) -> bool:
    """Return whether a line asks readers to follow the site or to write to it."""
    if len(words) > _LONGEST:
        return False
    follows = _FOLLOW.match(words) and _NETWORK.search(words) and _FIRST_PERSON.search(words)
    return bool(follows or (_TIP_REQUEST.match(words) and _CONTACT.search(words)))


def asks_to_follow(words: str) -> bool:
    """Return whether a few words ask readers to follow the site: "Follow our channel"."""
    return len(words) <= _LONGEST and bool(_FOLLOW.match(words) and _FIRST_PERSON.search(words))


def is_tribute(words: str) -> bool:
    """Return whether a line is the label of the section for condolences on a page with an obituary."""
    return bool(_TRIBUTE.fullmatch(words[:_LONGEST]))


def is_button(words: str) -> bool:
    """Return whether a line is only the label of a button, such as "Save".

    Inside the text, such a line may be an item of a list.
    """
    return len(words) <= 40 and bool(_BUTTON.fullmatch(words))


def is_disclosure(words: str) -> bool:
    """Return whether a line after the text states who paid for a journey."""
    return len(words) <= _LONGEST and bool(_DISCLOSURE.search(words))


def is_end_mark(words: str) -> bool:
    """Return whether a line marks the end of a press release: "-Ends-", "###"."""
    marked = not words[:1].isalnum() or words.startswith("ENDS")
    return marked and len(words) <= 30 and bool(_END_MARK.fullmatch(words))


def is_press_label(words: str) -> bool:
    """Return whether a line is the label of the contact for journalists: "Media contact"."""
    return len(words) <= 60 and bool(_PRESS.fullmatch(words))


def count_offers(words: str) -> int:
    """Return how many different phrases in a box are typical of subscription offers. Prices together count as one."""
    found = {found[0].casefold() for found in _OFFER.finditer(words)}
    return len({"a price" if re.search(_PRICE, phrase, re.I) else phrase for phrase in found})
