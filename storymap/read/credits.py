"""Read who made which part of an article: author, photographer, illustrator, translator, editor.

All patterns for bylines, credits and captions are built from one table, so that each of them covers all languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from storymap.language import may_be_east_asian
from storymap.lazy_pattern import lazy_pattern
from storymap.read.dates import SIGNS

# Role -> words, separated by spaces. "*" stands for any end of a word, and "_" for a space in a term.
ROLES = {
    "author": (
        "by words story text texts author authors writer writers reporter report* reporting written_by interview research"
        " text* autor autorin autoren autorka autore autora autores autorzy auteur* verfasser* redacteur testo testi texto textos texte textes tekst* tekstit słowa"
        " forfatter skribent tekijä yazan yazar* автор* текст* συντάκτης κείμενο מאת الكاتب بقلم 作者 撰文 文字 文 取材 執筆* 記者 记者 글 글쓴이"
        " autrice autrici autoras skrev skrifað tèks piše napisal* napísal* autoři autori penulis oleh tác_giả लेखक লেখক propos_recueillis textare rédacteur redattore redattrice scris autoare"
        " kirja_pani kirjoittanut szöveg szerző írta írták faclan nivîs nivîskar tèxte tèxtes γράφει muhabir  teksti ข้อความ ผู้เขียน نویسنده متن autors autorius autorė müəllif egilea egileak testua ავტორი ტექსტი հեղինակ* տեքստ* เรื่อง โดย লেখা প্রতিবেদন تحریر எழுதியவர் мәтін авторы imeandikwa_na maandishi geiriau testun"
        " எழுத்து கட்டுரை എഴുതിയത് രചന ലേഖകൻ ലേഖിക തയ്യാറാക്കിയത് రచన రచయిత రచయిత్రి ಬರಹ ಲೇಖಕ ಲೇಖಕರು ಲೇಖಕಿ લેખક લેખિકા લેખન ਲੇਖਕ ਲਿਖਤ ଲେଖକ ଲେଖା लेखिका आलेख लेखन शब्दांकन লেখক රචනය සටහන စာရေးသူ ရေးသားသူ"
        " អត្ថបទ អ្នកនិពន្ធ និពន្ធដោយ ໂດຍ ຂຽນໂດຍ ຜູ້ຂຽນ เขียน เขียนโดย เขียนและเรียบเรียง ტექსტის_ავტორი գրեց ጸሐፊ ጸሀፊ ጽሑፍ ጽሁፍ ዘገባ إعداد نص تقرير كتبها كتبه نوشته نویسندگان گزارش لیکوال نووسەر نووسینی כתבה כתב зохиогч бичсэн сурвалжлагч аўтар muallif awtor"
    ),
    "photographer": (
        "photo photos photograph photographs photography photographer* photographies photographie* picture pictures image images camera"
        " foto fotos foto's fotograf* fotografí* fotografi* bild bilder aufnahme* cliché* zdjęci* fot valokuv* kuva kuvat fotoğraf* kép képek snímk* fotky"
        " фото* снимк* снимок светлини φωτογραφ* צילום תמונות צילו* صور تصوير 写真 撮影 摄影 攝影 图片 圖片 圖 图 摄 图片提供 圖片提供 写真提供 사진 beeld slika slike fotke ภาพ foto* bildred* φωτογραφίες ფოტო* լուսանկար* nuotrauk* argazki* lluniau llun picha mynd myndir ছবি ফটো فوٹو تصویر تصاویر படம் புகைப்படம் ảnh gambar fotod сурет* grianghraf* fotó fotók"
        " ചിത്രം ചിത്രങ്ങൾ ഫോട്ടോ ఫోటో ఫోటోలు చిత్రాలు ಚಿತ್ರ ಚಿತ್ರಗಳು ಫೋಟೋ તસવીર તસવીરો ફોટો ਤਸਵੀਰ ਤਸਵੀਰਾਂ ਫੋਟੋ ଫଟୋ ଚିତ୍ର फोटो फ़ोटो तस्वीर तस्वीरें तस्बिर छायाचित्र छायाचित्रे छायाकार படங்கள் ඡායාරූප ဓာတ်ပုံ រូបភាព រូបថត ພາບ ຮູບ ภาพถ่าย ถ่ายภาพ"
        " snimio snimila snimili fotografisao fotografirao fotografirala semeya semeyes dealbh dealbhan wêne wêneyên maletg maletgs ljósmynd ljósmyndir"
        " ፎቶ ፎቶግራፍ عدسة عکس عکاس وێنە انځور гэрэл_зураг surat suratlar"
    ),
    "illustrator": (
        "illustration illustrations illustrated illustrator* drawing drawings graphic graphics map maps design designed art artwork data"
        " zeichnung zeichnungen illustrationen grafik* grafi* karte karten dessin dessins dibujo dibujos ilustra* disegni disegno illustrazion* ilustracje rysunki çizim* tegning* teckning*"
        " рисун* иллюстрац* график* איור* رسوم 插图 插圖 イラスト 絵 그림 layout design* デザイン grafikk paginação paginación maquetación impaginazione mise_en_page skład oprac* opracowanie"
    ),
    "translator": (
        "translated translation translator* übersetz* traduit traduction traducteur* traducción traducido traductor* traduç* tradut* traduzion* tradott* tłum* przekład"
        " vertal* vertaling översätt* oversætt* oversatt* çevir* käänn* překlad* preklad* fordít* перев* перевёл перевод переклад* μετάφραση תרגום ترجمة 翻译 翻譯 翻訳 訳 번역"
    ),
    "editor": (
        "edit edited editor editors editing produced producer producers production lektor* redaktion redazione redacción rédaction редактор* редакц* עריכה تحرير 编辑 編輯 編集 責任編輯 责任编辑 편집"
        " redigering redigeret redaktör* redaktør* eindredactie eindredacteur urednik urednica urednice szerkeszt* editörü redaktionell* schlussredaktion correction korekta edição edició edición riochdaire cynhyrchydd producción produzione produção"
    ),
    "publisher": "published_by uploaded_by curated_by updated_by publié_par publicado_por veröffentlicht_von pubblicato_da opublikował* yayınlayan",
    "video": "video videos vidéo vídeo audio film filmed sound ton musik music musique música musica muzyka hudba glazba ceòl μουσική музыка видео звук 動画 映像 视频 영상",
}
OTHERS = ("photographer", "illustrator", "translator", "editor", "video")
# The word "by" in several languages. In a credit, it follows one of the words in ROLES.
BY = r"(?:by|von|vom|van|par|por|per|de|del|di|da|dal|door|av|af|od|autor|aus\s+dem|from|courtesy\s+of|an|της|του|от)"
COLON = r"[:：／/=＝՝፦៖｜]"
_COLONS = str.maketrans("：՝፦៖｜", ":::::")  # colons of Chinese, Armenian, Ethiopic and Khmer
_ASCII_WORD = lazy_pattern(r"[a-z0-9]+")
_LETTERS_I = str.maketrans("İı", "ii")  # case folding does not map these to "i", as the flag re.I does


def plain_colons(text: str) -> str:
    """Return a text with the colon of the Latin script instead of those of other scripts."""
    return text.translate(_COLONS)


# The first and last characters of scripts in which a word may be directly before the next one
_UNSPACED = (
    *(("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff")),
    *(("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\uac00", "\ud7a3")),
)
# Scripts without capitals, except those of East Asia: from Hebrew to Lao, Burmese, Georgian, Ethiopic and Khmer
UNCASED = r"\u0590-\u08ff\u0900-\u0eff\u1000-\u109f\u10d0-\u10ff\u1200-\u139f\u1780-\u17ff\ufb1d-\ufefc"


def words_for(*roles: str) -> str:
    """Return a pattern that matches any word for the given roles. Use it in patterns with the flag re.I."""
    return any_word(_words(*roles))


def words_in(line: str, *roles: str) -> tuple[str, ...]:
    """Return the words for the given roles that may occur in a line. They are the argument of `any_word`.

    In this line, a pattern of these words matches the same text as a pattern of all words. But it is compiled in a
    fraction of a millisecond, and a pattern of all words in 30 milliseconds.
    """
    folded = _folded(line)
    index = _index(*roles)
    found = {entry for start in _starts(folded) & index.keys() for entry in index[start]}
    return tuple(word for _, word, pieces in sorted(found) if all(piece in folded for piece in pieces))


def any_word(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, which are written as in ROLES."""
    return "(?:" + "|".join(map(_pattern, words)) + ")"


@cache
def _words(*roles: str) -> tuple[str, ...]:
    """Return the words for the given roles, the longest first, so that a pattern prefers them."""
    words = {word: None for role in roles for word in ROLES[role].split()}
    return tuple(sorted(words, key=len, reverse=True))


# The index in `_words`, the word, and the parts of the word between "_". A line with the word contains all of them.
Entry = tuple[int, str, tuple[str, ...]]


@cache
def _index(*roles: str) -> dict[str, tuple[Entry, ...]]:
    """Return the words by their first two letters, or by their only one."""
    index: dict[str, tuple[Entry, ...]] = {}
    for order, word in enumerate(_words(*roles)):
        pieces = tuple(_folded(word.rstrip("*")).split("_"))
        index[pieces[0][:2]] = (*index.get(pieces[0][:2], ()), (order, word, pieces))
    return index


def _starts(folded: str) -> set[str]:
    """Return the first letter, and the first two letters, of the text at each place where a word may begin. If the text
    is not ASCII, every place is used,
    because East Asian words may begin anywhere."""
    if folded.isascii():
        words = _ASCII_WORD.findall(folded)
        return {word[:2] for word in words} | {word[0] for word in words}
    return {folded[at : at + 2] for at in range(len(folded))} | set(folded)


def _folded(text: str) -> str:
    """Return a text in which letters are equal if they are equal for the flag re.I."""
    return text.translate(_LETTERS_I).casefold().replace("’", "'")


@cache
def _pattern(word: str) -> str:
    stem, star, _ = word.partition("*")
    if star:
        end = r"\w*"
    elif word.isascii():
        end = r"\b" if word.isalpha() else ""
    else:
        unspaced = any(first <= letter <= last for letter in word for first, last in _UNSPACED)
        end = "" if unspaced else rf"(?![\w{SIGNS}])"
    return stem.replace("_", r"\s+").replace("'", "['’]") + end


_AND = r"(?:\s*(?:[・･,/&+·と]|\b(?:and|und|et|y|e|i|og|och|en|ja|ve|и|і|та|και)\b)\s*)"
_SOUTHEAST = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"  # Thai, Lao, Burmese and Khmer, without spaces
# Any short word without a capital. Between two words for roles, it is the word for "and" of any language. In some
# scripts, it is written without a space before the second role.
_AND_IN_LABEL = (
    rf"(?:{_AND}|\s+(?-i:(?![A-ZÀ-ÞА-ЯΑ-Ω]))[^\s:：,;.|/()·•–—-]{{1,6}}?\s*|(?<={_SOUTHEAST}){_SOUTHEAST}{{1,6}}?)"
)
_CJK = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"


@dataclass(frozen=True, slots=True)
class Credit:
    """The names in a line of credits, and the role that the label before them states.

    `role` is "author", "publisher" (who published the article on the site) or "other". It is "" if there is no label.
    """

    role: str
    names: str


@lru_cache(maxsize=1024)  # a line rarely contains more than two of the words, so few combinations occur
def _labels(words: tuple[str, ...], east_asian: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return a pattern for a label with roles, and one for a line that is only a label. Both match only the given
    words.

    `east_asian`: whether the line may contain Chinese, Japanese or Korean characters.
    """
    roles = rf"{any_word(words)}(?:{_AND_IN_LABEL}{any_word(words)})*"
    label = rf"(?i)(?<![^\W_])(?P<words>{roles})\s*(?:(?:\b{BY}\s*)?{COLON}|\b{BY}(?=\s))\s*"
    if east_asian:  # the class is compiled without re.I, which is faster
        label += rf"|^\W*(?P<first>{roles})(?<=(?-i:[{_CJK}]))[\s\u3000]+"
    return re.compile(label), re.compile(rf"(?i)\W*(?P<words>{roles})\s*{COLON}?\s*")


_AUTHOR = lazy_pattern(rf"(?i)(?<![^\W_]){words_for('author')}")
_PUBLISHER = lazy_pattern(rf"(?i)\W*{words_for('publisher')}")


def _role_of(words: str) -> str:
    """Return the role in the words of a label."""
    return "publisher" if _PUBLISHER.match(words) else "author" if _AUTHOR.search(words) else "other"


_BOTH_GENDERS = lazy_pattern(
    r"(?i)\b(aut[oe]u?rs?|author|redakteur|redacteur|verfasser|reporter|journalist|fotograf|photograph|texter|redactor|escritor)"
    r"(?:[*:_/·.@-]{1,2}(?:innen|in|rices?|trices?|es?|as?|s))+(?=\s*[:：])"
)


def plain_label(line: str) -> str:
    """Return a line with the short form of labels that name several genders: "Autor: " for "Autor*innen: "."""
    return _BOTH_GENDERS.sub(r"\1", line) if ":" in line or "：" in line else line


@lru_cache(maxsize=1024)
def _plain_label(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern that matches a label without a colon before a full name, in scripts without capitals."""
    name = rf"[{UNCASED}'’.-]{{2,}}"
    return re.compile(
        rf"(?P<before>^\W*|[|/,،;؛·•–—-]\s*)(?P<label>{any_word(words)})(?<=[{UNCASED}])(?P<after>\s+{name}\s+{name})"
    )


@lru_cache(maxsize=1024)
def _dashed_label(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern that matches a label and a dash after it at the beginning of a text, in scripts without
    capitals."""
    return re.compile(rf"^\W*(?P<label>{any_word(words)})(?<=[{UNCASED}])\s+[-–—]\s+")


def with_colons(line: str) -> str:
    """Return the line of a byline with a colon after each label that has none, in scripts without capitals.

    Only the line of a byline may be passed: in other lines, the words of labels are also used in sentences.
    """
    words = () if line.isascii() else words_in(line, *ROLES)
    if words and any(credit.role == "author" for credit in credits_in(line)):
        return line
    if words:
        line = _dashed_label(words).sub(r"\g<label>: ", line)
    return _plain_label(words).sub(r"\g<before>\g<label>:\g<after>", line) if words else line


def with_all_colons(line: str) -> str:
    """Return a line of two labels, each with a full name and without a colon, with the colons.

    Example: "Text: Ann Lee Photos: Bo Ek" for "Text Ann Lee Photos Bo Ek".
    """
    words = words_in(line, *ROLES) if ":" not in line else ()
    found = _two_labels(words).fullmatch(line.strip()) if words else None
    return f"{found['one']}: {found['name']} | {found['two']}: {found['other']}" if found else line


@lru_cache(maxsize=256)
def _two_labels(words: tuple[str, ...]) -> re.Pattern[str]:
    capital = r"[^\W\d_a-zß-öø-ÿ][\w'’-]+"
    name, label = rf"{capital}(?:\s{capital}){{1,3}}?", rf"(?i:{any_word(words)})"
    return re.compile(rf"(?P<one>{label})\s(?P<name>{name})\s?[,;·|/]?\s(?P<two>{label})\s(?P<other>{name})")


def credits_in(line: str) -> Iterator[Credit]:
    """Yield the credits of a line such as "Text: Ann Lee, Fotos: Bo Ek", in order.

    "|" separates credits. It may also be between a label and its names: "Text | Ann Lee".
    """
    pending = ""
    for part in plain_label(line).split("|"):
        found: list[re.Match[str]] = []
        if words := words_in(part, *ROLES):
            label, alone = _labels(words, may_be_east_asian(part))
            if only := alone.fullmatch(part):
                pending = _role_of(only["words"])
                continue
            found = list(label.finditer(part))
        before = part[: found[0].start()] if found else part
        # Words directly before a label belong to it: "Головна редакторка: …"
        if before.strip() and (not found or len(before.split()) > 1 or before.rstrip()[-1:] in ",;·•(（/"):
            yield Credit(pending, before.strip())
            pending = ""
        for index, match in enumerate(found):
            end = found[index + 1].start() if index + 1 < len(found) else len(part)
            names = part[match.end() : end].strip().rstrip("(（,;/·|　 ")
            role = _role_of(match[match.lastgroup or "words"])
            if names:
                yield Credit(role, names)
            pending = "" if names else role
