"""Join the cues of a recording into passages of a few sentences. Each passage keeps its start time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storymap.lazy_pattern import lazy_pattern
from storymap.model import MarkupKind, PassageKind
from storymap.read.draft import Draft

_ENOUGH = 120  # if a passage has this many code points, it ends at the next end of a sentence
# If a passage has this many code points, it ends after the current cue, even within a sentence, because automatic
# captions have no full stops.
_LONGEST = 500
_PAUSE_S = 2.5  # a passage ends if the pause after it has at least this length
_SENTENCE_END = lazy_pattern(r"[.!?…。！？][\"'”’»)\]]*$")
_CJK = lazy_pattern(r"[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef。、]")


@dataclass(frozen=True, slots=True)
class Cue:
    """The words of one speaker ("" if unknown), with start and end in seconds.

    `new` means that a new passage begins with this cue.
    """

    start_s: float
    end_s: float
    words: str
    speaker: str = ""
    new: bool = False


def write_passages(draft: Draft, cues: Sequence[Cue]) -> None:
    """Write cues as passages. A new passage begins at a change of speaker, after a pause, or after a few sentences."""
    group: list[Cue] = []
    speaker = ""
    for cue in cues:
        if group and _ends(group, cue):
            speaker = _write(draft, group, speaker)
            group = []
        group.append(cue)
    if group:
        _write(draft, group, speaker)


def _ends(group: Sequence[Cue], cue: Cue) -> bool:
    before = group[-1]
    length = sum(len(c.words) for c in group)
    if cue.new or cue.speaker != before.speaker or cue.start_s - before.end_s >= _PAUSE_S or length >= _LONGEST:
        return True
    return length >= _ENOUGH and bool(_SENTENCE_END.search(before.words))


def _write(draft: Draft, group: Sequence[Cue], speaker: str) -> str:
    """Write a passage and return its speaker. The name is written if the previous passage had another speaker."""
    start = draft.begin()
    named = group[0].speaker
    if named and named != speaker:
        draft.put(f"{named}:")
        draft.mark(start, MarkupKind.STRONG)
        draft.put(" ")
    draft.put(join_lines([cue.words for cue in group]))
    draft.end(start, PassageKind.PARAGRAPH, seconds=group[0].start_s)
    return named


def join_lines(lines: Sequence[str]) -> str:
    """Return the lines of a text joined by spaces. No space is inserted between two Chinese or Japanese characters."""
    joined = ""
    for line in lines:
        text = " ".join(line.split())
        gap = "" if not joined or not text or (_CJK.match(joined[-1]) and _CJK.match(text[0])) else " "
        joined += gap + text
    return joined
