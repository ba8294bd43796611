"""Detection of the format by content and suffix, errors for unsupported formats, encodings, and plugins."""

from __future__ import annotations

import json
import types
from collections.abc import Sequence
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from storymap.cli.arguments import SUFFIXES_HELP
from storymap.errors import ArticleError
from storymap.model import Article
from storymap.read import read, read_all
from storymap.read.formats import formats, plain_text, reader_for
from storymap.read.origin import Origin
from storymap.read.plain import parse_plain
from tests.read.formats.files import SENTENCE, docx, odt, package, paragraph, pdf, png

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (docx(paragraph(SENTENCE)), "Word document"),
        (odt(f"<text:p>{SENTENCE}</text:p>"), "OpenDocument text"),
        (pdf("x"), "PDF"),
        (b"{\\rtf1 x}", "Rich Text document"),
        (b"<!doctype html><p>x", "web page"),
        (b"WEBVTT\n\n", "subtitles or transcript"),
        (b'<?xml version="1.0"?><rss version="2.0"></rss>', "feed (RSS, Atom, JSON Feed)"),
        (json.dumps({"cells": [], "nbformat": 4}).encode(), "Jupyter notebook"),
    ],
)
def test_content_takes_precedence_over_suffix(raw: bytes, name: str) -> None:
    found = reader_for(raw, Origin("article.txt", ".txt"))
    assert name == found.NAME


@pytest.mark.parametrize(
    ("file", "raw", "says"),
    [
        ("photo.html", png(), r"is an image \(PNG\)"),
        ("a.docx", package({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "Excel"),
        ("a.pages", package({"Index/Document.iwa": "", "Metadata/Properties.plist": ""}), "Export it from Pages"),
        ("a.zip", package({"a.txt": SENTENCE}), "zip archive.* Unpack"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "old Word document.* save it as .docx"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.mobi", b"Book".ljust(60, b"\0") + b"BOOKMOBI" + bytes(200), "Kindle.* EPUB"),
        ("a.md", b"\x7fELF\x02\x01\x01" + bytes(100), "program"),
        ("a.txt", b"ID3\x03\0\0\0\0\0\0" + bytes(100), "transcript"),
        ("a.db", b"SQLite format 3\0" + bytes(100), "SQLite database"),
        ("a.txt", bytes(range(256)) * 4, "not text|binary"),
        ("a.json", b'{"type": "FeatureCollection", "features": []}', "GeoJSON"),
        ("a.txt", b'[{"a": 1}]', "JSON data"),
        ("a.csv", b"name,lat,lon\nOtaru,43,141\n", "table of data"),
        ("a.xml", b"<?xml version='1.0'?><urlset></urlset>", "XML"),
        ("a.eml", b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\nHello\r\n", "mail"),
        ("a.txt", b" \r\n\t", "empty"),
    ],
)
def test_unsupported_file_raises_error_with_its_format(file: str, raw: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / file
    path.write_bytes(raw)
    with pytest.raises(ArticleError, match=says):
        read(path)


@pytest.mark.parametrize(
    "text",
    [
        "BM is a town in the north.",
        "MZ said so.",
        "GIF files are pictures.",
        "PK is short for park.",
        "{{ hello }} world",
    ],
)
def test_text_that_begins_like_a_binary_file_is_read_as_text(text: str) -> None:
    assert reader_for(text.encode(), Origin("a.txt", ".txt")).NAME == "plain text"


POLISH = "Z Krakowa do Łodzi pojechaliśmy rano. Nad rzeką wisiał księżyc, a na dworcu było już tłoczno: studenci, ksiądz i dwóch Słowaków."
GERMAN = "Über die Brücke von Straßburg fährt früh um fünf der erste Zug. Die Schüler schlafen noch, und der Bäcker öffnet die Tür."
FRENCH = "L’été dernier, nous sommes allés à Évian. « Où est le château ? » demanda la fille. Déjà la forêt était loin."
RUSSIAN = (
    "Поезд пришёл в Иркутск в пять утра. На вокзале продавали горячие позы и шерстяные носки, мы купили и то и другое."
)
JAPANESE = "札幌を出た列車は、小樽を過ぎると急に静かになった。窓の外には日本海が広がり、雪が横に流れていく。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *(
            (SENTENCE, encoding)
            for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-16", "utf-32")
        ),
        *((RUSSIAN, encoding) for encoding in ("utf-16-le", "utf-16-be", "cp1251", "koi8-r", "iso8859-5", "cp866")),
        *((JAPANESE, encoding) for encoding in ("utf-16-le", "shift_jis", "euc-jp", "iso2022_jp")),
        *((POLISH, encoding) for encoding in ("cp1250", "iso8859-2")),
        *((FRENCH, encoding) for encoding in ("cp1252", "mac-roman")),
        (GERMAN, "cp1252"),
    ],
)
def test_text_in_another_encoding_is_read(text: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "article"
    path.write_bytes(text.encode(encoding))
    assert read(path).text == text


def test_uncertain_encoding_raises_error(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(b"First line.\n" + bytes([0xD8, 0xF0, 0xC6, 0xA5]) + b" \xbf\xda\xb7")
    with pytest.raises(ArticleError, match=r"article\.txt:2: this is not UTF-8"):
        read(path)


def test_single_byte_in_other_encoding_is_repaired(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes("Zurück in Köln. ".encode() * 3 + b"Ren\xe9 was there.")
    assert read(path).text.endswith("Zurück in Köln. René was there.")


def test_suffixes_in_help_text_are_supported() -> None:
    suffixes = {suffix for _, found in formats() for suffix in found}
    assert set(SUFFIXES_HELP.removesuffix(", …").split(", ")) <= suffixes


class Fake:
    """A reader like one from another package."""

    NAME = "poem"
    SUFFIXES = (".poem",)

    @staticmethod
    def sniff(raw: bytes) -> bool:
        return raw.startswith(b"POEM")

    @staticmethod
    def read(raw: bytes, origin: Origin) -> Sequence[Article]:
        if b"broken" in raw:
            raise KeyError("stanza")
        return [parse_plain(part) for part in raw.removeprefix(b"POEM").decode().split("--")]


class Nervous(Fake):
    """A reader whose `sniff` raises an exception."""

    @staticmethod
    def sniff(raw: bytes) -> bool:
        raise RuntimeError("no idea")


@pytest.fixture
def plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    module = types.ModuleType("fake_readers")
    module.Fake, module.Nervous = Fake, Nervous  # type: ignore[attr-defined]
    monkeypatch.setitem(__import__("sys").modules, "fake_readers", module)
    points = [
        EntryPoint(name, value, "storymap.readers")
        for name, value in (
            ("missing", "nowhere.at_all"),
            ("nervous", "fake_readers:Nervous"),
            ("poem", "fake_readers:Fake"),
        )
    ]
    monkeypatch.setattr(
        "storymap.read.formats.entry_points", lambda group: points if group == "storymap.readers" else []
    )


@pytest.mark.usefixtures("plugins")
def test_reader_of_another_package_is_found_by_content(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("POEMOtaru, a port--Rishiri, an island", encoding="utf-8")
    assert [article.text for article in read_all(path)] == ["Otaru, a port", "Rishiri, an island"]


@pytest.mark.usefixtures("plugins")
def test_broken_plugin_does_not_affect_other_formats(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(paragraph(SENTENCE)))
    assert read(path).text == SENTENCE


@pytest.mark.usefixtures("plugins")
def test_error_for_unknown_format_mentions_plugin_that_cannot_be_loaded(tmp_path: Path) -> None:
    path = tmp_path / "a.xyz"
    path.write_bytes(bytes(range(256)) * 2)
    with pytest.raises(ArticleError, match=r"missing \(nowhere.at_all\) cannot be loaded"):
        read(path)


@pytest.mark.usefixtures("plugins")
def test_exception_in_plugin_becomes_article_error(tmp_path: Path) -> None:
    path = tmp_path / "a.poem"
    path.write_text("POEM broken", encoding="utf-8")
    with pytest.raises(ArticleError, match=r"cannot be read as poem; it may be damaged .KeyError: 'stanza'"):
        read(path)


@pytest.mark.parametrize(
    ("raw", "message"),
    [(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "calendar"), (b"BEGIN:VCARD\nFN:Eva\n", "address card")],
)
def test_calendars_and_address_cards_are_refused_by_name(tmp_path: Path, raw: bytes, message: str) -> None:
    path = tmp_path / "trip.txt"
    path.write_bytes(raw)
    with pytest.raises(ArticleError, match=message):
        read(path)


def test_underscores_and_scene_breaks_of_plain_text_are_marks() -> None:
    text = "It was _never\nwarm_ in file_name_x.\n\n      *   *   *\n\nSpring came.\n"
    article = plain_text.read(text.encode(), Origin("trip.txt", ".txt"))
    assert [article.text[m.start : m.end] for m in article.markup] == ["never\nwarm"]
    assert " ".join(article.text.split()) == "It was never warm in file_name_x. Spring came."
