"""Subtitles and transcripts: passages of a few sentences with their start times."""

from __future__ import annotations

import pytest

from storymap.errors import ArticleError
from storymap.model import Article
from storymap.read.formats.subtitles import read, sniff
from storymap.read.origin import Origin
from storymap.read.titles import first_title


def parsed(text: str, suffix: str = ".vtt") -> Article:
    return read(text.encode(), Origin(f"film{suffix}", suffix))


def said(article: Article) -> list[tuple[float | None, str]]:
    return [(p.seconds, article.text[p.start : p.end].strip()) for p in article.passages]


def test_cues_are_joined_up_to_a_pause() -> None:
    srt = "1\n00:00:01,000 --> 00:00:04,200\nThe Loire is long,\n\n2\n00:00:04,300 --> 00:00:08,900\nand nobody\nis in a hurry.\n\n3\n00:01:02,000 --> 00:01:06,000\nFrom Nevers it turns west.\n"
    assert said(parsed(srt, ".srt")) == [
        (1.0, "The Loire is long, and nobody is in a hurry."),
        (62.0, "From Nevers it turns west."),
    ]


def test_subrip_without_blank_lines_and_numbers_is_read() -> None:
    srt = "00:00:01.5 --> 00:00:02.000\nOne.\n00:00:09,000 --> 00:00:10,000\nTwo.\n"
    assert said(parsed(srt, ".srt")) == [(1.5, "One."), (9.0, "Two.")]


def test_voices_become_speakers_and_notes_are_left_out() -> None:
    vtt = (
        "WEBVTT - The lock keeper\nLanguage: en-GB\n\nNOTE check the spelling\n\nSTYLE\n::cue { color: lime }\n\n00:00.000 --> 00:06.500\n<v Narrator>Five locks in a row lead up to Bingley, and the water is black.\n\n"
        "00:06.700 --> 00:12.000\n<v.loud Mary>I have opened these gates &amp; doors <00:00:08.000>since <c.year>1981</c>.</v>\n\n00:12.100 --> 00:14.000\n<v Mary>Every day.\n"
    )
    article = parsed(vtt)
    assert (article.title, article.language) == ("The lock keeper", "en-GB")
    assert said(article) == [
        (0.0, "Narrator: Five locks in a row lead up to Bingley, and the water is black."),
        (6.7, "Mary: I have opened these gates & doors since 1981. Every day."),
    ]


def test_lines_repeated_in_rolling_captions_are_read_once() -> None:
    cues = ["so this morning", "we are in Zadar", "and the sea organ", "is playing"]
    vtt = "WEBVTT\n\n" + "".join(
        f"00:0{n}.000 --> 00:0{n + 1}.000\n{cues[n - 1] if n else ' '}\n{cue}\n\n" for n, cue in enumerate(cues)
    )
    assert said(parsed(vtt)) == [(0.0, "so this morning we are in Zadar and the sea organ is playing")]


def test_transcript_lines_with_time_codes_are_passages() -> None:
    text = "Interview in Stromness\nRecorded 4 May 2022\n\n[00:00:03] Ailsa Moar: You came from Aberdeen?\n\n[00:00:06] Harbour master: From Peterhead.\n\n[00:01:40] Ailsa Moar: I see.\n"
    assert sniff(text.encode())
    article = parsed(text, ".txt")
    assert (article.title, article.published) == ("Interview in Stromness", "2022-05-04")
    assert said(article)[2:] == [
        (3, "Ailsa Moar: You came from Aberdeen?"),
        (6, "Harbour master: From Peterhead."),
        (100, "Ailsa Moar: I see."),
    ]


def test_diary_with_times_of_day_is_not_a_transcript() -> None:
    assert not sniff(
        b"Night train\n\nAt 19:42 we left Vienna.\n\nAt 22:30 we were in Budapest.\n\nAt 03:15 somebody knocked.\n"
    )


def test_subtitles_without_words_raise_error() -> None:
    with pytest.raises(ArticleError, match="without words"):
        parsed("WEBVTT\n\n00:00.000 --> 00:01.000\n \n")


def test_title_taken_from_text_has_no_speaker() -> None:
    vtt = "WEBVTT\n\n00:01.000 --> 00:05.000\n<v Host>Today: the salt caravans. You grew up in Mali?\n"
    assert first_title(parsed(vtt), "draft") == "Today: the salt caravans"


@pytest.mark.parametrize("sound", ["<i>[door closes]</i>\n", "(MUSIC) ", "♪ la la ♪\n", "- "])
def test_title_taken_from_text_has_no_sounds(sound: str) -> None:
    vtt = f"WEBVTT\n\n00:01.000 --> 00:05.000\n{sound}The salt caravans leave. You grew up in Mali?\n"
    assert first_title(parsed(vtt), "draft") == "The salt caravans leave"


def test_title_of_text_that_is_only_a_sound_is_the_sound() -> None:
    assert first_title(parsed("WEBVTT\n\n00:01.000 --> 00:05.000\n[applause]\n"), "draft") == "[applause]"


def test_subtitles_without_time_codes_are_read_as_text() -> None:
    raw = b"The ferry left Otaru.\n\nIt arrived at dawn.\n"
    assert [words for _, words in said(read(raw, Origin("a.srt", ".srt")))] == [
        "The ferry left Otaru.",
        "It arrived at dawn.",
    ]


@pytest.mark.parametrize("credit", ["Napisy: Studio Nes", "Titulky: Ann Lee", "Altyazı: Bo Ek", "Undertekster: A. Lee"])
def test_credit_of_subtitles_and_marks_of_music_are_left_out(credit: str) -> None:
    lines = ["We sail.", "♪ ♪", "The sea is grey.", "♪ La Paloma ♪", "We land.", credit]
    cues = "".join(f"00:00:{i:02},000 --> 00:00:{i:02},900\n{line}\n\n" for i, line in enumerate(lines, 1))
    text = parsed(cues, ".srt").text
    assert "♪ ♪" not in text
    assert credit not in text
    assert "♪ La Paloma ♪" in text
