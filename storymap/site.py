"""Find the image files to which the paths in an article refer.

Image files can be in the folder of the article, or in folders of its site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from storymap.lazy_pattern import lazy_pattern
from storymap.urls import split_url
from storymap.yaml_limits import MISFITS, check_data, check_text

# If a folder has one of these files, it is the root of a site or a project.
ROOT_FILES = (
    "_config.yml", "_config.yaml", "_config.toml", "hugo.toml", "hugo.yaml", "config.toml", "config.yaml", "mkdocs.yml", "mkdocs.yaml", "package.json",
    "astro.config.mjs", "astro.config.ts", "eleventy.config.js", ".eleventy.js", "gatsby-config.js", "docusaurus.config.js", "pelicanconf.py", "conf.py",
    "astro.config.js", "eleventy.config.mjs", "eleventy.config.cjs", "gatsby-config.ts", "gatsby-config.mjs", "docusaurus.config.ts", "nuxt.config.ts", "nuxt.config.js",
    "next.config.js", "next.config.mjs", "next.config.ts", "svelte.config.js", "gridsome.config.js", ".vuepress", ".vitepress", "_quarto.yml", "_toc.yml", "myst.yml", "hexo.yml",
    "antora.yml", "bridgetown.config.yml", "config/_default", "config.rb", "pyproject.toml", "book.toml", "zola.toml", "Gemfile", "storymap.toml", ".obsidian", "logseq", ".git",
)  # fmt: skip
# A site publishes the content of these folders at its root address.
PUBLISHED = ("static", "public", "assets", "src/assets", "source", "src", "content", "docs", "media", "images", "img", "attachments", "_attachments", ".vuepress/public", "files", "uploads", "wp-content", "wp-content/uploads")  # fmt: skip
# Folders directly below the root of a site that contain articles.
_ARTICLE_FOLDERS = frozenset(["content", "contents", "posts", "_posts", "source", "docs", "articles", "blog"])
AUTHORS_FOLDERS = ("", "_data", "data", "blog", "docs/blog", "src/data", "src/_data")
# Site generators write pages to these folders.
OUTPUT = (
    "_site",
    "public",
    "output",
    "dist",
    "build",
    "site",
    "_build",
    "out",
    "docs",
)
# If a file name has no suffix, as in LaTeX, these are tried.
_SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".PNG", ".JPG")
_IMAGE_SUFFIXES = frozenset([".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".svg", ".bmp", ".tif", ".tiff"])
_MOST_ROUTES = 5  # `src` must be one of the nearest folders around the article, at most this many
# An attachment is searched for in this many folders above the article, and in this many folders below each of them.
_MOST_BESIDE, _MOST_FOLDERS = 2, 100
_MOST_IMAGES = 100  # maximum number of images that one pattern can match
_PELICAN = lazy_pattern(r"\A(?:\{(?:static|attach|filename|photo)\}|\|(?:static|attach|filename)\|)")
# The root of a web site on a disk usually has one of these files.
_SITE_FILES = ("robots.txt", "sitemap.xml", "favicon.ico", "CNAME", ".htaccess", "index.html", "index.htm", "index.php")
_PAGES = (".html", ".htm", ".xhtml")
_MOST_LEVELS = 8  # a root is searched for in this many folders above the article


def site_root(article: Path) -> Path | None:
    """Return the nearest folder above an article that is the root of a site or project, or None.

    A root contains one of ROOT_FILES. If the article is an HTML page, a root can also be the output folder of a site
    generator.
    """
    is_page = article.suffix.lower() in _PAGES
    for folder in list(article.resolve().parents)[:_MOST_LEVELS]:
        if any((folder / name).exists() for name in ROOT_FILES) or (is_page and folder.name in OUTPUT):
            return folder
    return None


def _content_root(article: Path) -> Path | None:
    """Return the folder that is probably the root of a site without a configuration file, or None.

    The root of a site contains a folder for articles, such as `content` or `_posts`. If several folders above the
    article contain one, the first of them with a folder for published files, such as `public`, is the root. The home
    folder and folders above it do not count.
    """
    folders = list(article.resolve().parents)[:_MOST_LEVELS]
    above = [folder.parent for folder in folders if folder.name in _ARTICLE_FOLDERS]
    publishing = (folder for folder in above if any((folder / name).is_dir() for name in PUBLISHED[:3]))
    found = next(publishing, above[0] if above else None)
    source = next((folder.parent for folder in folders[:_MOST_ROUTES] if folder.name == "src"), None)
    if source is not None and (found is None or found.is_relative_to(source)):
        # SvelteKit and other generators have articles in src/routes/blog, and images in `static` beside `src`.
        found = source
    home = Path.home().resolve()
    if found is None or len(found.parts) < 3 or home.is_relative_to(found):  # such as "/" or "/home"
        return None
    return found


def _folder_of_pages(article: Path) -> Path | None:
    """Return the topmost folder above an HTML page that contains one of `_SITE_FILES`, such as `robots.txt`, or None.

    Folders below the root also have files such as `index.html`. The home folder and folders above it do not count.
    """
    if article.suffix.lower() not in _PAGES:
        return None
    home = Path.home().resolve()
    folders = [f for f in list(article.resolve().parents)[:_MOST_LEVELS] if not home.is_relative_to(f)]
    found = [folder for folder in folders if any((folder / name).is_file() for name in _SITE_FILES)]
    return found[-1] if found else None


def _roots(article: Path) -> list[Path]:
    """Return the folders that may be the root of the article's site, the most probable one first.

    A site without a configuration file of its own may be in a larger project, such as a repository of several sites.
    """
    marked, content = site_root(article), _content_root(article)
    inner = [content] if content and marked and content != marked and content.is_relative_to(marked) else []
    found = marked or content or _folder_of_pages(article) or article.parent
    return [folder.resolve() for folder in (found, *inner)]


def image_file(source: str, article: Path, root: Path | None = None) -> Path | None:
    """Return the file to which the path of an image refers, or None if the file does not exist or is not allowed.

    The file must be in the article's folder or in the root. `root` is the root folder for paths such as /images/a.jpg.
    By default, `root` is the root of the article's site.
    """
    written = source.strip().replace("\\", "/")
    parts = split_url(written)
    if parts.scheme or parts.netloc or not parts.path:
        return None
    tops = [root.resolve()] if root else _roots(article)
    allowed = (*tops, article.parent.resolve())
    names = dict.fromkeys((unquote(parts.path), parts.path, unquote(written), unquote(written).replace("\\", "/")))
    for candidate in (path for top in tops for name in names for path in _candidates(name, article, top)):
        if found := _allowed_file(candidate, allowed):
            return found
    bare = PurePosixPath(unquote(parts.path))
    if bare.suffix.lower() in _IMAGE_SUFFIXES or not bare.name:
        return None
    beside = (article.parent / f"{str(bare).lstrip('/')}{suffix}" for suffix in _SUFFIXES)
    return next((found for candidate in beside if (found := _allowed_file(candidate, allowed))), None)


def _allowed_file(candidate: Path, allowed: tuple[Path, ...]) -> Path | None:
    """Return the resolved path of an existing file in one of the allowed folders, or None."""
    try:
        found = candidate.resolve()
        return found if any(found.is_relative_to(folder) for folder in allowed) and found.is_file() else None
    except (OSError, ValueError):  # the file system does not allow the name
        return None


def image_files(pattern: str, article: Path) -> list[str]:
    """Return the paths of the images that a pattern such as "photos/*" matches, sorted by name.

    The folder must be in the article's folder or in the root of its site. Only the last part of a pattern can have
    wildcards (`*` and `?`). The paths begin with the folder of the pattern.
    """
    folder, _, names = pattern.strip().replace("\\", "/").rpartition("/")
    roots = [article.parent.resolve(), *_roots(article)]
    candidates = [roots[0] / folder.lstrip("/"), *(path for root in roots for path in _published(root, folder))]
    candidates += [path for root in roots if folder.strip("/") for path in _in_subfolder(root, folder.lstrip("/"))]
    for candidate in candidates:
        try:
            found = candidate.resolve()
            if not any(found.is_relative_to(root) for root in roots) or not found.is_dir():
                continue
            files = sorted(file.name for file in found.iterdir() if file.suffix.lower() in _IMAGE_SUFFIXES)
        except (OSError, ValueError):
            continue
        if matching := [name for name in files if fnmatchcase(name, names)][:_MOST_IMAGES]:
            return [f"{folder}/{name}" if folder else name for name in matching]
    return []


def _published(root: Path, folder: str) -> Iterator[Path]:
    yield root / folder.lstrip("/")
    yield from (root / published / folder.lstrip("/") for published in PUBLISHED)


def _candidates(name: str, article: Path, root: Path) -> Iterator[Path]:
    """Yield the files that a path may refer to, most likely first."""
    name = _PELICAN.sub("", name)
    relative = (
        name.lstrip("/").removeprefix("~/").removeprefix("@/").removeprefix("@site/").removeprefix("__GHOST_URL__/")
    )
    folder = article.parent
    stem = article.stem
    if not name.startswith("/"):
        yield folder / name
        yield folder / stem / name  # Hexo and Typora store images in a folder with the name of the article
        yield folder / f"{stem}_files" / name
    yield root / relative
    for published in PUBLISHED:
        yield root / published / relative
    pieces = relative.split("/")
    if name.startswith("/"):
        # the path may begin with a base URL, as /blog in /blog/images/a.jpg
        for first in range(1, min(4, len(pieces))):
            rest = "/".join(pieces[first:])
            yield root / rest
            for published in PUBLISHED[:4]:
                yield root / published / rest
    yield folder / relative
    if not name.startswith("../"):
        yield from _above(folder, root, relative, PUBLISHED if name.startswith("/") else ())
    if len(pieces) == 1 or "attachments" in pieces:  # in an Obsidian vault, an attachment may be in any folder
        yield from _attachments(folder, root, pieces[-1])
    else:
        climbed = relative
        while climbed.startswith("../"):
            climbed = climbed.removeprefix("../")
        if climbed != relative:
            yield root / climbed
            for published in PUBLISHED:
                yield root / published / climbed
        yield from _in_subfolder(root, climbed)


def _in_subfolder(root: Path, relative: str) -> Iterator[Path]:
    """Yield the path in a subfolder of a published folder, such as `assets/images`, if only one subfolder has it.

    A template of the site can add this subfolder to the paths that articles contain.
    """
    found: set[Path] = set()
    for published in PUBLISHED[:4]:
        try:
            paths = _below(root / published, relative, most=_MOST_FOLDERS)
            found |= {path.resolve() for path in paths if path.exists()}
        except (OSError, ValueError):  # the file system does not allow the name
            continue
    if len(found) == 1:
        yield found.pop()


def _attachments(folder: Path, root: Path, name: str) -> Iterator[Path]:
    """Yield paths at which an attachment may be.

    An attachment can be in a folder beside the article, in a folder near it, or anywhere in its Obsidian vault.
    """
    yield from (folder / published / name for published in PUBLISHED)
    for above in list(folder.resolve().parents)[:_MOST_BESIDE]:
        if above.is_relative_to(root):
            yield from _below(above, name, most=_MOST_FOLDERS)
    yield from _below(root, name)


def _above(folder: Path, root: Path, relative: str, published: tuple[str, ...]) -> Iterator[Path]:
    """Yield the path relative to each folder from an article up to the root.

    In a wiki, image paths are relative to one of these folders.
    """
    for above in list(folder.resolve().parents)[:_MOST_LEVELS]:
        if not above.is_relative_to(root):
            return
        yield above / relative
        yield from (above / name / relative for name in published)


def _below(root: Path, name: str, most: int = 2_000) -> Iterator[Path]:
    """Yield `folder / name` for a root and the folders below it.

    At most `most` folders are searched, at most four levels deep. The files may not exist.
    """
    folders, seen = [(root, 0)], 0
    while folders and seen < most:
        folder, depth = folders.pop(0)
        seen += 1
        yield folder / name
        if depth < 4:
            try:
                folders += [
                    (f, depth + 1)
                    for f in sorted(folder.iterdir())
                    if f.is_dir() and not f.name.startswith((".", "node_modules", "_site"))
                ]
            except OSError:
                continue


def is_note(article: Path) -> bool:
    """Return whether a file is a note in an Obsidian vault. The file name of a note is its title."""
    return any((folder / ".obsidian").is_dir() for folder in list(article.resolve().parents)[:_MOST_LEVELS])


def author_name(key: str, article: Path) -> str:
    """Return the name that an authors file of the site, or the page of the author, has for a key, or "" if there is
    none."""
    root = site_root(article)
    folders = [article.parent, article.parent.parent, *([root / name for name in AUTHORS_FOLDERS] if root else [])]
    for folder in folders:
        for name in ("authors.yml", "authors.yaml", ".authors.yml"):
            authors = _entries(_yaml(folder / name))
            entry = authors.get(key)
            if isinstance(entry, dict) and isinstance(entry.get("name"), str):
                return " ".join(str(entry["name"]).split())
    page = root / "content" / "authors" / key / "_index.md" if root else None  # Hugo Blox has a page for each author
    return _title_in(page) if page is not None and "/" not in key and ".." not in key else ""


def _entries(authors: Any) -> dict[str, Any]:
    """Return the entries of a file of authors by their keys. A list has the key of an entry in its field `id`."""
    authors = authors.get("authors", authors) if isinstance(authors, dict) else authors
    if isinstance(authors, list):
        return {str(entry["id"]): entry for entry in authors if isinstance(entry, dict) and entry.get("id")}
    return authors if isinstance(authors, dict) else {}


def _title_in(path: Path) -> str:
    """Return the title in the front matter of a Markdown file, or "". Only the first 2,000 characters are searched."""
    try:
        text = path.read_text(encoding="utf-8")[:2_000] if path.is_file() else ""
    except (OSError, ValueError):
        return ""
    found = re.search(r"(?m)\A---\s*\n(?:.*\n)*?title:[^\S\n]*[\"']?(.+?)[\"']?[^\S\n]*$", text)
    return " ".join(found[1].split()) if found else ""


def read_yaml(path: Path, text: str | None = None) -> dict[str, Any]:
    """Return the content of a small YAML file.

    Return {} if the file is missing, is invalid or has no keys, because the program that owns the file reports mistakes.
    If only a part of the file is YAML, `text` is that part.
    """
    data = _yaml(path, text)
    return data if isinstance(data, dict) else {}


def _yaml(path: Path, text: str | None = None) -> Any:
    """Return the value in a small YAML file, or {} if the file is missing or invalid."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        if not path.is_file() or path.stat().st_size > 200_000:
            return {}
        text = path.read_text(encoding="utf-8") if text is None else text
        check_text(text)
        data = YAML(typ="safe", pure=True).load(text)
        check_data(data, text)
    except (OSError, ValueError, YAMLError, RecursionError, TypeError, ArithmeticError, *MISFITS):
        return {}
    return data
