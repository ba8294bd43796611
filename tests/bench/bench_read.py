"""Measure the CPU seconds of reading 1 MB of Markdown or HTML in several shapes.

python -m tests.bench.bench_read [shape …]
"""

from __future__ import annotations

import gc
import random
import sys
import time
from collections.abc import Callable

from storymap.read import read
from storymap.read.origin import Content

SIZE = 1_000_000  # bytes
WORDS = [
    "the",
    "river",
    "valley",
    "mountain",
    "village",
    "station",
    "railway",
    "bridge",
    "winter",
    "morning",
    "evening",
    "reached",
    "followed",
    "crossed",
    "along",
    "Kiruna",
    "Narvik",
    "Boden",
    "Oslo",
    "Bergen",
]
Words = Callable[[int], str]


def words_from(seed: int) -> Words:
    """Return a function that returns a number of random words. The words are the same in each run."""
    chosen = random.Random(seed)
    return lambda number: " ".join(chosen.choices(WORDS, k=number)).capitalize()


def filled(make: Callable[[Words, int], str], between: str) -> str:
    """Return a text of about `SIZE` bytes: the parts that `make` returns, joined with `between`."""
    words, parts, size = words_from(7), list[str](), 0
    while size < SIZE:
        parts.append(make(words, len(parts)))
        size += len(parts[-1].encode()) + len(between)
    return between.join(parts)


MARKDOWN: dict[str, Callable[[Words, int], str]] = {
    "prose": lambda w, i: w(60) + ".",
    "links": lambda w, i: " ".join(f"[{w(2)}](https://example.org/{i}/{j})" for j in range(10)),
    "emphasis": lambda w, i: " ".join(f"*{w(3)}* **{w(2)}** `{w(1)}`" for _ in range(10)),
    "mixed": lambda w, i: (
        f"## {w(4)}\n\n{w(10)} [{w(2)}](https://example.org/{i}) *{w(2)}* and **{w(2)}**.\n\n- {w(4)} [{w(1)}](b)\n- *{w(3)}*\n\n{w(30)}."
    ),
    "nested lists": lambda w, i: "\n".join("  " * (j % 8) + f"- {w(5)}" for j in range(16)) + f"\n\n{w(10)}.",
    "tables": lambda w, i: "| a | b |\n|---|---|\n" + f"| {w(3)} | {w(5)} |\n" * 15 + f"\n{w(10)}.",
    "footnotes": lambda w, i: f"{w(20)}[^{i}] {w(10)}.\n\n[^{i}]: {w(8)}.",
}
HTML: dict[str, Callable[[Words, int], str]] = {
    "prose": lambda w, i: f"<p>{w(60)}.</p>",
    "short paragraphs": lambda w, i: f'<p>{w(10)} <a href="/{i}">{w(2)}</a> {w(8)}.</p>',
    "links": lambda w, i: "<p>" + " ".join(f"<a href='/{i}/{j}'>{w(2)}</a>, {w(3)}" for j in range(8)) + "</p>",
    "emphasis": lambda w, i: "<p>" + " ".join(f"<em>{w(2)}</em> <strong>{w(2)}</strong>" for _ in range(10)) + "</p>",
    "small divs": lambda w, i: f"<div class='a b{i % 9}'><div><span>{w(6)}.</span></div></div>",
    "tables": lambda w, i: (
        f"<table>{f'<tr><td>{w(2)}</td><td>{i}</td><td>{w(4)}</td></tr>' * 15}</table><p>{w(20)}.</p>"
    ),
    "nested lists": lambda w, i: f"<ul>{f'<li>{w(5)}<ul><li>{w(4)}</li></ul></li>' * 5}</ul><p>{w(30)}.</p>",
    "comments": lambda w, i: f"<!-- {w(20)} --><p>{w(20)}.</p>",
    "drawings": lambda w, i: f"<p>{w(20)}.</p><svg viewBox='0 0 9 9'>{'<g><path d=M1/></g>' * 20}</svg>",
    "footnotes": lambda w, i: f"<p>{w(20)}<sup id=r{i}><a href='#n{i}'>{i}</a></sup> {w(8)}.</p>",
    "panels": lambda w, i: (
        f"<h3><button aria-expanded=false aria-controls=p{i}>{w(3)}</button></h3><div id=p{i} hidden>{w(20)}.</div>"
    ),
    "hidden classes": lambda w, i: f"<style>.c{i}{{display:none}}</style><div class=c{i}>{w(6)}</div><p>{w(12)}.</p>",
}


def articles() -> dict[str, str]:
    """Return a mapping from the name of a shape to its text."""
    texts = {f"Markdown, {name}": "# A journey\n\n" + filled(make, "\n\n") for name, make in MARKDOWN.items()}
    for name, make in HTML.items():
        texts[f"HTML, {name}"] = (
            f"<!doctype html><html lang=en><title>A journey</title><body><article><h1>A journey</h1>{filled(make, '')}</article></html>"
        )
    return texts


def main(shapes: list[str]) -> None:
    gc.set_threshold(100_000, 50, 50)  # the command sets the same thresholds
    read(Content(b"# A journey\n\nThe river.", "a.md"))
    read(Content(f"<!doctype html><html><body><p>{words_from(1)(200)}.</p></html>".encode(), "a.html"))
    for name, text in articles().items():
        if not shapes or any(shape in name for shape in shapes):
            began = time.process_time()
            article = read(Content(text.encode(), "an article"))
            print(f"{name:28} {time.process_time() - began:5.2f} s  {len(article.passages):6} passages", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
