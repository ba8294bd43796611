"""Normalize RTF for pandoc: write all characters as Unicode, and remove hidden text, deleted text and running heads."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field, replace

from storymap.lazy_pattern import lazy_pattern

_TOKEN = lazy_pattern(
    rb"\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\(?P<symbol>[^a-zA-Z'])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+"
)
_CODE_PAGES = {  # \fcharset -> codec
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437",
}  # fmt: skip
_SYMBOL = 2  # value of \fcharset for fonts of symbols, which are used for the bullets of lists
_WIDE = frozenset({"cp932", "cp949", "gbk", "big5"})
# These destinations (groups) are left out, because they are not part of the text.
_NOT_READ = frozenset(
    [
        "header",
        "headerl",
        "headerr",
        "headerf",
        "footer",
        "footerl",
        "footerr",
        "footerf",
        "annotation",
        "atnid",
        "atnauthor",
        "atnref",
        "atndate",
        "atrfstart",
        "atrfend",
        "atntime",
        "atnparent",
        "revtbl",
        "generator",
        "xmlnstbl",
        "rsidtbl",
        "themedata",
        "colorschememapping",
        "datastore",
        "latentstyles",
        "pgptbl",
        "listpicture",
        "bkmkstart",
        "bkmkend",
    ]
)
_OPTIONAL_READ = ("footnote", "shppict")  # pandoc can read these optional destinations, which follow \*
_WORD_SIGNS = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
}


@dataclass(slots=True)
class _State:
    """The formatting state of an RTF group. It is restored at the end of the group."""

    skip: int = 1  # number of characters that follow \u for old programs, which do not know \u
    codec: str = "cp1252"
    hidden: bool = False
    deleted: bool = False
    dropped: bool = False
    destination: str = ""
    style: int = 0


@dataclass(slots=True)
class Rtf:
    """A normalized RTF document, and the metadata of the file."""

    raw: bytes = b""
    title: str = ""
    author: str = ""
    paragraphs: list[tuple[str, str]] = field(default_factory=list)  # (style name, text)


def regular(raw: bytes) -> Rtf:
    """Return the RTF in ASCII with Unicode escapes. The run time is linear in the length of the document."""
    return _Regulator(raw).run()


class _Regulator:
    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._out: list[str] = []
        self._stack: list[_State] = []
        self._state = _State()
        self._default = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0  # in the table of fonts, the number of the current font
        self._styles: dict[int, str] = {}
        self._pending = bytearray()
        self._skip = 0  # number of characters after \u that must be skipped
        self._star = False
        self._words: list[str] = []
        self._found = Rtf()

    def run(self) -> Rtf:
        at = 0
        while found := _TOKEN.match(self._raw, at):
            at = found.end()
            if found["hex"]:
                self._byte(int(found["hex"], 16))
            elif found["text"]:
                self._text(found["text"])
            elif found["word"]:
                word, number = found["word"].decode(), int(found["number"]) if found["number"] else None
                if word == "bin":
                    at += max(0, number or 0)
                else:
                    self._word(word, number)
            elif found["symbol"]:
                self._symbol(found["symbol"].decode("latin-1"))
            elif found["brace"]:
                self._brace(found["brace"] == b"{")
        self._flush()
        self._found.raw = "".join(self._out).encode("ascii", "replace")
        return self._found

    def _brace(self, opening: bool) -> None:
        self._flush()
        self._skip = 0
        if opening:
            self._stack.append(replace(self._state))
            if self._state.destination == "stylesheet":
                # -1: the definition of a character style does not have the number of a paragraph style
                self._state.style = -1
            self._put("{")
        else:
            was = self._state
            self._put("}")
            if was.destination == "stylesheet" and self._words:
                self._styles[was.style] = "".join(self._words).strip().rstrip(";").lower()
                self._words.clear()
            self._state = self._stack.pop() if self._stack else _State()
            if was.destination in ("title", "author") and self._state.destination == "info":
                setattr(self._found, was.destination, "".join(self._words).strip())
                self._words.clear()

    def _put(self, token: str) -> None:
        if not self._state.dropped:
            self._out.append(token)

    def _byte(self, value: int) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._pending.append(value)

    def _text(self, text: bytes) -> None:
        passed = min(self._skip, len(text))
        self._skip -= passed
        text = text[passed:]
        if self._pending and self._state.codec in _WIDE and text and not self._is_whole():
            self._pending.append(text[0])
            text = text[1:]
        self._flush()
        if text:
            self._characters(text.decode(self._state.codec if self._state.codec != "symbol" else "latin-1", "replace"))

    def _is_whole(self) -> bool:
        try:
            self._pending.decode(self._state.codec)
        except UnicodeDecodeError:
            return False
        return True

    def _flush(self) -> None:
        if self._pending:
            if self._state.codec == "symbol":
                words = "•" * len(self._pending)
            else:
                words = self._pending.decode(self._state.codec, "replace")
            self._pending.clear()
            self._characters(words)

    def _characters(self, words: str) -> None:
        state = self._state
        if state.destination in ("stylesheet", "title", "author"):
            self._words.append(words)
        if state.hidden or state.deleted or state.dropped:
            return
        if state.destination == "":
            self._words.append(words)
        for character in words:
            if character < "\x80":
                self._out.append(character)
            else:
                units = character.encode("utf-16-le")
                for low, high in zip(units[::2], units[1::2], strict=True):
                    unit = low + 256 * high
                    self._out.append(f"\\u{unit if unit < 32768 else unit - 65536}\\'3f")

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._star = True
            return
        self._flush()
        if self._skip and symbol not in "\r\n":
            self._skip -= 1
            return
        if symbol in "\\{}":
            self._put("\\" + symbol)
            self._words.append(symbol)
        elif symbol == "~":
            self._characters("\u00a0")
        elif symbol == "_":
            self._characters("‑")
        elif symbol in "\r\n":
            self._word("par", None)
        elif symbol != "-":  # `\-` is an optional hyphen, which is left out
            self._put("\\" + symbol)

    def _word(self, word: str, number: int | None) -> None:
        starred, self._star = self._star, False
        if word == "u":
            self._unicode(number or 0)
            return
        self._flush()
        self._skip = 0
        state = self._state
        if self._define(word, number):
            return
        if word in _NOT_READ or word == "info":
            if not state.dropped:
                self._unopen()
            state.dropped, state.destination = True, word
        elif word == "uc":
            state.skip = max(0, number or 0)
        elif word in ("v", "deleted"):
            setattr(state, "hidden" if word == "v" else "deleted", number != 0)
        elif word.startswith("ul"):  # underlined text is not marked in the result
            return
        elif word in _WORD_SIGNS:
            self._characters(_WORD_SIGNS[word])
        else:
            if word == "plain":
                state.hidden = state.deleted = False
            if starred and word not in _OPTIONAL_READ:
                state.destination = state.destination or word
            self._paragraph(word, number)
            star = "\\*" if starred and word not in _OPTIONAL_READ else ""
            self._put(f"{star}\\{word}{'' if number is None else number} ")

    def _unopen(self) -> None:
        """Remove the opening brace of a group, and what follows it, from the output, because the group is skipped."""
        while self._out and self._out[-1] != "{":
            self._out.pop()
        if self._out:
            self._out.pop()

    def _unicode(self, number: int) -> None:
        self._flush()
        self._skip = self._state.skip
        code = number + 65536 if number < 0 else number
        if 0xD800 <= code < 0xE000:
            if not (self._state.hidden or self._state.deleted or self._state.dropped):
                self._out.append(f"\\u{code - 65536}\\'3f")
        elif code <= 0xFFFF:
            self._characters(chr(code))

    def _define(self, word: str, number: int | None) -> bool:
        """Update fonts, code pages and styles. Return True if the control word must not be copied to the output."""
        state = self._state
        if word == "ansicpg" and number:
            self._default = state.codec = f"cp{number}" if _is_codec(f"cp{number}") else "cp1252"
            return True
        if word in ("mac", "pc", "pca"):
            self._default = state.codec = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]
            return True
        if word in ("fonttbl", "stylesheet", "colortbl", "listtable", "pict", "fldinst"):
            state.destination = word
        elif word in ("title", "author") and state.destination == "info":
            state.destination = word
            self._words.clear()
        elif word == "f" and state.destination == "fonttbl":
            self._font = number or 0
        elif word == "f":
            state.codec = self._fonts.get(number or 0, self._default)
        elif word == "fcharset" and state.destination == "fonttbl":
            self._fonts[self._font] = "symbol" if number == _SYMBOL else _CODE_PAGES.get(number or 0, self._default)
        elif word == "s":
            state.style = number or 0
        return False

    def _paragraph(self, word: str, number: int | None) -> None:
        if word in ("par", "cell", "row", "sect", "line") and not self._state.dropped:
            if word != "line":
                self._found.paragraphs.append((self._styles.get(self._state.style, ""), "".join(self._words)))
                self._words.clear()
            else:
                self._words.append(" ")
        elif word == "pard":
            self._state.style = 0


def _is_codec(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True
