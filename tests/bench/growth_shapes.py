"""Shapes of generated articles, for measuring how time and memory grow with the length of an article."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

SEED = 20
TOWNS = (
    "Vienna", "Graz", "Linz", "Oslo", "Bergen", "Chitose", "Sapporo", "Hakodate", "Tbilisi", "Batumi", "Atlanta", "Savannah", "Kyiv", "Lviv", "Odesa", "Lisbon", "Porto", "Braga", "Hella", "Reykjavik", "Akureyri", "Bristol", "Cardiff", "Swansea", "Lagos", "Ibadan", "Kano", "Quito", "Cuenca", "Lima", "Cusco", "Arequipa",
)  # fmt: skip
RARE = (
    "Kópasker", "Hvolsvöllur", "Nakashibetsu", "Borjomi", "Ozurgeti", "Waycross", "Uzhhorod", "Viseu", "Hofn", "Llandudno", "Iseyin", "Loja", "Puno", "Bludenz",
)  # fmt: skip


class Shape(NamedTuple):
    """An article with many equal parts.

    `part` returns part number i, which is followed by `separator`. `places` returns entry number i of the places.yaml
    beside the article; `places_head` is the text before the first entry. `item` is the number of the article in a feed.
    """

    suffix: str
    separator: str
    part: Callable[[random.Random, int], str]
    head: str = ""
    tail: str = ""
    places: Callable[[int], str] | None = None
    places_head: str = ""
    item: int | None = None

    def write(self, folder: Path, size: int) -> Path:
        """Write an article of about `size` bytes and its places.yaml. Return the path of the article."""
        r, written, parts = random.Random(SEED), 0, list[str]()
        while written < size:
            parts.append(self.part(r, len(parts)) + self.separator)
            written += len(parts[-1].encode())
        path = folder / f"article{self.suffix}"
        text = "".join(parts)
        path.write_text(self.head + text.removesuffix(self.separator) + self.tail, encoding="utf-8")
        if self.places is not None:
            entries = "".join(self.places(i) for i in range(len(parts)))
            (folder / "places.yaml").write_text(f"version: 1\n{self.places_head}{entries}", encoding="utf-8")
        return path


def _town(r: random.Random) -> str:
    return r.choice(TOWNS)


def _word(r: random.Random) -> str:
    return "".join(r.choice(("ba", "ke", "lo", "mi", "ru", "sta", "ven")) for _ in range(3)).capitalize()


def _sentence(r: random.Random) -> str:
    return f"Trains leave {_town(r)} in the morning and come back from {_town(r)}."


def _cue(r: random.Random, i: int) -> str:
    at, end = (f"{t // 3600:02}:{t // 60 % 60:02}:{t % 60:02},000" for t in (3 * i, 3 * i + 2))
    return f"{i + 1}\n{at} --> {end}\n{_sentence(r)}"


def _feed_item(r: random.Random, i: int) -> str:
    return f"<item><title>Day {i}</title><link>https://example.org/{i}</link><description>&lt;p&gt;{_sentence(r)}&lt;/p&gt;</description></item>"


def _cell(r: random.Random, i: int) -> str:
    return json.dumps({"cell_type": "markdown", "metadata": {}, "source": [f"## Day {i}\n", "\n", _sentence(r)]})


_NOTEBOOK_TAIL = '], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'

# A page with text, and its end. The repeated parts are between them.
_PAGE = (
    "<!doctype html><html><head><title>Trains</title></head><body><main><article><h1>Trains</h1>"
    + "<p>Trains left Vienna for Graz in the morning, and came back at night with the mail and with the newspapers.</p>"
    * 3
)
_PAGE_END = "</article></main></body></html>"

SHAPES = {
    "paragraphs": Shape(".txt", "\n\n", lambda r, i: f"Trains leave {_town(r)} in the morning and come back from {_town(r)}."),
    "one paragraph": Shape(".txt", " ", lambda r, i: f"Trains leave {_town(r)} in the morning and come back from {_town(r)}."),
    "short lines": Shape(".txt", "\n", lambda r, i: f"{_town(r)} {i}"),
    "one town": Shape(".txt", "\n\n", lambda r, i: "The road to Vienna was closed, and so was the bridge."),
    "no places": Shape(".txt", "\n\n", lambda r, i: "The mill by the river stayed closed for the winter, as it had been before."),
    "unknown names": Shape(".txt", "\n\n", lambda r, i: f"We walked to {_word(r)} and slept in {_word(r)}."),
    "persons": Shape(".txt", "\n\n", lambda r, i: f"Mr {_word(r)} met Anna {_word(r)}, and {_word(r)} said nothing."),
    "descriptions": Shape(".txt", " ", lambda r, i: "Japan and Russia speak of the disputed islands and of the strait."),
    "distances": Shape(".txt", "\n\n", lambda r, i: f"{_town(r)} is {i % 900} km north of {_town(r)}."),
    "capitals": Shape(".txt", "\n\n", lambda r, i: f"TRAINS LEAVE {_town(r).upper()} IN THE MORNING."),
    "lower case": Shape(".txt", "\n\n", lambda r, i: f"the trains leave {_town(r).lower()} in the morning, she said."),
    "lists of places": Shape(".txt", "\n\n", lambda r, i: ", ".join(_town(r) for _ in range(12)) + " and Oslo."),
    "headings": Shape(".md", "\n\n", lambda r, i: f"## {_town(r)} {i}"),
    "list items": Shape(".md", "\n", lambda r, i: f"- {_town(r)}, day {i}"),
    "nested lists": Shape(".md", "\n", lambda r, i: "  " * (i % 5) + f"- {_town(r)}, day {i}"),
    "tables": Shape(".md", "\n", lambda r, i: f"| {_town(r)} | {i} | late harvest |" + ("\n|---|---|---|" if i == 0 else "")),
    "links": Shape(".md", "\n\n", lambda r, i: f"See [{_town(r)}](https://example.org/{i}) and *the mill* at **{_town(r)}**."),
    "footnotes": Shape(".md", "\n\n", lambda r, i: f"From {_town(r)}.[^{i}]\n\n[^{i}]: Then to {_town(r)}."),
    "quotes": Shape(".md", "\n\n", lambda r, i: f"> {_town(r)} was quiet, she wrote.\n"),
    "missing images": Shape(".md", "\n\n", lambda r, i: f"![{_town(r)}](images/{i}.jpg)\n\nWe left {_town(r)}."),
    "HTML paragraphs": Shape(".html", "\n", lambda r, i: f"<p>From <b>{_town(r)}</b> to <a href='/{i}'>{_town(r)}</a>.</p>"),
    "HTML spans": Shape(".html", " ", lambda r, i: f"<span><i>{_town(r)}</i></span>"),
    "HTML tables": Shape(".html", "\n", lambda r, i: f"<table><tr><td>{_town(r)}</td><td>{i}</td></tr></table>"),
    "Japanese": Shape(".txt", "。\n\n", lambda r, i: "札幌から稚内まで列車で行き、函館に戻った"),
    "numbered headings": Shape(".md", "\n\n", lambda r, i: f"{'#' * (i % 4 + 1)} Day {i}\n\n{_sentence(r)}"),
    "deep quotes": Shape(".md", "\n\n", lambda r, i: f"{'> ' * (i % 12 + 1)}{_sentence(r)}"),
    "short paragraphs": Shape(".txt", "\n\n", lambda r, i: f"{_town(r)}."),
    "one name": Shape(".txt", " ", lambda r, i: "Vienna."),
    "one village": Shape(".txt", "\n\n", lambda r, i: "The road to Kópasker was closed, and so was the bridge."),
    "many villages": Shape(".txt", "\n\n", lambda r, i: f"The road to {r.choice(RARE)} was closed, and so was the one to {_town(r)}."),
    "the disputed islands": Shape(".txt", "\n\n", lambda r, i: "Japan sent a ship to the disputed islands."),
    "images": Shape(".md", "\n\n", lambda r, i: f"![{_town(r)}](https://example.org/{i}.jpg)\n\n{_sentence(r)}"),
    "inline links": Shape(".md", " ", lambda r, i: f"[{_town(r)}](https://example.org/{i})"),
    "reference links": Shape(".md", "\n\n", lambda r, i: f"See [{_town(r)}][{i}].\n\n[{i}]: https://example.org/{i}"),
    "inline footnotes": Shape(".md", " ", lambda r, i: f"From {_town(r)}^[Then to {_town(r)}.]."),
    "wide tables": Shape(".md", "\n", lambda r, i: "| " + " | ".join(_town(r) for _ in range(20)) + " |" + ("\n" + "|---" * 20 + "|" if i == 0 else "")),
    "emphasis": Shape(".md", " ", lambda r, i: f"**{_town(r)}** and *{_town(r)}*, _then_ `code`"),
    "brackets": Shape(".md", " ", lambda r, i: f"[{_town(r)}"),
    "closing brackets": Shape(".md", " ", lambda r, i: f"{_town(r)}]("),
    "quotation marks": Shape(".txt", " ", lambda r, i: f"“{_town(r)}, she said"),
    "code blocks": Shape(".md", "\n\n", lambda r, i: f"```\n{_town(r)} = {i}\n```\n\n{_sentence(r)}"),
    "shortcodes": Shape(".md", "\n\n", lambda r, i: f'{{{{< figure src="{i}.jpg" caption="{_town(r)}" >}}}}\n\n{_sentence(r)}'),
    "comments": Shape(".md", "\n\n", lambda r, i: f"<!-- {_town(r)} -->\n\n{_sentence(r)}"),
    "HTML in Markdown": Shape(".md", "\n\n", lambda r, i: f"<div class='a'><p>{_sentence(r)}</p></div>"),
    "HTML small elements": Shape(".html", "\n", lambda r, i: f"<div class='c{i}'><span>{_town(r)}</span><br><i></i><b>{i}</b></div>", "<!doctype html><html><body><article><h1>Trains</h1>", "</article></body></html>"),
    "HTML whole page": Shape(".html", "\n", lambda r, i: f"<h2>Day {i}</h2><p>{_sentence(r)}</p>", "<!doctype html><html><head><title>Trains</title></head><body><nav><a href='/'>Home</a></nav><main><article><h1>Trains</h1>", "</article></main></body></html>"),
    "HTML links": Shape(".html", "\n", lambda r, i: f"<li><a href='/{i}'>{_town(r)}</a></li>", "<!doctype html><html><body><main><h1>Trains</h1><p>Trains left Vienna for Graz, and came back at night with the mail.</p><ul>", "</ul></main></body></html>"),
    "HTML images": Shape(".html", "\n", lambda r, i: f"<figure><img src='https://example.org/{i}.jpg' alt='{_town(r)}'><figcaption>{_town(r)}</figcaption></figure><p>{_sentence(r)}</p>", "<article>", "</article>"),
    "HTML one table": Shape(".html", "\n", lambda r, i: f"<tr><td>{_town(r)}</td><td>{i}</td><td>{_town(r)}</td></tr>", "<p>Trains left Vienna.</p><table>", "</table>"),
    "HTML open elements": Shape(".html", " ", lambda r, i: f"<p><b>{_town(r)}"),
    "HTML list after text": Shape(".html", "\n", lambda r, i: f"<li>{_town(r)}, <a href='https://example{i}.org/'>day {i}</a></li>", f"{_PAGE}<ul>", f"</ul>{_PAGE_END}"),
    "HTML short lines after text": Shape(".html", "\n", lambda r, i: f"<p>{_town(r)} {i}</p>", _PAGE, _PAGE_END),
    "HTML event": Shape(".html", "\n", lambda r, i: f"<div><h3>Day {i}</h3><p>{_town(r)}</p></div>", f"{_PAGE}<div class='events'>", f"</div>{_PAGE_END}"),
    "HTML labels": Shape(".html", "\n", lambda r, i: f"<p>Read more</p><p><a href='/{i}'>{_town(r)}</a></p>", _PAGE, _PAGE_END),
    "HTML headings of links": Shape(".html", "\n", lambda r, i: f"<h3>Related articles</h3><ul><li><a href='/{i}'>{_town(r)}</a></li></ul>", _PAGE, _PAGE_END),
    "HTML comments of readers": Shape(".html", "\n", lambda r, i: f"<div class='comment' id='c{i}'><time>2024-05-01</time><p>{_sentence(r)}</p></div>", _PAGE, _PAGE_END),
    "HTML live blog": Shape(".html", "\n", lambda r, i: f"<div class='entry'><time>10:{i % 60:02}</time><p>{_sentence(r)} {_sentence(r)}</p></div>", _PAGE, _PAGE_END),
    "HTML gallery": Shape(".html", "\n", lambda r, i: f"<figure><img src='/{i}.jpg' alt='{_town(r)}'></figure>", f"{_PAGE}<div class='gallery'>", f"</div>{_PAGE_END}"),
    "HTML terms": Shape(".html", "\n", lambda r, i: f"<dt>Day {i}</dt><dd>{_town(r)}</dd>", f"{_PAGE}<dl>", f"</dl>{_PAGE_END}"),
    "HTML nested": Shape(".html", "\n", lambda r, i: f"<div class='a{i}'>" * 20 + f"<p>{_town(r)}</p>" + "</div>" * 20, _PAGE, _PAGE_END),
    "HTML line breaks": Shape(".html", "\n", lambda r, i: f"{_sentence(r)}<br>", f"{_PAGE}<p>", f"</p>{_PAGE_END}"),
    "SRT": Shape(".srt", "\n\n", _cue),
    "VTT": Shape(".vtt", "\n\n", lambda r, i: _cue(r, i).replace(",000", ".000"), "WEBVTT\n\n"),
    "feed": Shape(".xml", "\n", _feed_item, '<?xml version="1.0"?><rss version="2.0"><channel><title>Trains</title>', "</channel></rss>", item=1),
    "notebook": Shape(".ipynb", ",", _cell, '{"cells": [', _NOTEBOOK_TAIL),
    "reStructuredText": Shape(".rst", "\n\n", lambda r, i: f"Day {i}\n--------\n\n{_sentence(r)} See `{_town(r)} <https://example.org/{i}>`_.", "Trains\n======\n\n"),
    "AsciiDoc": Shape(".adoc", "\n\n", lambda r, i: f"== Day {i}\n\n{_sentence(r)}", "= Trains\n\n"),
    "Org": Shape(".org", "\n\n", lambda r, i: f"* Day {i}\n\n{_sentence(r)}", "#+TITLE: Trains\n\n"),
    "RTF": Shape(".rtf", "\n", lambda r, i: f"\\pard {_sentence(r)}\\par", "{\\rtf1\\ansi ", "}"),
    "German": Shape(".txt", "\n\n", lambda r, i: f"Der Zug nach {_town(r)} fährt am Morgen ab und kommt aus {_town(r)} zurück."),
    "Russian": Shape(".txt", "\n\n", lambda r, i: "Поезд из Москвы в Казань идёт через Владимир и Нижний Новгород."),
    "Arabic": Shape(".txt", "\n\n", lambda r, i: "وصل القطار من القاهرة إلى الإسكندرية في الصباح."),
    "places.yaml entries": Shape(".txt", "\n\n", lambda r, i: f"We walked to Milltown {i} and slept in {_town(r)}.", places=lambda i: f"  Milltown {i}: {{name: Mill {i}, lat: {i % 60}.5, lon: 10.25}}\n", places_head="places:\n"),
    "places.yaml quotes": Shape(".txt", "\n\n", lambda r, i: f"On day {i} of May we left Georgia for {_town(r)}.", places=lambda i: f"    - {{quote: day {i} of May we left Georgia, id: 'geonames:614540'}}\n", places_head="places:\n  Georgia:\n"),
    "places.yaml ignored": Shape(".txt", "\n\n", lambda r, i: f"We left {_town(r)}.", places=lambda i: f"  Name {i}: {{ignore: true}}\n", places_head="places:\n"),
    "places.yaml scenes": Shape(".txt", "\n\n", lambda r, i: _sentence(r), places=lambda i: f"  p{i + 1}: {{title: Day {i}}}\n", places_head="scenes:\n"),
    "places.yaml joined": Shape(".txt", "\n\n", lambda r, i: _sentence(r), places=lambda i: f"  p{i + 1}: {{with: p{i - i % 2 + 1}}}\n" if i % 2 else "", places_head="scenes:\n"),
}  # fmt: skip
