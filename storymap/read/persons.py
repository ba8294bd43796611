"""Read the names of persons from a byline or an author field. Leave out roles, news organisations, places and dates."""

from __future__ import annotations

import re

from storymap.lazy_pattern import lazy_pattern
from storymap.read.credits import BY, COLON, OTHERS, UNCASED, credits_in, with_colons, words_for
from storymap.read.dates import SIGNS, date_in
from storymap.read.towns import without_town

_BY = lazy_pattern(
    r"""(?xi)^\W*(?: guest\s+(?:authors?|writers?|bloggers?|contributors?|columnists?)\b | gastautor(?:in)?\b | auteur\ invité\w*\b | unsere[mrn]\s+[\w-]+(?=\s+\S)
    | (?:verfasst|geschrieben|erstellt|veröffentlicht|gepostet)\s+von\b | (?:ein\s+)?(?:beitrag|artikel|text|bericht)\s+von\b | (?:ingediend|geplaatst|geschreven|gepost)\s+door\b | (?:skrevet|tekst)\s+a[fv]\b | (?:skriven|skrivet|text)\s+av\b | (?:rédigé|écrit|publié|posté|proposé)\s+par\b | (?:publicado|escrito|enviado)\s+por\b | (?:scritto|pubblicato|inserito|testo)\s+d[ai]\b | a\s+cura\s+di\b | (?:opracował|napisał|autork|opublikował)a?\s*:? | yazan\b\s*:? | γράφτηκε\s+από(?:\s+τ(?:ον|ην|ο|η))?\b | (?:συντάκτης|κείμενο)\s*: | מאת\s*:? | (?:af|nga|vun)\s+(?=\S+\s+\S) | (?:本[报報台网網刊])?(?:记者|記者)\s*[:：\s] | 撰文\s*[:：／/\s]+
    | από\b | (?:written|posted|published|reported|compiled|edited|words|story|text|photos?|interview|review|report|guest\ post|post|article|an?\ article)\s+(?:and\ photos\s+)?by\b | by\b | authors?\s*: | author\b(?=\s) | autor(?:in|es|a)?\s*:? | auteure?s?\s*:? | von\b | par\b | por\b | di\b | door\b | eftir\b | gan\s+(?=\S+\s+\S) | na\s+(?=\S+\s+\S) | imeandikwa\s+na\b | le\s+(?=[A-ZÁÉÍÓÚ]\S+\s+[A-ZÁÉÍÓÚ]) | (?:autors?|autore|autorius|autorė|müəllif|egilea|ავტორი|հեղինակ|เรื่อง|โดย|লিখেছেন|লেখা|تحریر|از|எழுதியவர்)\s*[:：՝] | โดย | pel\s+| av\b | text(?:o|e|es|os)?\s*(?:(?:und|and|et|y|e|&)\s*(?:fotos?|photos?))?\s*: | testo\s*: | tekst\w*\s*: | words\s*: | story\s*: | post\s?by\b | автор\w*\s*:? | текст\s*: | بقلم | كتب[ةه]? | 文(?:[・＝=と]写真)?[:：・／/\s=＝]* | 取材[・、]?文? | 執筆(?:者)?[:：\s]* | [^\s・／/=＝:：]{0,12}(?:支局|支社|総局|本社|編集部|報道部|社会部|文化部|地方部|特派員|通信員|論説委員)[\s・／/=＝:：]+ | 記者\s*[:：] | 作者\s*[:：]? | 글\s*[:：]? )\s*[:：]?\s*"""
)
_DEGREES = lazy_pattern(
    r"^\W*(?:(?:prof|doc|dr|mgr|mag|inż|ing|lic|hab|dipl|mudr|phdr|докт|проф|канд)\b\.?-?\s*)+(?=[^\W\d_a-zß-öø-ÿ])"
)
# Matches a town and, after a dash, full names: "Paris – Jean Perrin"
_TOWN_FIRST = lazy_pattern(r"[^\W\d_][^\s\d]*\s+[-–—]\s+(?P<names>\S+\s+\S.{1,80})")
_AFTER = lazy_pattern(
    r"(?i)\s*(?:(?!\((?-i:[A-ZÀ-Þ])[^()\d]{1,30}\)\s(?-i:[A-ZÀ-Þ]))[•/@(（\[<»›→]|(?<![\u3400-\u9fff]{2})(?<!l)·|·(?![\u3400-\u9fff]{2}|l)|\s(?:文|图|圖|摄|攝|撰)(?=\s|$)|\bfor\s+(?:the\s+)?[A-Z]|\b(?:in|on|at|from|aus)\s+[A-Z0-9].*|\s[-–—]\s|\b(?:published|updated|posted|follow|share|email|contact|photograph\w*|photos?\s+by|translated|aktualisiert)\b|\b(?:fotos?|photos?|фото\w*|bild(?:er)?|pictures|illustrations?|video|видео)\s*:|写真[:：・／/\s]|\d{1,4}[./-]|\b\d{1,2}\b).*$",
    re.S,
)
# After a single word, these words show that it is not a name: "Society for …", "Last updated: …".
_REST_OF_PHRASE = lazy_pattern(r"(?i)(?:for|updated|follow|share|email|contact)\b")
# The workplace after a role: "Ann Lee, Software Engineer at Acme". The words after the last comma are the role.
_WORKPLACE = lazy_pattern(r"(?:at|on)\s+[A-Z]")
_COUNT = lazy_pattern(r"[(（\[]\s*\d*\s*[)）\]]?\s*$|[(（\[]\s*\d")  # matches a number in brackets
# The roles of people who did not write the text.
_OTHERS = words_for(*OTHERS)
_OTHERS_ONLY = lazy_pattern(rf"(?i)\W*{_OTHERS}\s*[.]")
_OTHERS_AFTER = lazy_pattern(rf"(?i)[\s,;|·(/-]+{_OTHERS}\s*(?:[.]|{COLON}|\b{BY}\s).*$", re.S)
_ALL_OF = lazy_pattern(
    r"(?i)\s*\b(?:tüm yazıları|diğer yazıları|todos sus artículos|ver todos|tous ses articles|voir tous|tutti gli articoli|alle artikel|(?:weitere|mehr) (?:artikel|beiträge)|mehr von|autres articles|plus d[’']articles|otros artículos|más artículos|outr[ao]s (?:artigos|matérias)|altri articoli|meer (?:artikelen|van)|fler artiklar|flere artikler|więcej artykułów|inne artykuły|(?:все|другие|ещё|еще) (?:статьи|материалы|публикации)|інші (?:статті|матеріали)|other (?:articles|stories|posts)|alle beiträge|wszystkie artykuły|see all|view all|more from)\b.*$|\s*(?:다른\s?)?(?:기사|글)\s?(?:더\s?)?(?:보기|목록).*$|\s*(?:この(?:著者|筆者|記者|ライター)の|その他の記事|記事一覧|他の記事).*$|\s*(?:更多(?:文章|作品|内容)|查看(?:更多|全部|作者)|全部文章|所有文章).*$|\s*(?:جميع|كل|المزيد من) (?:المقالات|مقالات).*$"
)
_BEFORE_DATE = lazy_pattern(r"[\s,]+(?:(?:on|op|am|vom|på)(?:\s+[^\W\d_]{2,10}\.?,)?|le|el|il|den|dnia|dne)[\s,]*$")
# Matches a remark after a name: "Ann Lee (earlier)". The next pattern matches a name with the remark that the person is
# not an author: "Bo Ek (photos)".
_REMARK = lazy_pattern(r"\s*[(（](?:[^\W\d_A-Z][^()（）\d]{0,30})[)）](?=\s*(?:[,;&]|\w))")
_OTHERS_REMARK = lazy_pattern(
    rf"(?i)(?:[,;&]|\b(?:and|und|et|y|e|i|och|og|en)\b)\s*[^,;&()（）]{{3,40}}[(（]\s*{_OTHERS}[^()（）]*[)）]"
)
_OUTLET_FIRST = lazy_pattern(r"([^-–—|/:]{2,40}?)(?:\s+[-–—|/·]\s+|\s*:\s+)")
_AGENCY = lazy_pattern(r"[^\W\d_a-zß-öø-ÿ]{2,4}(?<=[A-ZİÇŞČŠÖÜ])")  # AFP, İHA, ČTK
_REPEATED = lazy_pattern(r"(\S+(?: \S+)+) \1")  # matches a name that is followed by a hidden copy of it
_ASKS = lazy_pattern(r"[?!？！](?:\s|$)")  # matches the end of a question or a call, which has no names
_COMMAS = (",", "，", "،")
_INITIAL = lazy_pattern(r"\s[^\W\d_]$")
# Matches the day of the week before a date, as in "Ann Lee Thursday, 16 October 2003".
_WEEKDAY = lazy_pattern(
    r"(?i)[\s,(]+(?:(?:on|am|le|el|il|em|op|on|w|v)\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|måndag|tisdag|lördag|söndag"
    r"|poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar)[\s,.]*$"
)
_JOIN = lazy_pattern(
    r"(\s*(?:[,;，、،؛／]|\b(?:and|und|et|y|e|и|i|og|och|en|ja|a|ve|și|és|dan|та|і|και|with|mit|avec|con|sowie)\b|\bو(?=\s)|&)\s*)"
)
_ROLE = lazy_pattern(
    rf"""(?xi)(?<![\w{SIGNS}])(?: staff | writers? | reporters? | correspond\w* | editors? | editorial | \w*leiter(?:in)? | \w*redakteur\w* | redatt\w+ | redact\w+ | journalist\w* | corresponsal | corrispondente | correspondant\w* | korespondent\w* | columnists? | contributors? | contributing | admin\w* | administrator | webmaster | team\w* | ekip\w* | équipe | equip[aoe] | zespół | команда | tim\ redaksi | newsdesk | desk | verslaggev\w+ | redactor\w* | redaktor\w* | dziennikarz\w* | novinar\w* | muhabir\w* | toimittaj\w* | újságíró | newsroom | redaktion | redakteur\w* | rédaction | redacción | redazione | redactie | редакция | korrespondent\w*
    | journalists? | journalistes? | photograph\w* | producers? | producer | presenter | chief | bureau | agency | agencies | agentur | news | press | associated\ press | reuters | afp | dpa | ap | efe | ansa | tass | bbc | cnn | wire | services? | media | magazine | zeitung | times | tribune | gazette | herald | journal | courier | guest | author | autor | authors | by
    | share | follow | print | tweet | subscribe | comments? | read | more | view | profile | all\ posts | posts? | archive | unknown | anonymous | user | website | blog | home | about | contact | email | facebook | twitter | instagram | linkedin | whatsapp | the | our | this | minutes? | published | updated | posted | am | pm | experts? | professor | prof | phd | ltd | inc | gmbh | llc | university | institute | department | redação | redacao | redacció | redaktionen | redaksi | redaksjonen | uredništvo | redakcija | szerkesztőség | haber\ merkezi | administrador | administrateur | yönetici | محرر\w* | डेस्क | संवाददाता | デスク | 편집[부국] | מערכת | redactie | redakcja | redakce | toimitus | 编辑部 | 編集部 | 編集 | 取材班 | 通信 | 新聞 | 記者 | 通讯员 | 来源 | 기자 | وكالات | تحرير | প্রতিনিধি | প্রতিবেদক | ডেস্ক | নিজস্ব | निजी | प्रतिनिधि | ब्यूरो | நிருபர் | செய்திப்பிரிவு | ప్రతినిధి | ویب\ ڈیسک | نمائندہ | رپورٹر | خبرنگار | گروه | कार्यालय | กองบรรณาธิการ | ผู้สื่อข่าว | რედაქცია | კორესპონდენტი | խմբագրություն | mwandishi | waandishi | redaksia | redaksiya\w* | toimetus | erredakzioa | gohebydd | newyddion | tuairisceoir | ritstjórn | blaðamaður | wartawan | phóng\ viên | ban\ biên\ tập | редакція | рэдакцыя | novinark\w* | redaktork\w* | ziņu | кореспондент\w* | тілші\w* )(?![\w{SIGNS}])"""
)
_OFFICE = lazy_pattern(
    r"(?:編輯部|编辑部|編輯室|编辑室|編集部|編集室|取材班|報道部|新聞社|新闻社|报社|報社|通訊社|通信社|电视台|편집부|편집국|취재팀|新聞|日報|日报|晚报)$"
)
_UNCASED_WORD = lazy_pattern(rf"[{UNCASED}'’.-]+")
_CJK = lazy_pattern(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_LETTERS = rf"[^\W\d_][\w{SIGNS}.'’`´‘·-]*"
_ONE_NAME = lazy_pattern(_LETTERS + rf"(?:\s{_LETTERS}|\s[“\"'‘(][\w .-]{{1,20}}[”\"'’)]){{0,5}}")
PARTICLES = frozenset(
    ["von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "el", "al", "bin", "ibn", "zu", "zur", "ter", "ten", "af", "av", "y", "e", "i", "do", "das", "und", "st"]
)  # fmt: skip
_TOWN = lazy_pattern(rf"[^\W\d_][\w{SIGNS}'’-]*")
_LONG_KEY = 8  # a name of a site that is looked for in longer names has at least this many letters
_ARTICLE = 3  # a grammatical article before the name of a site has at most this many letters
_LONGEST_WORD = 3  # a word such as "by" has at most this many code points
_NAME_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "md", "phd", "m.d", "ph.d", "dr"})


def persons(written: str, sites: frozenset[str] = frozenset()) -> list[str]:
    """Return the persons in a page's author metadata, in order.

    "By", roles, dates, places and the site itself are left out. `sites` are the names of the site in lower case,
    without spaces and punctuation.
    """
    text = re.sub(r"https?://[^\s|]+|[^\s|]+@[^\s|]+\.\w+|(?<!\w)@\w+", " ", " ".join(written.split()))[:300]
    if _OTHERS_ONLY.match(text):
        return []
    text = with_colons(text)
    labelled = list(credits_in(text))
    if any(credit.role for credit in labelled):
        chosen = [c for c in labelled if c.role == "author"] or [c for c in labelled[:1] if not c.role]
        chosen = chosen or [c for c in labelled if c.role == "publisher"]
        return list(dict.fromkeys(name for c in chosen for name in _names_in(c.names, sites)))
    found: list[str] = []
    agency = False  # whether the last part is a news agency with a comma, which a place follows
    for part in text.split("|"):
        names = [] if agency or _ASKS.search(part) else _names_in(part.strip(), sites)
        named = is_role(part) or _AGENCY.fullmatch(part.strip(" ,，،"))
        agency = not found and not names and part.rstrip()[-1:] in _COMMAS and bool(named)
        if any(" " in name for name in names) and all(map(_UNCASED_WORD.fullmatch, found)):
            found = []  # in scripts without capitals, a single word before a full name is a label
        # after names, a single word is a place
        found += names if not found else [name for name in names if " " in name]
    # if there is a full name, a very short word is not a name: "Na Hamisi Mtoro"
    full = any(" " in name for name in found)
    return [name for name in dict.fromkeys(found) if not full or len(name) > _LONGEST_WORD or not name.isascii()]


def _names_in(text: str, sites: frozenset[str]) -> list[str]:
    """Return the persons in a list of names. "By" may be before the list, and roles, places or dates after it."""
    written, opened, before = text, begins_with_by(text), None
    while before != text:
        before, text = text, _BY.sub("", text, count=1)
    text = without_degree(text)
    text = _after_outlet(_REMARK.sub(" ", _OTHERS_REMARK.sub("", text)), sites)
    text = _ALL_OF.sub("", _OTHERS_AFTER.sub("", _without_date(text)))
    town = _TOWN_FIRST.fullmatch(text)
    names = _names_in(town["names"], sites) if town else []
    if names and all(" " in name for name in names):
        return names
    text = without_town(_without_rest(text, opened=opened))
    found: list[str] = []
    parts = _JOIN.split(text)
    role = False  # whether the line begins with a role, which a place may follow
    office = False  # whether the part before has several words
    outlet = False  # whether the name of the site has occurred, which a place follows
    for part, joined in zip(parts[::2], ["", *parts[1::2]], strict=True):
        name = without_degree(part.strip(" .:·|-–—\u200b"))
        outlet = (outlet and joined.strip() in _COMMAS) or (bool(found) and is_outlet(name, sites))
        if outlet:
            continue
        name = _REPEATED.sub(r"\1", re.sub(r"\s*(?:記者|记者|기자)$", "", name))
        name = _without_last_outlet(name, sites)
        # The name ends with the initial of a surname, so its full stop is put back.
        name += "." if _INITIAL.search(name) and name[-1].isupper() and f"{name}." in written else ""
        if _is_place_after(found, name, joined):
            continue
        # a single word after "and" belongs to the name of an office: "Department of Tracks and Huts"
        if role and " " not in name and (office or joined.strip() in _COMMAS):
            continue
        office = " " in name
        role = not found and bool(_ROLE.search(name) or _AGENCY.fullmatch(name))
        if found and name.lower().strip(".") in _NAME_SUFFIXES:
            found[-1] += f", {part.strip()}"
        elif name and _is_person(name, sites):
            if found and _share_surname(found[-1], name, joined):
                found[-1] += f" {joined.strip()} {cased(name)}"
            else:
                found.append(cased(name))
        elif joined.strip() == "&" and found and " " not in found[-1] and is_cased(found[-1][0]):
            found.pop()  # this is one name, such as that of a magazine: "Food & Co."
    return found


def _without_rest(text: str, *, opened: bool) -> str:
    """Return the part of a byline with the names: the text before an outlet, a contact, a number and similar parts.

    `opened`: whether "By" was before the text. Return "" if the part is no name.
    """
    kept = _AFTER.sub("", text)
    cut = text[len(kept) :].lstrip()
    if " " not in kept.strip() and _COUNT.match(cut):
        return ""  # this is a counter: "Comments (3)"
    if cut[:1].isdecimal() and _UNCASED_WORD.match(kept):
        return ""  # in scripts without capitals, words before a number are not recognised as a name
    if not opened and " " not in kept.strip() and _REST_OF_PHRASE.match(cut):
        return ""
    if "," in kept and _WORKPLACE.match(cut):
        kept = kept.rpartition(",")[0]
    return (_BEFORE_DATE.sub("", kept) if cut[:1].isdecimal() else kept).strip(" .:,;·|-–—)）]】")


def without_degree(text: str) -> str:
    """Return a name without the academic degrees in lower case before it: "Ana Kos" for "dr hab. Ana Kos"."""
    return _DEGREES.sub("", text, count=1)


def _after_outlet(text: str, sites: frozenset[str]) -> str:
    """Return a byline without the name of the site or an agency before a full name: "Reuters – Jane Doe"."""
    outlet = _OUTLET_FIRST.match(text)
    if outlet is None or not (is_outlet(outlet[1], sites) or _ROLE.search(outlet[1])):
        return text
    name = _AFTER.sub("", text[outlet.end() :]).strip()
    return text[outlet.end() :] if " " in name or (name and not name.isascii()) else text


def is_outlet(name: str, sites: frozenset[str]) -> bool:
    """Return whether a name is that of the site, perhaps with a word for a region or section after it: "SWR Aktuell".

    A name that has several words after the name of the site, or lacks the article of this name, is that of the site
    too: "Kabar Selat Media", "Il-Leħen".
    """
    words, key = name.split(), name_key(name)
    if any(name_key("".join(words[:count])) in sites for count in range(max(1, len(words) - 1), len(words) + 1)):
        return True
    return len(key) >= _LONG_KEY and any(
        (len(site) >= _LONG_KEY and key.startswith(site))
        or (site.endswith(key) and len(site) - len(key) <= _ARTICLE and not re.fullmatch(BY, site.removesuffix(key)))
        for site in sites
    )


def _without_last_outlet(name: str, sites: frozenset[str]) -> str:
    """Return a name without the name of the site, at least two words, at its end: "Ann Lee" for "Ann Lee Him Vani".

    If only one word is before the name of the site, it is a role, so the result is "".
    """
    words = name.split()
    end = next((i for i in range(1, len(words) - 1) if name_key("".join(words[i:])) in sites), len(words))
    return " ".join(words[:end]) if end != 1 or len(words) == 1 else ""


def name_key(text: str) -> str:
    """Return the letters and digits of a text in lower case, for comparison with the names of the site."""
    return re.sub(r"[\W_]+", "", text.casefold())


def _without_date(text: str) -> str:
    """Return the part of a line before its date, or the part after the date if the line begins with the date."""
    dated = date_in(text)
    if dated is None:
        return text
    before = _BEFORE_DATE.sub("", _WEEKDAY.sub("", text[: dated.start]))
    return before if before.strip() else text[dated.end :]


def _is_place_after(found: list[str], name: str, joined: str) -> bool:
    """Return whether a name after a comma is a city, as in "Jane Doe, Leeds".

    The last part is a city if it is a single word after the full name of a person.
    """
    return bool(found) and " " in found[-1] and joined.strip() in _COMMAS and bool(_TOWN.fullmatch(name))


def _share_surname(before: str, name: str, joined: str) -> bool:
    """Return whether two names share a surname: "Ann & Bo Larsen"."""
    return " " not in before and " " in name and joined.strip() not in (",", ";", "，", "、", "／")


def _is_person(name: str, sites: frozenset[str]) -> bool:
    key = name_key(name)
    if (
        len(key) < 2
        or _AGENCY.fullmatch(name)
        or (" " in name and any(char.isdigit() for char in name))
        or key in sites
        or is_outlet(name, sites)
        or re.search(r"\w\.[a-z]{2,6}$", name)
        or is_account(name)
        or len(name) > 60
        or not _ONE_NAME.fullmatch(name)
    ):
        return False
    if _ROLE.search(name) or _OFFICE.search(name):
        return False
    words = name.split()
    if not words[0].isascii() and not words[0][0].isupper() and is_capital(words[0][0]):
        return len(words) <= 2 or not _CJK.match(words[0])  # the name is in a script without capitals
    return (
        all(
            is_capital(w[0]) or w[0] in "“\"'‘(" or w.lower() in PARTICLES or re.search(r"['’][^\W\d_a-zß-öø-ÿ]", w)
            for w in words
        )
        or len(words) == 1
    )


def is_capital(char: str) -> bool:
    """Return whether a name may begin with a character. It may be a capital, or belong to a script without capitals."""
    return char.isupper() or not is_cased(char)


def is_cased(char: str) -> bool:
    """Return whether a character belongs to a script in which names begin with a capital. Georgian is not such a script."""
    return char.lower() != char.upper() and not "\u10d0" <= char <= "\u10ff"


_ACCOUNT = lazy_pattern(r"(?i:[\w.-]*(?:admin|webmaster|editor|newsdesk|redakcja|redazione|user)\d*)|[a-z]\w*[_\d]\w*")


def is_account(name: str) -> bool:
    """Return whether a name of one word is that of an account: "siteadmin", "anna_k"."""
    return bool(_ACCOUNT.fullmatch(name))


def cased(name: str) -> str:
    """Return a name with the capitalization that is usual for names."""
    words = name.split()
    if len(words) > 1 and not words[0].isupper() and all(w.isupper() and len(w) > 3 for w in words[1:]):
        # this is the style of French newspapers, which write surnames in capitals
        return " ".join([words[0], *map(_capital, words[1:])])
    if not name.isupper() or len(name) <= 3 or "." in name[:2]:
        return name
    return " ".join(w.lower() if w.lower() in PARTICLES and i else _capital(w) for i, w in enumerate(name.split()))


def _capital(word: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda m: m[0] if len(m[0]) == 1 else m[0][0] + m[0][1:].lower(), word)


_GUEST = lazy_pattern(
    rf"""(?xi)^\W*(?:(?:this|the\ following|dies(?:er)?|voici|este|questo|dit|dette|det\ här|это|ceci)\ (?:post\ )?(?:is|was|ist|es|è|est|er|är)\ )?(?:an?\ |ein\ |un['’]?\ ?|uno\ |een\ |et\ |ett\ )?
    (?:guest[\ -](?:post|article|essay|blog|column|story|contribution) | gast(?:beitrag|artikel|bijdrage|blog|innlegg|indlæg|inlägg) | gjeste?(?:innlegg|blogg) | gæste?(?:indlæg|blog)
      | gästinlägg | article\ invité | billet\ invité | (?:artículo|entrada|post)\ (?:invitad[oa]|de\ invitad[oa]) | post\ (?:convidado|ospite) | articolo\ (?:ospite|di\ un\ ospite) | (?:wpis|post)\ gościnny | gościnny\ wpis | гостевой\ (?:пост|материал) | vieraskynä)
    \w*\W*?(?:\ (?:written|contributed|geschrieben|verfasst))?\ (?:{BY}|af)\ (?P<name>[^.;!?:]{{3,80}})"""
)


def is_role(text: str) -> bool:
    """Return whether a part of a byline contains a word for a role, a newsroom or a news organisation.

    Example: "Chief Reporter".
    """
    return bool(_ROLE.search(text) or _OFFICE.search(text)) and not _BY.match(text)


def without_by(line: str) -> str:
    """Return a line without the word "By", in any of the languages, at its beginning."""
    return _BY.sub("", line, count=1)


def begins_with_by(line: str) -> bool:
    """Return whether a line begins with "By" in any of the languages."""
    return bool(_BY.match(line))


def guest_in(line: str) -> list[str]:
    """Return the author named in a note such as "Guest post by Ann Lee, who …", or []."""
    found = _GUEST.match(" ".join(line.split()))
    names = persons(re.split(r",\s+[^\W\d_A-ZÀ-ÞА-Я]", found["name"])[0]) if found else []
    return [name for name in names if " " in name]
