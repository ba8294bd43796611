"""The words that name who made a part of an article: author, photographer, illustrator, translator, editor.

All patterns for bylines, credits and captions are made of this one table, so that each of them knows all languages.
"""

from __future__ import annotations

# Role -> words, separated by spaces. "*" stands for any end of a word, and "_" for a space in a term.
ROLES = {
    "author": (
        "by words story text texts author authors writer writers reporter report* reporting written_by interview research"
        " text* autor autorin autoren autorka autore autora autores autorzy auteur* verfasser* redacteur testo testi texto textos texte textes tekst* tekstit słowa"
        " forfatter skribent tekijä yazan yazar* автор* текст* συντάκτης κείμενο מאת الكاتب بقلم 作者 撰文 文 取材 執筆* 記者 记者 글 글쓴이"
    ),
    "photographer": (
        "photo photos photograph photographs photography photographer* photographies photographie* picture pictures image images camera"
        " foto fotos foto's fotograf* fotografí* fotografi* bild bilder aufnahme* cliché* zdjęci* fot valokuv* kuva kuvat fotoğraf* kép képek snímk* fotky"
        " фото* снимк* снимок светлини φωτογραφ* צילום תמונות צילו* صور تصوير 写真 撮影 摄影 攝影 图片 圖片 사진"
    ),
    "illustrator": (
        "illustration illustrations illustrated illustrator* drawing drawings graphic graphics map maps design designed art artwork data"
        " zeichnung zeichnungen illustrationen grafik* grafi* karte karten dessin dessins dibujo dibujos ilustra* disegni disegno illustrazion* ilustracje rysunki çizim* tegning* teckning*"
        " рисун* иллюстрац* график* איור* رسوم 插图 插圖 イラスト 絵 그림"
    ),
    "translator": (
        "translated translation translator* übersetz* traduit traduction traducteur* traducción traducido traductor* traduç* tradut* traduzion* tradott* tłum* przekład"
        " vertal* vertaling översätt* oversætt* oversatt* çevir* käänn* překlad* preklad* fordít* перев* перевёл перевод переклад* μετάφραση תרגום ترجمة 翻译 翻譯 翻訳 訳 번역"
    ),
    "editor": (
        "edit edited editor editors editing produced producer producers production lektor* redaktion redazione redacción rédaction редактор* редакц* עריכה تحرير 编辑 編輯 編集 責任編輯 责任编辑 편집"
    ),
    "video": "video videos vidéo vídeo audio film filmed sound ton musik music musique видео звук 動画 映像 视频 영상",
}
OTHERS = ("photographer", "illustrator", "translator", "editor", "video")
# "by" in all languages, after one of these words
BY = r"(?:by|von|vom|van|par|por|per|de|del|di|da|dal|door|av|af|od|autor|aus\s+dem|from|courtesy\s+of|an|της|του|от)"
COLON = r"[:：／/=＝]"


def words_for(*roles: str) -> str:
    """Return a pattern of the words for some roles, longest first. It is for patterns with the flag re.I."""
    words = sorted({word for role in roles for word in ROLES[role].split()}, key=len, reverse=True)
    return "(?:" + "|".join(map(_pattern, words)) + ")"


def _pattern(word: str) -> str:
    stem, star, _ = word.partition("*")
    end = r"\w*" if star else r"\b" if word.isascii() and word.isalpha() else ""
    return stem.replace("_", r"\s+").replace("'", "['’]") + end
