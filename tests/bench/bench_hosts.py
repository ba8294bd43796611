"""Check which parts of embed snippets are kept by hosts that are not written in Python.

The program has no pass/fail limits.

python -m tests.bench.bench_hosts

    apt-get install hugo jekyll php-cli php-mbstring wordpress      (WordPress: only the files in /usr/share/wordpress are used)
    npm install --no-save --ignore-scripts @tryghost/kg-lexical-html-renderer @tryghost/kg-default-nodes amphtml-validator next@15.5

The package `next` contains the AMP validator; without it, amphtml-validator would download the validator. Hosts that
are not installed are skipped.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from storymap.embed.oembed import oembed_json
from storymap.embed.page_info import PageInfo
from storymap.embed.snippets import Embed, snippet
from tests.browser.chromium import CHECKOUT
from tests.render.pages import Elements

PAGE = PageInfo(
    "story.html", 'Say "hi" & <b> {{ .Site }} [gallery]', "en", "https://example.org/story.html", companion=True
)
WORDS = 'He said "no" - it\'s far...'
WORDPRESS = Path("/usr/share/wordpress")
MODULES = CHECKOUT / "node_modules"
VALIDATOR = MODULES / "next" / "dist" / "compiled" / "amphtml-validator" / "validator_wasm.js"
_GHOST = """
const { LexicalHTMLRenderer: Plain, default: Other } = require('@tryghost/kg-lexical-html-renderer');
const Renderer = Plain || Other.LexicalHTMLRenderer || Other, { DEFAULT_NODES: nodes } = require('@tryghost/kg-default-nodes');
const html = require('fs').readFileSync(0, 'utf8'), root = { type: 'root', version: 1, children: [{ type: 'html', version: 1, html }] };
new Renderer({ nodes }).render(JSON.stringify({ root })).then(html => console.log(html));
"""
_AMP = """
require('amphtml-validator').getInstance(process.argv[1]).then(validator => {
  const { status, errors } = validator.validateString(require('fs').readFileSync(0, 'utf8'));
  console.log(status, errors.map(({ message }) => message).join('; '));
});
"""
_ANIMATION = "-amp-start 8s steps(1,end) 0s 1 normal both"
_AMP_HEAD = (
    '<!doctype html><html amp lang="en"><head><meta charset="utf-8"><script async src="https://cdn.ampproject.org/v0.js"></script>'
    '<script async custom-element="amp-iframe" src="https://cdn.ampproject.org/v0/amp-iframe-0.1.js"></script><title>x</title>'
    '<link rel="canonical" href="https://example.org/"><meta name="viewport" content="width=device-width"><style amp-boilerplate>body{'
    + "".join(f"{prefix}animation:{_ANIMATION};" for prefix in ("-webkit-", "-moz-", "-ms-", "")).rstrip(";")
    + "}"
    + "".join(f"@{p}keyframes -amp-start{{from{{visibility:hidden}}to{{visibility:visible}}}}" for p in ("-webkit-", "-moz-", "-ms-", "-o-", ""))
    + "</style><noscript><style amp-boilerplate>body{-webkit-animation:none;-moz-animation:none;-ms-animation:none;animation:none}</style></noscript>"
    "</head><body>"
)  # fmt: skip


def run(*command: str | Path, words: str = "") -> str:
    """Run a command and return its standard output, or its exit code and the end of its standard error if it fails."""
    done = subprocess.run([*map(str, command)], input=words, capture_output=True, text=True, check=False, cwd=CHECKOUT)
    return done.stdout if done.returncode == 0 else f"exit {done.returncode}: {done.stderr[-300:]}"


def lost(given: str, made: str) -> str:
    """Return the parts that are missing or changed in `made`: "frame", "link" and "script". "" means that none is."""
    found = []
    before, after = Elements(given), Elements(made)
    if "SHORTCODE" in made or before.tags("iframe") != after.tags("iframe"):
        found.append("frame")
    if PAGE.title not in "".join(after.text_of(href=PAGE.canonical)):
        found.append("link")
    scripts = [
        [re.sub(r"/\*.*?\*/|\s", "", "".join(text)) for tag, _, text in page.all if tag == "script"]
        for page in (before, after)
    ]
    if scripts[0] != scripts[1] or [s.get("src") for s in before.tags("script")] != [s.get("src") for s in after.tags("script")]:  # fmt: skip
        found.append("script")
    return ", ".join(found)


def wordpress(way: str) -> Callable[[str, Path], str]:
    """Return a function that renders a snippet in a WordPress post; `way` is explained in wordpress.php."""
    return lambda given, _: run("php", Path(__file__).with_name("wordpress.php"), WORDPRESS, way, words=f"<p>{WORDS}</p>\n\n{given}")  # fmt: skip


def ghost(given: str, _: Path) -> str:
    return run("node", "-e", _GHOST, words=given)


def hugo(given: str, site: Path) -> str:
    files = {
        "config.toml": 'disableKinds = ["taxonomy", "term", "RSS", "sitemap", "home"]',
        "layouts/_default/single.html": "<article>{{ .Content }}</article>",
        "layouts/shortcodes/storymap.html": given,
        "content/post.md": f"---\ntitle: x\n---\n\n{{{{< storymap >}}}}\n\n{WORDS}\n",
    }
    return built(site, files, ["hugo", "-s", str(site), "-d", str(site / "made")], "post/index.html")


def jekyll(given: str, site: Path) -> str:
    files = {"_config.yml": "title: x\n", "index.md": f"---\n---\n\n{given}\n\n{WORDS}\n"}
    return built(site, files, ["jekyll", "build", "-s", str(site), "-d", str(site / "made")], "index.html")


def built(site: Path, files: dict[str, str], command: list[str], page: str) -> str:
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    said = run(*command)
    made = site / "made" / page
    return made.read_text(encoding="utf-8") if made.exists() else said


def rows() -> Iterator[tuple[str, str, str]]:
    """Yield (host, program that was used, result) for each installed host."""
    php = WORDPRESS.exists() and bool(shutil.which("php"))
    ways = [
        ("wordpress", f"WordPress {_wordpress_version()}, {way}", wordpress(way), php)
        for way in ("editor", "classic", "author")
    ]
    ways += [
        ("ghost", "Ghost's renderer", ghost, (MODULES / "@tryghost").exists()),
        ("hugo", "Hugo " + run("hugo", "version")[6:13] if shutil.which("hugo") else "", hugo, bool(shutil.which("hugo"))),
        ("jekyll", run("jekyll", "--version").strip() if shutil.which("jekyll") else "", jekyll, bool(shutil.which("jekyll"))),
    ]  # fmt: skip
    for host, tool, make, there in ways:
        for inline in (False, True) if there else ():
            given = snippet(host, PAGE, Embed(PAGE.canonical, inline=inline))
            with TemporaryDirectory() as site:
                missing = lost(given, make(given, Path(site)))
            yield host + " --inline" * inline, tool, f"loses {missing}" if missing else "complete"
    if php:
        html = json.loads(oembed_json(PAGE))["html"]
        yield "URL only", f"WordPress {_wordpress_version()}, oEmbed", run("php", Path(__file__).with_name("wordpress.php"), WORDPRESS, "oembed", words=html)  # fmt: skip
    for share in ("", "https://example.org/story.png") if VALIDATOR.exists() else ():
        body = snippet("amp", replace(PAGE, share_image=share), Embed(PAGE.canonical))
        result = run("node", "-e", _AMP, VALIDATOR, words=f"{_AMP_HEAD}{body}</body></html>")
        yield "amp" + " with a share image" * bool(share), "AMP's validator", result.strip()


def _wordpress_version() -> str:
    file = WORDPRESS / "wp-includes" / "version.php"
    found = re.search(r"\$wp_version = '([\d.]+)", file.read_text(encoding="utf-8")) if file.exists() else None
    return found[1] if found else ""


if __name__ == "__main__":
    print("| host | tested with | result |\n|---|---|---|")
    for row in rows():
        print(f"| {' | '.join(row)} |")
