"""Names in parts of subtitles that are not spoken: labels of speakers, sounds in brackets, songs."""

from __future__ import annotations

from pathlib import Path

import pytest

import storymap

CUE = "{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{words}\n\n"


def named(folder: Path, *cues: str) -> list[str]:
    """Return the names that have a place in an SRT file with these cues."""
    file = folder / "film.srt"
    file.write_text("".join(CUE.format(n=n, words=words) for n, words in enumerate(cues, 1)), encoding="utf-8")
    return [r.mention.surface for r in storymap.build(path=file).story.resolutions if r.place]


@pytest.mark.parametrize(
    "unsaid",
    [
        "JOAN MADRAS: We lost a wheel.",
        "MADRAS: A man fixed it.",
        "[music: Madras]",
        "♪ Madras, Madras ♪",
        "J.-P. MADRAS: Yes.",
    ],
)
def test_what_nobody_says_is_not_a_place(unsaid: str, tmp_path: Path) -> None:
    assert named(tmp_path, "From Jaipur we drove to Pune.", unsaid) == ["Jaipur", "Pune"]


def test_what_a_speaker_says_is_a_place(tmp_path: Path) -> None:
    assert named(tmp_path, "MADRAS: From Jaipur we drove to Pune.", "In Madras: rain. We slept on the boat.") == [
        "Jaipur",
        "Pune",
        "Madras",
    ]


def test_dateline_of_an_article_is_a_place() -> None:
    text = "ISLAMABAD: The government said on Monday that it would repair the road to Lahore.\n"
    assert [r.mention.surface for r in storymap.places(text) if r.place] == ["ISLAMABAD", "Lahore"]
