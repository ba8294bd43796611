"""Measure how errors of scanned texts lower the scores for the texts in `texts/gate`: `python -m tests.quality.scanning
[SHARE …]`.

A share (default: 0, 0.05 and 0.1) of the letters is replaced by similar ones, as in optical character recognition. Letters are
replaced one for one, so the annotations stay valid. Errors are the same in each run. The tables are printed as Markdown
for docs/how-to/archive.md.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tests.quality import gate
from tests.quality.annotated import TEXTS, AnnotatedText, read_folder
from tests.quality.figures import figures

# Letter -> the letters and digits with a similar shape.
_SHAPES = (
    "a:ou b:hl c:eo d:cl e:co f:tl g:qy h:bn i:lj k:hx l:1i m:nw n:ru o:ce p:qn q:gp r:nt s:5a t:fl u:nv v:yu w:vm x:kz y:vg z:sx "
    "B:8R C:GO D:OB E:FB F:EP G:C6 H:NK I:l1 K:XH M:NH N:MH O:0Q P:FR R:BP S:58 T:YI U:VO V:UY W:VM Y:VT Z:2S"
)
SIMILAR = {pair[0]: pair[2:] for pair in _SHAPES.split()}
SHARES = (0.0, 0.05, 0.1)
_SHOWN = ("tagging_precision", "tagging_recall", "tagging_f1", "resolved_right", "end_to_end_f1")


def with_errors(texts: Iterable[AnnotatedText], share: float, seed: int = 5) -> list[AnnotatedText]:
    """Return texts in which a share of the letters is replaced by similar ones."""
    chance = random.Random(seed)

    def letter(character: str) -> str:
        return chance.choice(SIMILAR[character]) if character in SIMILAR and chance.random() < share else character

    return [replace(text, text="".join(map(letter, text.text))) for text in texts]


def main(arguments: Sequence[str]) -> None:
    """Print a table with a row for each share of errors."""
    texts = read_folder(TEXTS / "gate")
    print(
        "| wrong letters | precision | recall | tagging F1 | resolved correctly | end-to-end F1 |\n|---|---|---|---|---|---|"
    )
    for share in map(float, arguments) if arguments else SHARES:
        found = figures(gate.run(with_errors(texts, share)))
        print(f"| {share:.0%} | " + " | ".join(f"{found[key]:.3f}" for key in _SHOWN) + " |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
