"""MHTML files, in which browsers save a page with its images."""

from __future__ import annotations

from email.message import EmailMessage
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from storymap.errors import ArticleError
from storymap.read import read
from tests.read.test_page import ONE, THREE, TWO, texts

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 2


def archive(
    html: str, *, location: str = "https://lock.example/harbour", images: dict[str, str] | None = None
) -> bytes:
    """Return an MHTML file. `images`: address or id of an image -> the field for it, Content-Location or Content-ID."""
    whole = MIMEMultipart("related", type="text/html")
    whole["From"], whole["Subject"] = "<Saved by Blink>", "=?utf-8?Q?Ignore_me?="
    whole["Snapshot-Content-Location"] = location
    text = MIMEText(html, "html", "utf-8")
    text["Content-Location"] = location
    whole.attach(text)
    for name, kind in (images or {}).items():
        part = MIMEImage(PICTURE, "png")
        part[kind] = f"<{name}>" if kind == "Content-ID" else name
        whole.attach(part)
    return whole.as_bytes()


def written(tmp_path: Path, raw: bytes, name: str = "harbour.mhtml") -> Path:
    path = tmp_path / name
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize("name", ["harbour.mhtml", "harbour.mht", "harbour"])
def test_article_and_images_of_saved_page_are_read(tmp_path: Path, name: str) -> None:
    html = (
        f"<html lang='en'><head><meta name='author' content='Ann Lee'></head><body><nav>Menu</nav><article><h1>Ferries</h1><p>{ONE}</p>"
        "<figure><img src='/img/quay.png' srcset='/img/quay-2.png 2x'><figcaption>The quay</figcaption></figure>"
        f"<p>{TWO}</p><p><img src='cid:pier@mhtml.blink'></p><p><img src='https://cdn.example/remote.png'></p><p>{THREE}</p>"
        "</article></body></html>"
    )
    images = {"https://lock.example/img/quay.png": "Content-Location", "pier@mhtml.blink": "Content-ID"}
    found = read(written(tmp_path, archive(html, images=images), name))
    assert (found.title, found.byline, texts(found)) == ("Ferries", "Ann Lee", ["Ferries", ONE, TWO, THREE])
    assert [f.content for f in found.figures] == [PICTURE, PICTURE, b""]
    assert found.figures[0].caption == "The quay"
    assert found.figures[2].source == "https://cdn.example/remote.png"


def test_saved_page_without_html_raises_error(tmp_path: Path) -> None:
    whole = MIMEMultipart("related")
    whole["Snapshot-Content-Location"] = "https://lock.example/a.png"
    whole.attach(MIMEImage(PICTURE, "png"))
    with pytest.raises(ArticleError, match="no web page"):
        read(written(tmp_path, whole.as_bytes()))


def test_other_emails_are_refused(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "ann@lock.example", "bo@lock.example", "Saved seats"
    mail["Date"], mail["Message-ID"] = "Sat, 5 Dec 2020 10:11:12 -0000", "<1@lock.example>"
    mail.set_content("See you at the quay.\n")
    mail.add_alternative(f"<p>{ONE}</p>", subtype="html")
    with pytest.raises(ArticleError, match="e-mail"):
        read(written(tmp_path, mail.as_bytes(), "seats.eml"))


def test_text_about_saved_pages_is_text(tmp_path: Path) -> None:
    text = f"From: the quay to the lock\n\nContent-Type: text/html is a line of MHTML. {ONE}\n\n{TWO}\n"
    assert ONE in read(written(tmp_path, text.encode(), "notes.txt")).text
