"""Build several articles: read them, rebuild the pages that are out of date, and write the index and the manifest."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

import typer

from storymap.cli.build_options import BuildOptions
from storymap.cli.messages import warn
from storymap.cli.output import STDIN, is_folder
from storymap.cli.several.current import images_of, settings_digest, unchanged
from storymap.cli.several.failures import exit_code_of, failure_message
from storymap.cli.several.inputs import expand
from storymap.cli.several.manifest import (
    Entry,
    article_digest,
    digest,
    file_digest,
    is_own_page,
    item_id,
    load_manifest,
    save_manifest,
    seen_from,
)
from storymap.cli.several.names import INDEX, Wanted, assign_names, wanted_name
from storymap.errors import OutputError
from storymap.wording.english import counted

if TYPE_CHECKING:
    from storymap.cli.page_files import PageFiles
    from storymap.cli.styles import Styles
    from storymap.config import Config
    from storymap.ports import Geocoder
    from storymap.source import Source

INTERRUPTED = 130
# A line of a page's summary that begins like this suggests a command. It is left out here, and printed once at the end.
_HINT = "  list them with"


@dataclass(frozen=True, slots=True)
class Page:
    """The page of one article: to be built, unchanged, or failed. `entry.page` is "" until the page has a file name."""

    label: str  # the article as given by the user, with its number if its file has several articles
    entry: Entry
    wanted: Wanted
    source: Source | None = None
    styles: Styles | None = None
    before: Entry | None = None  # entry of the previous build
    is_current: bool = False
    error: Exception | None = None


def build_many(articles: list[str], output: str | None, options: BuildOptions, geocoder: Geocoder | None) -> int:
    """Build the articles into a folder. Return 0, or the exit code of the first article that failed.

    Raise a usage error if an option cannot be used with several articles. Raise OutputError if the folder cannot be
    written, or if storymap did not write the index.html in it. Raise ArticleError if a pattern matches nothing.
    """
    folder = _checked_folder(output, options)
    names = expand(articles)
    return _Build(folder, options, geocoder).run(names)


def _checked_folder(output: str | None, options: BuildOptions) -> Path:
    """Create and return the output folder. Raise a usage error or OutputError as `build_many` does."""
    if options.item is not None:
        raise typer.BadParameter("requires a single article.", param_hint="--item")
    if options.canonical and not options.canonical.endswith("/"):
        raise typer.BadParameter(
            f"several articles need the URL of their folder, which ends in a slash: {options.canonical}/",
            param_hint="--canonical",
        )
    if output is None:
        raise typer.BadParameter("several articles need a folder to write to, such as -o site/", param_hint="--output")
    options.check()
    folder = Path(output)
    if not is_folder(output) and (folder.suffix.lower() in (".html", ".htm") or os.path.lexists(folder)):
        raise typer.BadParameter(
            f"{output} is not a folder. Several articles need a folder to write to, such as -o site/",
            param_hint="--output",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder} cannot be created: {error.strerror or error}. Choose another folder.") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(f"{folder} cannot be written: check its permissions, or choose another folder.")
    index = folder / INDEX
    if os.path.lexists(index) and not is_own_page(index, index=True):
        raise OutputError(f"{index} was not written by this command and would be overwritten. Choose another folder.")
    return folder


class _Build:
    """One build of several articles into a folder."""

    def __init__(self, folder: Path, options: BuildOptions, geocoder: Geocoder | None) -> None:
        self.folder, self.options, self.geocoder = folder, options, geocoder
        self.manifest = load_manifest(folder)
        self.styles: dict[Config, Styles] = {}
        self.kept: list[Entry] = []  # entries of the previous build whose input cannot be read now

    def run(self, names: Sequence[str]) -> int:
        """Build the articles and return the exit code."""
        began = time.monotonic()
        pages = self._named([page for name in names for page in self._pages_of(name)])
        entries = {entry.page: entry for entry in self.manifest if is_own_page(self.folder / entry.page)}
        done: list[Page] = []
        code = 0
        try:
            for number, page in enumerate(pages, 1):
                finished = self._finish(page, f"[{number}/{len(pages)}]")
                done.append(finished)
                if finished.error is None:
                    entries[finished.entry.page] = finished.entry
                else:
                    code = code or exit_code_of(finished.error)
        except KeyboardInterrupt:
            save_manifest(self.folder, list(entries.values()))
            typer.echo(f"storymap: interrupted; {_counted(done, total=len(pages))}", err=True)
            return INTERRUPTED
        save_manifest(self.folder, list(entries.values()))
        listed = [entries[name] for name in self._listed(pages) if name in entries]
        self._write_index(listed, pages)
        self._report(done, sorted(set(entries) - {e.page for e in listed}), time.monotonic() - began)
        return code

    # ---------- selection of pages

    def _pages_of(self, name: str) -> list[Page]:
        """Return a page for each article of an input. If the input cannot be read, return one page with the error."""
        try:
            return self._read_pages(name)
        except typer.BadParameter:  # the option is invalid for all articles, so the build stops
            raise
        except Exception as error:  # one failed article does not stop the others
            key = self._key(name)
            self.kept += [entry for entry in self.manifest if entry.input == key]
            return [Page(name, Entry("", name), Wanted(""), error=error)]

    def _read_pages(self, name: str) -> list[Page]:
        from storymap.read import read_all

        source = replace(self.options.source(name), title=None, places_shared=True)
        styles = self._styles(source.config)
        path = source.path
        content = file_digest(path)
        key = self._key(name)
        settings = settings_digest(self.options, source, styles)
        known = [entry for entry in self.manifest if entry.input == key]
        is_complete = bool(content and known) and len(known) == known[0].of
        same = [
            e for e in known if (e.content, e.settings) == (content, settings) and unchanged(e, source, self.folder)
        ]
        if is_complete and len(same) == len(known):
            return [Page(name, e, Wanted(""), source, styles, e, is_current=True) for e in known]
        articles = read_all(source.article, source.config.language)  # type: ignore[arg-type]
        pages = []
        items: set[str] = set()
        for number, article in enumerate(articles, 1):
            several = len(articles) > 1
            item = item_id(article.source, article.title, path, items) if several else ""
            text = article_digest(article)
            before = next((entry for entry in known if entry.item == item), None)
            is_current = (
                before is not None
                and (before.text, before.settings) == (text, settings)
                and unchanged(before, source, self.folder)
            )
            entry = Entry(
                before.page if before else "",
                path.name if path is not None else source.name,
                key,
                item,
                len(articles),
                content,
                text,
                settings,
            )
            if before is not None and is_current:
                entry = replace(before, of=len(articles), content=content)
            wanted = wanted_name(None if several else path, article.title)
            loaded = replace(source, loaded=article)
            label = f"{name} ({number})" if several else name
            pages.append(Page(label, entry, wanted, loaded, styles, before, is_current))
        return pages

    def _key(self, name: str) -> str:
        """Return the key of an input: its URL, or its path relative to the folder.

        The relative path stays the same if the folder and the input are moved together.
        """
        from storymap.read import is_address

        return digest(name if is_address(name) or name == STDIN else seen_from(self.folder, Path(name)))

    def _styles(self, config: Config) -> Styles:
        """Return the styles of a storymap.toml. The styles are cached, so that each warning is printed once."""
        if config not in self.styles:
            self.styles[config] = self.options.styles(config)
        return self.styles[config]

    def _named(self, pages: list[Page]) -> list[Page]:
        """Give each page a file name: the name from the previous build, or a new name if the article is new."""
        kept = {entry.page.casefold() for entry in self.manifest}
        new = [page for page in pages if not page.entry.page and page.error is None]
        names = iter(assign_names([page.wanted for page in new], lambda name: self._is_free(name, kept)))
        return [replace(p, entry=replace(p.entry, page=next(names))) if p in new else p for p in pages]

    def _is_free(self, name: str, kept: set[str]) -> bool:
        """Return whether a page can use a name.

        A page can use a name if no other article uses it, if the folder has no file of this name from another program,
        and if it has no share image or oEmbed document of this name.
        """
        if name.casefold() in kept:
            return False
        path = self.folder / name
        files = self._files(name)
        return (not os.path.lexists(path) or is_own_page(path)) and not any(map(os.path.lexists, files.others))

    def _files(self, name: str) -> PageFiles:
        canonical = self.options.canonical
        return self.options.files(self.folder / name, urljoin(canonical, quote(name)) if canonical else "")

    # ---------- build and report

    def _finish(self, page: Page, progress: str) -> Page:
        """Build a page unless it is up to date, and print a line about it.

        Return the page with its new entry for the manifest, or with the error.
        """
        try:
            if page.error is not None:
                raise page.error
            if page.is_current:
                typer.echo(f"{progress} {self.folder / page.entry.page}: unchanged", err=True)
                return page
            return self._build_page(page, progress)
        except Exception as error:  # a failed article does not stop the others
            typer.echo(f"{progress} {failure_message(page.label, error)}", err=True)
            return replace(page, error=error)

    def _build_page(self, page: Page, progress: str) -> Page:
        from storymap.pipeline import build_map

        assert page.source is not None  # a page without a source has an error, and is not built
        assert page.styles is not None
        files = self._files(page.entry.page)
        if os.path.lexists(files.page) and not is_own_page(files.page):
            raise OutputError(
                f"{files.page} is not a story map and would be overwritten. Move it, or choose another folder."
            )
        story_map = build_map(
            page.source,
            geocoder=self.geocoder,
            page=self.options.page_options(files, page.styles),
            warn=lambda message: warn(f"{page.label}: {message}"),
        )
        report, lines = files.save(story_map, story_map.html())
        shown = [line for line in report.split("\n") if not line.startswith(_HINT)]
        for line in (f"{progress} {shown[0]}", *shown[1:], *(f"  {line}" for line in lines)):
            typer.echo(line, err=True)
        story = story_map.story
        if self.options.publishes:
            from storymap.cli.snapshot import Snapshot, snapshot_path

            decided = Snapshot.of(story.article, story.resolutions, story.rejected)
            decided.save(snapshot_path(self.folder, page.entry.page))
        return replace(
            page,
            source=None,
            entry=replace(
                page.entry,
                images=images_of(story, page.source),
                files=sorted(path.name for path in files.others),
                title=story.article.title,
                published=story.article.published,
                byline=story.article.byline,
                language=story.article.language,
                places=len(story.places),
                draft=story.article.draft,
            ),
        )

    def _listed(self, pages: Sequence[Page]) -> list[str]:
        """Return the pages that the index lists: one for each article of this build.

        The index lists a failed article if it has a page from an earlier build. With `storymap publish`, the index
        lists all pages of the folder.
        """
        others = self.manifest if self.options.publishes else self.kept
        return list(dict.fromkeys([*(page.entry.page for page in pages), *(entry.page for entry in others)]))

    def _write_index(self, entries: Sequence[Entry], pages: Sequence[Page]) -> None:
        """Write the index page if it has changed."""
        from storymap.files import write_atomically
        from storymap.render.index_page import IndexRow, index_html

        styles = next((page.styles for page in pages if page.styles), None)
        if styles is None or not entries:
            return
        html = index_html(
            [IndexRow(e.page, e.title, e.published, e.byline, e.language, e.places, e.draft) for e in entries],
            title=self.options.title or "",
            theme=styles.theme,
            css=styles.css,
            canonical=self.options.canonical,
        )
        index = self.folder / INDEX
        if file_digest(index) != digest(html):
            write_atomically(index, html)

    def _report(self, done: Sequence[Page], others: Sequence[str], seconds: float) -> None:
        """Print the totals. `others` are the pages of earlier builds whose articles are not part of this build."""
        index = self.folder / INDEX
        where = index if index.exists() else self.folder
        typer.echo(f"{where}: {_counted(done)}, {seconds:.0f} s", err=True)
        if any(page.error is None and not page.is_current for page in done):
            typer.echo("  list unsure and unresolved places with `storymap places ARTICLE`", err=True)
        if others:
            more = f" and {len(others) - 3} more" if len(others) > 3 else ""
            typer.echo(f"  not in the index, from earlier builds: {', '.join(others[:3])}{more}", err=True)


def _counted(done: Sequence[Page], total: int | None = None) -> str:
    """Return the counts as text, such as "13 articles: 10 built, 2 unchanged, 1 failed"."""
    failed = sum(page.error is not None for page in done)
    kept = sum(page.is_current for page in done)
    number = len(done) if total is None else total
    parts = [f"{len(done) - failed - kept} built"]
    parts += [f"{kept} unchanged"] if kept else []
    parts += [f"{failed} failed"] if failed else []
    return f"{counted(number, 'article')}: {', '.join(parts)}"
