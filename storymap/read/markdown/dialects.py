"""Replace Markdown extensions of Bear, Ghost, Pelican, Gatsby, MkDocs Material, CriticMarkup and web clippers."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from html import escape

from storymap.lazy_pattern import lazy_pattern
from storymap.read.html.media import video_address
from storymap.read.markdown.fences import change_outside_code
from storymap.read.markdown.notes import is_ulysses, plain_notes, plain_ulysses, shown_insertions

_TAG = r"#(?:[^\W\d_](?:[\w/-]*|[\w/-]*(?:[^\S\n][\w/-]+){0,3}#)|\d[\w/-]*(?:#|/[\w-]+))"
# (characters, pattern, replacement). The pattern is applied only to texts that contain the characters.
_MARKS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("::", lazy_pattern(r"(?<![\w:`])::(?=[^\s:])([^:\n`]{1,200}?)(?<=\S)::(?![\w:`])"), r"<mark>\1</mark>"),
    ("{>>", lazy_pattern(r"\{>>(?:(?!<<\})[^`]){0,2000}<<\}"), ""),
    ("{--", lazy_pattern(r"\{--(?:(?!--\})[^`]){0,2000}--\}"), ""),
    ("{++", lazy_pattern(r"\{\+\+((?:(?!\+\+\})[^`]){0,2000})\+\+\}"), r"\1"),
    ("{~~", lazy_pattern(r"\{~~(?:(?!~>)[^`\n]){0,500}~>((?:(?!~~\})[^`\n]){0,500})~~\}"), r"\1"),
    ("{==", lazy_pattern(r"\{==((?:(?!==\})[^`]){0,2000})==\}"), r"<mark>\1</mark>"),
    # HackMD writes the size of an image as ` =200x100`. It writes `[name=Ana] [time=May 1] [color=red]` in a quotation.
    # Only the name, which is the author, is kept.
    (" =", lazy_pattern(r"(!\[[^\]\n]{0,300}\]\([^()\s]{1,500})[^\S\n]+=\d*x\d*(?=\s*(?:\"[^\"\n]*\")?\))"), r"\1"),
    ("[name=", lazy_pattern(r"\[name=([^\]\n]{1,60})\]"), r"\1"),
    ("[time=", lazy_pattern(r"(?<=[>\s])\[time=[^\]\n]{1,60}\]"), ""),
    ("[color=", lazy_pattern(r"(?<=[>\s])\[color=[^\]\n]{1,60}\]"), ""),
    ("ags:", lazy_pattern(r"^#{1,6}[^\S\n]*[Tt]ags:[^\S\n]*(?:`[^`\n]*`[,\t ]*)+$", re.M), ""),
    ("__GHOST_URL__", lazy_pattern(r"__GHOST_URL__(?=/)"), ""),
    ("{", lazy_pattern(r"(?<=[(\"'])\{(?:static|attach|filename|photo|index|author|category|tag)\}"), ""),
    ("|static|", lazy_pattern(r"(?<=[(\"'])\|(?:static|attach|filename)\|"), ""),
    # Web clippers save share buttons as "[text](javascript:…)", and a link around an image as a link over several
    # paragraphs. Only the text and the image are kept.
    ("script:", lazy_pattern(r"\[([^\]\n]*)\]\(\s*(?:java|vb)script:(?:\\.|[^()\\\n]|\([^()\n]*\))*\)", re.I), r"\1"),
    ("[\n", lazy_pattern(r"\[\s*\n\s*(!\[[^\]\n]*\]\([^()\s]+\))\s*\n\s*\]\([^()\n]*\)"), r"\1"),
    # Blade writes components as `@component(…)`. Components with share buttons are removed. For other components, only
    # the tags are removed.
    # Vue writes the code that an element executes as an attribute `@click="…"`, which is not allowed in HTML.
    ("@", lazy_pattern(r"""(<[A-Za-z][\w-]*(?:\s[^<>\n@]*)?)\s@[\w:.-]+=(?:"[^"\n]*"|'[^'\n]*')"""), r"\1"),
    ("@end", lazy_pattern(r"^@(component|section|push)\([^\n]*(?:share|follow|social|newsletter|subscri|related|promo)[^\n]*\)[^\S\n]*\n(?:(?!@end)[^\n]*\n){0,40}?@end\1[^\n]*$", re.M), ""),
    ("@", lazy_pattern(r"^@(?:(?:component|section|push|slot|include\w*|extends|yield|stack|each|livewire)\([^\n]*\)|end(?:component|section|push|slot))[^\S\n]*$", re.M), ""),
    # Middleman writes READMORE at the end of the summary. This line is removed.
    ("READMORE", lazy_pattern(r"^READMORE[^\S\n]*$", re.M), ""),
    # Hugo Book writes `<--->` before the next column, and Grav writes `===` after the summary. These lines are removed.
    ("<--", lazy_pattern(r"^<-{3,}>[^\S\n]*$", re.M), ""),
    ("\n\n===", lazy_pattern(r"(?<=\n\n)={3,}[^\S\n]*(?=\n[^\S\n]*(?:\n|\Z))"), ""),
    # MyST writes `+++` before a cell of a notebook, perhaps with metadata in JSON.
    ("+++ {", lazy_pattern(r"^\+{3}[^\S\n]+\{[^\n]*\}[^\S\n]*$", re.M), ""),
    # Grav writes a video as `[plugin:youtube](address)`.
    ("[plugin:", lazy_pattern(r"\[plugin:\w+\]\((https?:[^()\s]+)\)"), r'<div><iframe src="\1"></iframe></div>'),
    ("--8<--", lazy_pattern(r"^[^\S\n]*-+8<-+(?:[^\S\n]+[\"'][^\n]*|[^\S\n]*\n(?:[^\n]+\n){1,20}?[^\S\n]*-+8<-+)[^\S\n]*$", re.M), ""),
    (":", lazy_pattern(r":(?:material|fontawesome|octicons|simple|fa[sbr]?|bi|mdi|lucide)-[\w-]+:(?:\{[^}\n]*\})?"), ""),
)  # fmt: skip
_KEYS = lazy_pattern(r"(?<![\w+`])\+\+([a-z0-9-]+(?:\+[a-z0-9-]+)*)\+\+(?![\w+`])")
_EMBED = lazy_pattern(
    r"^`(?P<kind>video|youtube|vimeo|embed|oembed):[^\S\n]*(?P<source>[^\s`]+)`[^\S\n]*$", re.M | re.I
)
_TAG_LINES = rf"(?P<tags>(?:{_TAG}(?:[^\S\n]+{_TAG})*[^\S\n]*(?:\n|\Z))+)"
_TAGS_FIRST = lazy_pattern(rf"\A\s*(?P<before>#[^\S\n][^\n]*\n\s*)?{_TAG_LINES}(?:[^\S\n]*\n|\Z|(?=\S))")
# Matches tags after a sentence at the end of a line, as in notes of Obsidian.
_TAGS_AFTER = lazy_pattern(rf"(?m)(?<=[.!?…])(?:[^\S\n]+{_TAG})+[^\S\n]*$")
_QUERY = r"```(?:dataview|dataviewjs|query|tasks|base)[^\S\n]*\n(?:(?!```)[^\n]*\n){0,40}```"  # Obsidian plugins
_TAGS_LAST = lazy_pattern(rf"\n[^\S\n]*\n{_TAG_LINES}(?:\s*{_QUERY})*\s*\Z")
# Matches a field of Obsidian's Dataview or of Logseq, such as `status:: done`. Fields are removed. If a sentence
# follows the two colons, the line is text.
_FIELD = lazy_pattern(r"^(?:[-*][^\S\n]+)?[^\W\d_][\w-]*(?: [\w-]+)?::[^\S\n]+(?P<value>[^\n]*)$\n?", re.M)
_LONGEST_VALUE = 8  # the value of a field has at most this many words
_EMOJI = lazy_pattern(r"(?<![\w:/`]):([a-z][a-z_]{2,30}|[+-]1|flag-[a-z]{2}|[a-z]{2}):(?![\w:/`])")
_EMOJI_RANGES = ((0x2600, 0x27BF), (0x1F300, 0x1F6FF), (0x1F900, 0x1FAFF))  # blocks of Unicode that contain pictures
_EMOJI_NAMES = {
    "warning": "⚠️", "smile": "😄", "smiley": "😃", "grin": "😁", "joy": "😂", "wink": "😉", "blush": "😊", "heart": "❤️", "thumbsup": "👍",
    "tada": "🎉", "bike": "🚲", "train": "🚆", "airplane": "✈️", "boat": "⛵", "car": "🚗", "sunny": "☀️", "cloud": "☁️", "rain": "🌧️",
    "mountain": "⛰️", "camera": "📷", "bulb": "💡", "fire": "🔥", "star": "⭐", "check": "✅", "white_check_mark": "✅", "info": "ℹ️", "eyes": "👀",
    "earth_africa": "🌍", "world_map": "🗺️", "round_pushpin": "📍", "pushpin": "📌", "memo": "📝", "coffee": "☕", "beer": "🍺", "sob": "😭",
    "sweat_smile": "😅", "laughing": "😆", "slightly_smiling_face": "🙂", "upside_down_face": "🙃", "sunglasses": "😎", "thinking": "🤔", "cry": "😢", "scream": "😱",
    "rofl": "🤣", "heart_eyes": "😍", "clap": "👏", "raised_hands": "🙌", "pray": "🙏", "muscle": "💪", "point_right": "👉", "point_down": "👇", "ok_hand": "👌",
    "thumbsdown": "👎", "x": "❌", "exclamation": "❗", "question": "❓", "arrow_right": "➡️", "arrow_up": "⬆️", "link": "🔗", "calendar": "📅", "house": "🏠",
    "tent": "⛺", "hiking_boot": "🥾", "walking": "🚶", "running": "🏃", "ship": "🚢", "metro": "🚇", "tram": "🚋", "umbrella": "☔", "snowflake": "❄️", "ocean": "🌊",
    "+1": "👍", "-1": "👎", "thumbup": "👍", "thumbdown": "👎", "partly_sunny": "⛅", "yum": "😋", "relaxed": "☺️", "grimacing": "😬", "stuck_out_tongue": "😛",
    "smirk": "😏", "rage": "😡", "flushed": "😳", "innocent": "😇", "v": "✌️", "boom": "💥", "zap": "⚡", "beers": "🍻", "cake": "🍰", "bus": "🚌", "bow": "🙇", "wave": "👋",
    "blue_car": "🚙", "beach_umbrella": "🏖️", "sunrise_over_mountains": "🌄", "city_sunset": "🌆", "point_up": "☝️", "point_left": "👈", "poop": "💩",
    "sun_behind_small_cloud": "🌤️", "sun_behind_large_cloud": "🌥️", "sun_behind_rain_cloud": "🌦️", "cloud_with_snow": "🌨️", "cloud_with_lightning": "🌩️",
    "cloud_with_lightning_and_rain": "⛈️", "stew": "🍲", "man_cartwheeling": "🤸‍♂️", "woman_cartwheeling": "🤸‍♀️", "cartwheeling": "🤸",
    "evergreen_tree": "🌲", "cat": "🐱", "dog": "🐶", "rocket": "🚀", "bell": "🔔", "key": "🔑", "books": "📚", "phone": "☎️", "email": "📧", "see_no_evil": "🙈",
}  # fmt: skip
# Flags have the codes of their countries as names. Two flags have other names too.
_FLAGS = {code: code for code in ("fr", "it", "de", "es", "us", "gb", "jp", "cn", "kr", "ru")} | {"uk": "gb"}
_FIRST_FLAG_LETTER = 0x1F1E6  # a flag consists of two of these letters


def plain_markdown(source: str) -> str:
    """Replace the Markdown extensions of certain programs with plain Markdown. Fenced code is unchanged."""
    ulysses = is_ulysses(source)
    return change_outside_code(_without_tags(source), lambda text: _replaced(text, ulysses))


def _replaced(text: str, ulysses: bool) -> str:
    text = plain_notes(plain_ulysses(text) if ulysses else text)
    for needed, pattern, replacement in _MARKS:
        if needed in text:
            text = pattern.sub(replacement, text)
    if "++" in text:
        text = _KEYS.sub(lambda found: f"<kbd>{'+'.join(k.title() for k in found[1].split('+'))}</kbd>", text)
        text = shown_insertions(text)
    if "`" in text:
        text = _EMBED.sub(_embedded, text)
    if "::" in text:
        text = _FIELD.sub(_field, text)
    return _EMOJI.sub(_emoji, text) if ":" in text else text


def _field(found: re.Match[str]) -> str:
    value = found["value"].rstrip()
    return found[0] if value.endswith((".", "!", "?")) or len(value.split()) > _LONGEST_VALUE else ""


def _without_tags(source: str) -> str:
    """Return Markdown without the lines of tags that programs for notes write below the title and after the text.

    A single tag may be a word of the author, so it is kept, except below the title.
    """
    if "#" not in source:
        return source
    if "[[" in source:
        source = _TAGS_AFTER.sub("", source)
    if (head := _TAGS_FIRST.match(source)) and (head["before"] or _several(head["tags"])):
        source = (head["before"] or "") + source[head.end() :]
    last = _TAGS_LAST.search(source, max(0, len(source) - 1_000))
    if last is None or not _several(last["tags"]):
        return source
    return source[: last.start()] + "\n" + source[last.end("tags") :]


def _several(tags: str) -> bool:
    return len(re.findall(rf"(?<!\S){_TAG}", tags)) > 1 or "/" in tags


def _embedded(found: re.Match[str]) -> str:
    source, kind = found["source"], found["kind"].lower()
    if not source.startswith(("http", "//")):
        source = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}.get(kind, "") + source
    return f'\n<div><iframe src="{escape(video_address(source) or source)}"></iframe></div>\n'


def _emoji(found: re.Match[str]) -> str:
    """Return the character of an emoji such as ":bus:", or the text if there is no emoji with this name.

    Names at the start of a line must be exact, because options of directives look like emoji: ":name: figure-1".
    """
    name = found[1]
    if name in _EMOJI_NAMES:
        return _EMOJI_NAMES[name]
    if name in _FLAGS or name.startswith("flag-"):
        return "".join(chr(ord(letter) - ord("a") + _FIRST_FLAG_LETTER) for letter in _FLAGS.get(name, name[-2:]))
    if len(name) < 3:
        return found[0]
    try:
        character = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        begins = found.start() == 0 or found.string[found.start() - 1] == "\n"
        return found[0] if begins else _similar_emoji(name) or found[0]
    return character if unicodedata.category(character) == "So" else found[0]


@cache
def _similar_emoji(name: str) -> str:
    """Return the emoji whose Unicode name contains all words of a name, perhaps in the plural, or "".

    If there are several such emoji, the one with the shortest Unicode name is returned.
    """
    words = name.upper().split("_")
    names = (
        (unicodedata.name(chr(code), ""), chr(code)) for first, last in _EMOJI_RANGES for code in range(first, last + 1)
    )
    fitting = [
        (len(whole), char) for whole, char in names if all({word, f"{word}S"} & set(whole.split()) for word in words)
    ]
    return min(fitting, default=(0, ""))[1]
