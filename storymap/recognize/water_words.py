"""Words next to a name which show that it is a stream: "crossed X", "on the banks of the X", "X rose"."""

from __future__ import annotations

from storymap.kinds import DOUBTFUL_STREAM_NOUNS, STREAM_NOUNS
from storymap.lazy_pattern import lazy_pattern

_GAP = r"[^\S\n]"
_WORD = r"[A-ZÀ-Þ][\w’'-]*"
_STREAMS = "|".join((*STREAM_NOUNS, *DOUBTFUL_STREAM_NOUNS))
# Matches further streams between a stream and its verb: "and Owl Creek" in "Snake Creek and Owl Creek were high".
_MORE = rf"(?:(?:,|,?{_GAP}and){_GAP}(?:{_WORD}{_GAP}){{1,3}}(?:{_STREAMS}))*"
_WATER_AFTER = lazy_pattern(
    rf"{_MORE}{_GAP}(?:(?:had|has|have|then|now|also|again|slowly|quickly|still){_GAP})?(?:are{_GAP}|is{_GAP}|was{_GAP}|were{_GAP}|still{_GAP})*"
    r"(?:rise|rises|rose|risen|rising|flow|flows|flowed|flowing|flood|floods|flooded|flooding|overflow\w*|crest\w*|meanders?|drains?|dried|froze|frozen|burst|swollen"
    rf"|high|low|dry|deep|muddy|brown|calm|in{_GAP}(?:flood|spate)|fordable|impassable|came{_GAP}up|came{_GAP}over|ran{_GAP}(?:high|red|dry)|runs{_GAP}(?:high|low|dry|into|past|through|down|north|south|east|west)|joins?|empties|at{_GAP}its{_GAP}banks|out{_GAP}of{_GAP}its{_GAP}banks|took{_GAP}out|up{_GAP}\w+{_GAP}feet|covered{_GAP}the{_GAP}road)\b"
)
_WATER_BEFORE = lazy_pattern(
    rf"(?i)\b(?:along|alongside|beside|over|across|up|down|into|on|crosse[ds]|crossing|ford(?:ed|ing)|waded|swam|fish(?:ed|ing)?{_GAP}in|(?:bank|banks|bed|bend|course|crossing|flood|head|headwaters|mouth|source|tributary|valley|water|waters|watershed){_GAP}of){_GAP}(?:the{_GAP})?$"
)
_LOOK_BACK = 30  # characters
# These words are only used of water. The words of `_WATER_BEFORE` that are missing here are also used of roads.
_ONLY_WATER = lazy_pattern(
    rf"(?i)\b(?:cross|crosse[ds]|crossing|ford(?:ed|ing)|waded|swam|fish(?:ed|es|ing)?(?:{_GAP}(?:in|on))?|(?:canoe|kayak|paddle|raft|row)(?:d|ed|ing)?(?:{_GAP}(?:down|on|up))?"
    rf"|(?:bridges?|dams?|ferry|locks?|mills?|otters?|salmon|trout|weirs?){_GAP}(?:across|along|in|on|over)|(?:bank|banks|bed|estuary|ford|headwaters|mouth|tributary|waters|watershed){_GAP}of"
    rf"|(?:north|south|east|west|left|right|far|other){_GAP}(?:bank|side|shore){_GAP}of){_GAP}(?:the{_GAP})?$"
)


def is_watery(text: str, start: int, end: int) -> bool:
    """Return whether the words next to a name show that it is a stream: "crossed X", "on X", "X rose"."""
    if _WATER_AFTER.match(text, end):
        return True
    return _WATER_BEFORE.search(text, max(0, start - _LOOK_BACK), start) is not None


def is_surely_watery(text: str, start: int, end: int) -> bool:
    """Return whether the words next to a name are used of water only: "fished the X", "the mouth of the X", "X rose"."""
    if _WATER_AFTER.match(text, end):
        return True
    return _ONLY_WATER.search(text, max(0, start - _LOOK_BACK), start) is not None
