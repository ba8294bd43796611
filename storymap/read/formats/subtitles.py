"""Read subtitles (SubRip, WebVTT) with webvtt-py, and transcripts whose lines begin with time codes."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from storymap.errors import ArticleError
from storymap.lazy_pattern import lazy_pattern
from storymap.model import Article, PassageKind
from storymap.read.dates import date_in
from storymap.read.draft import Draft
from storymap.read.files import decode
from storymap.read.formats.documents import declared
from storymap.read.heads import take_head
from storymap.read.libraries import need
from storymap.read.origin import Origin
from storymap.read.plain import kind_of, parse_plain
from storymap.read.transcripts import Cue, join_lines, write_passages

NAME = "subtitles or transcript"
SUFFIXES = (".srt", ".vtt")

_TIMING = lazy_pattern(rb"\A\s*(?:\d+\s*\n\s*)?\d{1,2}:\d\d:\d\d[,.]\d{1,3}\s*-->")
# Matches time codes with or without a speaker: "[00:01:42] Ailsa Moar: …", "00:42 Ailsa Moar" (Otter), "(1:02:03)".
_CODE = r"[\[(]?(?:(?P<h>\d{1,2}):)?(?P<m>\d{1,2}):(?P<s>\d\d)(?:[.,]\d{1,3})?[\])]?"
_LINE = lazy_pattern(
    rf"^[^\S\n]*(?:(?P<before>[^\W\d][\w .'’-]{{1,40}}?)[:,]?[^\S\n]+)?{_CODE}(?=[\s:–—-]|$)[^\S\n]*[:–—-]?[^\S\n]*(?P<rest>.*)$",
    re.M,
)
_SUBRIP = lazy_pattern(r"\s*(\d{1,2}):(\d\d):(\d\d)[,.](\d{1,3})\s*-->\s*(\d{1,2}):(\d\d):(\d\d)[,.](\d{1,3})")
_SPEAKER = lazy_pattern(r"(?P<name>[^\W\d_a-z][\w.'’-]*(?: [^\W\d][\w.'’()-]*){0,4}):\s+(?=\S)")
_TAG = lazy_pattern(r"<[^<>]{0,200}>|\{\\[^{}]{0,100}\}")
_CHEVRONS = lazy_pattern(r"^\s*(?:>>+|&gt;&gt;)\s*")
_MUSIC = lazy_pattern(r"[♪♫♬♩\s]+")  # these marks stand alone while music plays without words
_DASH = lazy_pattern(r"^\s*[-–—‐]\s*(?=\S)")
# Matches cues that only name the authors of the subtitles. They are the first or the last cue.
_CREDITS = lazy_pattern(
    r"(?i)^\W*(?:untertitel(?:ung)?\b.{0,60}(?:\d{4}|von|auftrag|\bby\b|:)|subtitl(?:es|ed|ing)\b.{0,20}\b(?:by|:)|(?:captions?|captioned|transcript)\s+(?:by|provided)\b|sous-titr\w+\b.{0,20}(?:par|:)"
    r"|subt[ií]tulos\b.{0,20}(?:por|de|:)|sottotitoli\b.{0,20}(?:di|a cura|:)|ondertitel\w+\b.{0,20}(?:door|:)|legendas\b.{0,20}(?:por|:)|субтитры\b.{0,40}|synced? (?:and|&|by)\b|translated by\b|(?:napisy|titulky|titlovi|podnapisi|tekstitys|undertekst\w*|teksting|felirat\w*|altyaz\w*|subtitrar\w*|subtitrai|подзаголовки|субтитр\w*|υπότιτλοι|כתוביות|ترجمة|자막)\s*(?::|[^\W\d_]{1,3}:).{0,60}|字幕[:：]|.*\b(?:opensubtitles|amara)\.org)"
)
_FEWEST_LINES = 3  # a text with fewer lines with time codes is not a transcript
_FIRST_MINUTES = 2  # if the time codes of a transcript have no hours, the first one is before this minute
_ROLLING = 0.3  # in rolling captions, at least this share of the cues repeats the line before


def sniff(raw: bytes) -> bool:
    """Return whether the data begins like WebVTT or SubRip, or many of its lines begin with time codes."""
    head = (
        raw[:8192].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    )
    if head.startswith(b"WEBVTT") or _TIMING.match(head.replace(b"\r", b"\n")):
        return True
    if head[:1] in (b"<", b"{", b"%"):
        return False
    lines = [line for line in head.decode("utf-8", "replace").splitlines() if line.strip()]
    coded = [found for line in lines if (found := _LINE.match(line)) and not (found["before"] and found["rest"])]
    return len(coded) >= _FEWEST_LINES and len(coded) * 3 >= len(lines) and _is_recording(coded)


def _is_recording(coded: Sequence[re.Match[str]]) -> bool:
    """Return whether times are counted from the start of a recording.

    In a diary, the lines begin with times of day instead, without seconds or brackets.
    """
    first = coded[0]
    marked = all(found["h"] or found[0].lstrip().startswith(("[", "(")) for found in coded)
    return marked or (int(first["m"]) < _FIRST_MINUTES and not first["h"])


def read(raw: bytes, origin: Origin) -> Article:
    """Return the Article of subtitles or a transcript. Its passages have `seconds`.

    Raise ArticleError if the file is damaged or has no words.
    """
    text = decode(raw, origin.name).lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    article = _subtitles(text, origin) if text.startswith("WEBVTT") or "-->" in text[:2000] else _transcript(text)
    if not article.passages:
        raise ArticleError(f"{origin.name} has subtitles without words: there is nothing to map.")
    return article


def _subtitles(text: str, origin: Origin) -> Article:
    webvtt = need("webvtt", "subtitles", "A file of subtitles")
    is_vtt = text.startswith("WEBVTT")
    if not is_vtt:
        text = _regular(text)
    try:
        captions = webvtt.from_buffer(io.StringIO(text), format="vtt" if is_vtt else "srt").captions
    except webvtt.errors.MalformedFileError as error:
        raise ArticleError(
            f"{origin.name} cannot be read as subtitles: {error}. Save it again as .srt or .vtt."
        ) from error
    draft = Draft()
    cues = list(_utterances(captions))
    named = [cue for cue in (*cues[:2], *cues[-2:]) if _CREDITS.search(cue.words)] if len(cues) > 4 else []
    write_passages(draft, [cue for cue in cues if cue not in named])
    for cue in named:
        draft.omit("credit", cue.words)
    header = text.partition("\n\n")[0] if is_vtt else ""
    after = re.match(r"WEBVTT[^\S\n]*[-–—:]?[^\S\n]*(.*)", header)
    title = after[1] if after else ""
    if _CREDITS.search(title):
        draft.omit("credit", title)
        title = ""
    language = re.search(r"^Language:\s*(\S+)", header, re.M)
    article = draft.article(title=title)
    return replace(article, language=declared([language[1] if language else ""], article.text))


def _regular(text: str) -> str:
    """Return SubRip in the strict form that webvtt-py expects.

    Each cue has a number, times with a comma and three digits, and an empty line after it.
    """
    lines: list[str] = []
    number = 0
    for line in text.split("\n"):
        timing = _SUBRIP.match(line)
        if timing is None:
            lines.append(line)
            continue
        if lines and lines[-1].strip().isdecimal():
            lines.pop()
        number += 1
        begin, end = (
            f"{int(h):02}:{m}:{s},{fraction:0<3}" for h, m, s, fraction in (timing.groups()[:4], timing.groups()[4:])
        )
        lines += ["", str(number), f"{begin} --> {end}"]
    return "\n".join(lines).strip() + "\n"


def _utterances(captions: Sequence[object]) -> Iterator[Cue]:
    """Yield the cues of subtitles, without markup and without lines that rolling captions repeat."""
    cues = [(_seconds(c.start), _seconds(c.end), _lines(c.raw_text)) for c in captions]  # type: ignore[attr-defined]
    repeats = sum(bool(b[2]) and bool(a[2]) and b[2][0] == a[2][-1] for a, b in pairwise(cues))
    rolling = len(cues) > 3 and repeats >= _ROLLING * len(cues)
    shown: list[tuple[str, str]] = []
    dialogue = False
    for start, end, lines in cues:
        fresh = lines
        if rolling:
            overlap = next((n for n in range(min(len(lines), len(shown)), 0, -1) if lines[:n] == shown[-n:]), 0)
            fresh = lines[overlap:]
            shown = lines or shown
        after_dialogue, dialogue = dialogue, sum(bool(_DASH.match(words)) for _, words in fresh) > 1
        speaker = ""
        held: list[tuple[bool, str]] = []
        for name, words in fresh:
            changed = (
                (after_dialogue and not held)
                or bool(_CHEVRONS.match(words))
                or (dialogue and bool(_DASH.match(words)))
                or bool(_SPEAKER.match(_CHEVRONS.sub("", words)))
            )
            if held and (changed or name != speaker):
                yield Cue(start, end, join_lines([w for _, w in held]), speaker, held[0][0])
                held = []
            speaker = name
            held.append((changed, _CHEVRONS.sub("", words)))
        if held:
            yield Cue(start, end, join_lines([w for _, w in held]), speaker, held[0][0])


def _lines(raw: str) -> list[tuple[str, str]]:
    """Return (speaker, text) of each line of a cue, without tags. The speaker is "" if it is unknown."""
    found, voice = [], ""
    for piece in re.split(r"(?=<v[. ])", raw):
        if said := re.match(r"<v(?:\.[^\s>]*)?\s+([^>]*)>", piece):
            voice = " ".join(html.unescape(said[1]).split())
        for line in piece.split("\n"):
            words = " ".join(html.unescape(_TAG.sub("", line)).split())
            if words and not _MUSIC.fullmatch(words):
                found.append((voice, words))
    return found


def _seconds(code: str) -> float:
    total = 0.0
    for part in code.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


def _transcript(text: str) -> Article:
    """Return the Article of a text whose lines begin with time codes.

    The text above the first time code is its title. A text without time codes is read as plain text.
    """
    codes = list(_LINE.finditer(text))
    if not codes:
        return parse_plain(text)
    draft = Draft()
    for number, line in enumerate(filter(str.strip, text[: codes[0].start()].split("\n"))):
        start = draft.begin()
        draft.put(line.strip())
        kind = kind_of(line.strip(), first=number == 0, alone=False)
        draft.end(
            start,
            kind if kind is PassageKind.HEADING and not date_in(line) else PassageKind.PARAGRAPH,
            int(kind is PassageKind.HEADING),
        )
    cues = []
    for found, after in zip(codes, [*codes[1:], None], strict=True):
        seconds = 3600 * int(found["h"] or 0) + 60 * int(found["m"]) + int(found["s"])
        words = f"{found['rest']}\n{text[found.end() : after.start() if after else len(text)]}"
        speaker = (found["before"] or "").strip()
        if named := _SPEAKER.match(words):
            speaker, words = named["name"], words[named.end() :]
        cues += [
            Cue(seconds, seconds, join_lines(block.split("\n")), speaker, index > 0 or bool(speaker))
            for index, block in enumerate(re.split(r"\n\s*\n", words))
            if block.strip()
        ]
    write_passages(draft, cues)
    article = draft.article()
    if draft.passages and draft.passages[0].kind is PassageKind.HEADING:
        first = draft.passages[0]
        article = replace(article, title=article.text[first.start : first.end].strip())
    return take_head(article)
