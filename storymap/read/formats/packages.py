"""Open documents that are zip files of XML (.docx, .odt, .epub). Limit their size and reject XML entities."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from posixpath import normpath
from typing import TYPE_CHECKING

from storymap.errors import ArticleError
from storymap.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_FILES = 10_000  # maximum number of files in a package
_LARGEST_BYTES = 300_000_000  # Maximum total size of the unpacked files. Even books with large images are smaller.
_LARGEST_TEXT_BYTES = 40_000_000  # maximum size of one XML file
_ENTITY = lazy_pattern(rb"<!ENTITY", re.I)


class Package:
    """An open zip file. `what` is the name of its format in messages."""

    def __init__(self, raw: bytes, name: str, what: str) -> None:
        self._name, self._what = name, what
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self._damaged("its end is missing or it is not a zip file") from error
        files = self._zip.infolist()
        if len(files) > _MOST_FILES:
            raise ArticleError(
                f"{name} contains more than {_MOST_FILES:,} files, which is the limit. Remove pictures from it and try again."
            )
        # This check is enough, because zipfile never unpacks more bytes than the sizes that the package declares here.
        if sum(file.file_size for file in files) > _LARGEST_BYTES:
            raise ArticleError(
                f"{name} has more than {_LARGEST_BYTES // 1_000_000} MB when it is unpacked, which is the limit. "
                "Remove large pictures from it and try again."
            )
        self.names = frozenset(file.filename for file in files)

    def _damaged(self, why: str) -> ArticleError:
        return ArticleError(
            f"{self._name} is not a {self._what}, or it is damaged: {why}. "
            "Open it in the program that made it, save it again, and try again."
        )

    def read(self, member: str) -> bytes:
        """Return the content of a file of the package. Raise ArticleError if it is missing, damaged or encrypted."""
        try:
            return self._zip.read(member)
        except KeyError as error:
            raise self._damaged(f"{member} is missing") from error
        except RuntimeError as error:  # zipfile raises RuntimeError if a file is encrypted
            raise ArticleError(
                f"{self._name} is protected with a password. Save it without one and try again."
            ) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise self._damaged(f"{member} cannot be unpacked") from error

    def find(self, member: str) -> bytes:
        """Return the content of a file in the package, or b"" if it is missing."""
        member = normpath(member)
        return self.read(member) if member in self.names else b""

    def xml(self, member: str) -> _Element:
        """Return the root element of an XML file in the package.

        Raise ArticleError as `read` does, and also if the XML is malformed or declares entities.
        """
        from lxml import etree

        raw = self.read(member)
        if len(raw) > _LARGEST_TEXT_BYTES:
            raise ArticleError(
                f"{self._name} has more than 40 MB of text ({member}), which is the limit. Split it and try again."
            )
        if _ENTITY.search(raw[:100_000]):
            raise ArticleError(
                f"{self._name} declares XML entities ({member}), which are not allowed because they can be used for attacks. Save it again and try again."
            )
        try:
            return etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._damaged(f"{member} is not well-formed XML ({error})") from error


def is_zip_with(raw: bytes, member: str) -> bool:
    """Return whether bytes are a zip file that contains a given member.

    For speed, only the first and last 100,000 bytes are searched for the member's name.
    """
    return raw.startswith(b"PK\x03\x04") and (member.encode() in raw[-100_000:] or member.encode() in raw[:100_000])


def mimetype_of(raw: bytes) -> str:
    """Return the content of `mimetype`, the first member of EPUB and OpenDocument files, or "" if it is missing."""
    found = re.match(rb"PK\x03\x04.{26}mimetype[^a]{0,40}(application/[\w.+-]{3,80})", raw[:300], re.S)
    return found[1].decode() if found else ""
