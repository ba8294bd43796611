"""Measure how completely files are read: compare words, images, titles, bylines and error messages with expectations.

    python -m tests.quality.inputs [FOLDER or SET …] [--failures]

A set is `first`, `second`, `third` and so on to `sixteenth`; without arguments, the first set is measured.
The files and expectations are in tests/read/inputs; FORMATS.md explains the format.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from storymap.errors import StorymapError
from storymap.model import Article, PassageKind
from storymap.read import read_all
from storymap.site import image_file

INPUTS = Path(__file__).parents[1] / "read" / "inputs"
SETS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
)
_WORD = re.compile(r"[^\W_]+")
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


@dataclass(slots=True)
class Score:
    """Counts for one or more files; each pair is [right, total]."""

    words: list[int] = field(default_factory=lambda: [0, 0])
    extra: int = 0  # number of words in the article that are not expected
    shown: list[str] = field(default_factory=list)  # markup and hidden text that were found in the article
    checked: int = 0  # number of strings that were searched for and must not be shown
    images: list[int] = field(default_factory=lambda: [0, 0])
    captions: list[int] = field(default_factory=lambda: [0, 0])
    titles: list[int] = field(default_factory=lambda: [0, 0])
    bylines: list[int] = field(default_factory=lambda: [0, 0])
    dates: list[int] = field(default_factory=lambda: [0, 0])
    languages: list[int] = field(default_factory=lambda: [0, 0])
    refusals: list[int] = field(default_factory=lambda: [0, 0])
    failures: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        for name in ("words", "images", "captions", "titles", "bylines", "dates", "languages", "refusals"):
            mine, theirs = getattr(self, name), getattr(other, name)
            mine[0] += theirs[0]
            mine[1] += theirs[1]
        self.extra += other.extra
        self.checked += other.checked
        self.shown += other.shown
        self.failures += other.failures


def tokens(text: str) -> list[str]:
    """Return words in lower case and Unicode NFKC; in scripts without spaces, single characters."""
    found: list[str] = []
    for word in _WORD.findall(unicodedata.normalize("NFKC", text).casefold()):
        found += list(word) if _IDEOGRAPH.search(word) else [word]
    return found


def score_file(expected_path: Path) -> Score:
    """Return the score of one file."""
    expected = YAML(typ="safe", pure=True).load(expected_path.read_text(encoding="utf-8"))
    path = expected_path.with_name(expected_path.name.removesuffix(".expected.yaml"))
    score = Score()
    name = str(path.relative_to(_folder_of_kind(path).parent))
    try:
        articles = read_all(path)
    except StorymapError as error:
        _refused(score, expected, str(error), name)
        return score
    except Exception as error:  # an exception is a bug in storymap; it is counted, and the other files are still read
        score.failures.append(f"{name}: RAISES {type(error).__name__}: {error}")
        score.refusals[1] += 1
        return score
    if "refused" in expected:
        score.refusals[1] += 1
        score.failures.append(f"{name}: not refused")
        return score
    items = expected.get("items") or [expected]
    if len(items) != len(articles):
        score.failures.append(f"{name}: {len(articles)} articles, expected {len(items)}")
    base = _folder_of_kind(path)
    for item, article in zip(items, articles, strict=False):
        _score_article(score, item, article, path, base, name)
    for item in items[len(articles) :]:
        score.words[1] += len(tokens(str(item.get("text") or "")))
    return score


def _folder_of_kind(path: Path) -> Path:
    """Return the folder directly below `inputs` that contains `path`. `file` of expected images is relative to it."""
    above = [path, *path.parents]
    return next((folder for folder, parent in pairwise(above) if parent.name == "inputs"), path.parent)


def _refused(score: Score, expected: dict[str, Any], message: str, name: str) -> None:
    wanted = expected.get("refused")
    if wanted is None:
        score.failures.append(f"{name}: REFUSED: {message}")
        score.words[1] += sum(len(tokens(str(i.get("text") or ""))) for i in expected.get("items") or [expected])
        return
    score.refusals[1] += 1
    missing = [str(w) for w in wanted if not re.search(str(w), message, re.I)]
    if missing:
        score.failures.append(f"{name}: message without {missing}: {message}")
    else:
        score.refusals[0] += 1


def _score_article(score: Score, expected: dict[str, Any], article: Article, path: Path, base: Path, name: str) -> None:
    captions = [f"{f.caption} {f.credit}".strip() for f in article.figures]
    shown = [p for p in article.passages if p.kind not in (PassageKind.BYLINE, PassageKind.BOILERPLATE)]
    text = "\n".join(article.text[p.start : p.end] for p in shown)
    _compare_words(score, expected, text, captions, name)
    everything = "\n".join([text, article.title, article.byline, *captions])
    for kind in ("markup", "hidden"):
        for string in map(str, expected.get(kind) or ()):
            score.checked += 1
            if string in everything if string != string.strip() else _flat(string) in _flat(everything):
                score.shown.append(string)
                score.failures.append(f"{name}: {kind} shown: {string!r}")
    _compare_images(score, expected, article, path, base, name)
    for key, pair, found in (
        ("title", score.titles, article.title),
        ("byline", score.bylines, article.byline),
        ("published", score.dates, article.published),
        ("language", score.languages, article.language),
    ):
        if key in expected and (expected[key] or key == "byline"):
            pair[1] += 1
            wanted = _flat(str(expected[key] or ""))
            any_region = key == "language" and "-" not in wanted
            if wanted == _flat(found.split("-")[0] if any_region else found):
                pair[0] += 1
            else:
                score.failures.append(f"{name}: {key} {found!r}, expected {expected[key]!r}")


def _flat(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().replace("’", "'").split())


def _compare_words(score: Score, expected: dict[str, Any], text: str, captions: list[str], name: str) -> None:
    wanted = tokens(str(expected.get("text") or ""))
    found = tokens(text)
    missing = Counter(wanted) - Counter(found + tokens(" ".join(captions)))
    lost = sum(missing.values())
    score.words[0] += len(wanted) - lost
    score.words[1] += len(wanted)
    allowed = Counter(
        wanted
        + tokens(
            f"{expected.get('title')} {' '.join(map(str, expected.get('captions') or ()))} {expected.get('byline')}"
        )
    )
    more = sum((Counter(found) - allowed).values())
    score.extra += more
    if lost > 0.01 * len(wanted) or more > max(4, 0.03 * len(wanted)):
        pieces = _differences(wanted, found)
        score.failures.append(f"{name}: words lost {lost} of {len(wanted)}, extra {more}: {pieces}")


def _differences(wanted: list[str], found: list[str]) -> str:
    matcher = SequenceMatcher(None, wanted, found, autojunk=False)
    pieces = []
    for operation, i, j, k, m in matcher.get_opcodes():
        if operation != "equal":
            lost, more = " ".join(wanted[i:j])[:60], " ".join(found[k:m])[:60]
            pieces.append((f"-[{lost}]" if lost else "") + (f"+[{more}]" if more else ""))
    return " ".join(pieces[:8])


def _compare_images(
    score: Score, expected: dict[str, Any], article: Article, path: Path, base: Path, name: str
) -> None:
    wanted = expected.get("images") or []
    left = list(article.figures)
    for image in wanted:
        score.images[1] += 1
        found = next((f for f in left if _is_image(f, image, path, base)), None)
        if found is None:
            score.failures.append(f"{name}: image missing: {image}, have {[f.source[-40:] for f in left][:4]}")
            continue
        left.remove(found)
        score.images[0] += 1
        if caption := image.get("caption"):
            score.captions[1] += 1
            if _flat(str(caption)) == _flat(f"{found.caption} {found.credit}") or _flat(str(caption)) == _flat(
                found.caption
            ):
                score.captions[0] += 1
            else:
                score.failures.append(f"{name}: caption {found.caption!r} {found.credit!r}, expected {caption!r}")
    if left and "images" in expected:
        score.failures.append(f"{name}: unexpected images: {[f.source[-50:] for f in left]}")


def _is_image(figure: Any, image: dict[str, Any], path: Path, base: Path) -> bool:
    if image.get("embedded"):
        return bool(figure.content)
    if "url" in image:
        # these are URLs of the same image in several sizes
        urls = image["url"] if isinstance(image["url"], list) else [image["url"]]
        return str(figure.source).split("?")[0] in [str(url).split("?")[0] for url in urls]
    if "file" in image:
        found = image_file(figure.source, path)
        return found is not None and found == (base / str(image["file"])).resolve()
    return True


def expectations(folders: list[Path]) -> Iterator[Path]:
    """Yield the files `*.expected.yaml` below some folders, in order."""
    for folder in folders:
        yield from sorted(folder.rglob("*.expected.yaml"))


def kinds_of(number: str) -> list[Path]:
    """Return the folders of a set of inputs (`first` to `sixteenth`), one for each kind of files."""
    folder = INPUTS if number == "first" else INPUTS / number
    return sorted(f for f in folder.iterdir() if f.is_dir() and f.name not in SETS)


def report(kind: str, files: int, score: Score) -> str:
    """Return one line with the counts of a kind of files."""

    def share(pair: list[int]) -> str:
        return f"{100 * pair[0] / pair[1]:5.1f}" if pair[1] else "    -"

    return (
        f"{kind:10} {files:4}  words {share(score.words)} %  extra {score.extra:5}  shown {len(score.shown)} of {score.checked}  images {score.images[0]}/{score.images[1]}"
        f"  captions {score.captions[0]}/{score.captions[1]}  titles {score.titles[0]}/{score.titles[1]}  bylines {score.bylines[0]}/{score.bylines[1]}"
        f"  dates {score.dates[0]}/{score.dates[1]}  languages {score.languages[0]}/{score.languages[1]}  refusals {score.refusals[0]}/{score.refusals[1]}"
    )


def main(arguments: list[str]) -> int:
    """Print the counts of each kind of files; with --failures also each difference."""
    given = [a for a in arguments if not a.startswith("-")] or ["first"]
    for folder in [f for name in given for f in (kinds_of(name) if name in SETS else [Path(name).resolve()])]:
        total, files = Score(), 0
        for path in expectations([folder]):
            total.add(score_file(path))
            files += 1
        if "--failures" in arguments:
            print("\n".join(total.failures))
        print(report(folder.name, files, total))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
