"""What puts a page into a blog: for each host the markup that it accepts, always with a link as the way out.

Every host's function takes a Finished page and an Embed and gives text. Words are escaped for the host's own syntax.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit, urlunsplit

from storymap.embed import loader
from storymap.embed.page_info import Finished
from storymap.embed.share_image import HEIGHT_PX, WIDTH_PX
from storymap.embed.standalone_map import picture_alone
from storymap.wording import Wording

SIZE_PX = (800, 560)  # of a frame where a host wants figures
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
NO_ADDRESS = "https://your-site.example/"  # stands where only the blogger knows
_FLUID = "border:0;width:100%;height:auto;aspect-ratio:3/2;min-height:520px;max-height:720px"
# The whole host side of the height protocol: only our frames, only whole messages, 200 to 2000 pixels.
_HEIGHTS = """<script>
addEventListener("message", ({ source, data }) => {
  for (const frame of document.querySelectorAll("iframe.storymap"))
    if (frame.contentWindow === source && data && data.type === "storymap:height" && data.v === 1 && data.height > 0)
      frame.style.height = Math.min(2000, Math.max(200, Math.round(data.height))) + "px";
});
</script>"""


@dataclass(frozen=True, slots=True)
class Embed:
    """How the page is to be embedded. `url`: where it is; `height_px` None: by its width; `still`: map and text in full height."""

    url: str
    height_px: int | None = None
    still: bool = False
    inline: bool = False  # the companion's loader in the post instead of a file beside the page


class Host(NamedTuple):
    """A host: its snippet, whether only a full address serves it, and what to tell whoever pastes it."""

    snippet: Callable[[Finished, Embed], str]
    absolute: bool = True
    advice: str = ""


def frame(page: Finished, embed: Embed, *, led: bool = False, bare: bool = False) -> str:
    """The iframe: sandboxed, lazy; sized by its style, and by its attributes where styles are stripped. `bare`: they are."""
    view = "static" if embed.still else "deck" if page.companion and not led else ""
    fluid = _FLUID.replace(";max-height:720px", "") if embed.still else _FLUID  # as high as its page will say
    style = f"border:0;width:100%;height:{embed.height_px}px" if embed.height_px else fluid
    attributes = {
        "class": "storymap-companion" if led else "storymap",
        "src": _with_view(embed.url, view),
        "title": page.title,
        "width": "100%",
        "height": str(embed.height_px or SIZE_PX[1]),
        "style": style,
        **({"frameborder": "0"} if bare else {}),
        "loading": "lazy",
        "sandbox": SANDBOX,
        "referrerpolicy": "strict-origin-when-cross-origin",
    }
    return f"<iframe {_attributes(attributes)}></iframe>"


def figure(page: Finished, embed: Embed, *, scripts: bool = True) -> str:
    """The frame in a figure with the link below it, and the script that belongs to it if the host runs scripts. No blank lines:
    Markdown would end the block there."""
    led = page.companion and scripts and not embed.still
    lines = [
        '<figure class="storymap" style="margin:1.5em 0;width:auto">',
        frame(page, embed, led=led),
        f"<figcaption>{_link(page, embed)}</figcaption>",
        "</figure>",
    ]
    if led and embed.inline:
        lines.append(f"<script>{loader.loader()}</script>")
    elif led:
        lines.append(f'<script async src="{escape(urljoin(embed.url, loader.FILE))}"></script>')
    elif scripts and embed.still:
        lines.append(_HEIGHTS)
    return "\n".join(lines)


def _html(page: Finished, embed: Embed) -> str:
    return figure(page, embed)


def _templated(page: Finished, embed: Embed) -> str:
    """For hosts that fill {{ }} and {% %} before anybody reads it: those of a title are words."""
    return re.sub(r"\{(?=[{%#])", "&#123;", figure(page, embed))


def _wordpress(page: Finished, embed: Embed) -> str:
    return f"<!-- wp:html -->\n{_no_shortcodes(figure(page, embed))}\n<!-- /wp:html -->"


def _wordpress_com(page: Finished, embed: Embed) -> str:
    return _no_shortcodes(f"{frame(page, embed)}\n<p>{_link(page, embed)}</p>")


def _no_shortcodes(html: str) -> str:
    """WordPress runs [this], in attributes, too; a script has arrays, but none that it knows."""
    markup, tag, script = html.partition("<script>")
    return markup.replace("[", "&#91;") + tag + script


def _ghost(page: Finished, embed: Embed) -> str:
    return f"<!--kg-card-begin: html-->\n{figure(page, embed)}\n<!--kg-card-end: html-->"


def _hugo(page: Finished, embed: Embed) -> str:
    return "{{/* layouts/shortcodes/storymap.html */}}\n" + _templated(page, embed)


def _markdown(page: Finished, embed: Embed) -> str:
    """Not every Markdown takes a backslash before every sign, but each knows entities."""
    words = re.sub(r"([\\`*_\[\]!])", r"\\\1", re.sub(r"[&<>|]", lambda m: f"&#{ord(m[0])};", _opening(page)))
    url = _markdown_address(embed.url)
    if page.share_image:
        return f"[![{words}]({_markdown_address(page.share_image)})]({url})"
    return f"[{words}]({url})"


def _amp(page: Finished, embed: Embed) -> str:
    say = Wording(page.language).text
    width, height = SIZE_PX
    attributes = {
        "width": str(width),
        "height": str(embed.height_px or height),
        "layout": "responsive",
        "sandbox": SANDBOX,
        "frameborder": "0",
        "title": page.title,
        "src": _with_view(embed.url, "static" if embed.still else "deck" if page.companion else ""),
    }
    if page.share_image:
        picture = {"layout": "fill", "src": page.share_image, "alt": page.title}
        placeholder = f"<amp-img {_attributes(picture)} placeholder></amp-img>"
    else:
        placeholder = f"<div placeholder>{escape(page.title)}</div>"
    whole = escape(say("embed.whole"))
    return (
        f"<amp-iframe {_attributes(attributes)} resizable>\n"
        f'<div overflow tabindex="0" role="button" aria-label="{whole}">{whole}</div>\n'
        f"{placeholder}\n</amp-iframe>\n<p>{_link(page, embed)}</p>"
    )


def _notebook(page: Finished, embed: Embed) -> str:
    height = embed.height_px or SIZE_PX[1]
    return (
        "from html import escape\nfrom pathlib import Path\n\nfrom IPython.display import HTML\n\n"
        f'page = escape(Path({page.name!r}).read_text(encoding="utf-8"))\n'
        f'HTML(f\'<div><iframe srcdoc="{{page}}" sandbox="{SANDBOX}" width="100%" height="{height}" style="border:0"></iframe></div>\')'
    )


def _feed(page: Finished, embed: Embed) -> str:
    """Many readers of feeds drop drawings, none drops pictures."""
    picture = {"src": page.share_image, "alt": page.title, "width": str(WIDTH_PX), "height": str(HEIGHT_PX)}
    alone = picture_alone(page.picture, dict(page.colours))
    drawn = f"<img {_attributes(picture)} />" if page.share_image else alone
    return (
        f'<figure>\n<a href="{escape(embed.url)}">{drawn}</a>\n<figcaption>{_link(page, embed)}</figcaption>\n</figure>'
    )


def _newsletter(page: Finished, embed: Embed) -> str:
    address = urlsplit(embed.url)
    beside = urlunsplit((address.scheme, address.netloc, str(PurePosixPath(address.path).with_suffix(".png")), "", ""))
    picture = {
        "src": page.share_image or beside,
        "width": "600",
        "alt": page.title,
        "style": "max-width:100%;height:auto",
    }
    return f'<p><a href="{escape(embed.url)}"><img {_attributes(picture)}></a></p>\n<p>{_link(page, embed)}</p>'


HOSTS: Mapping[str, Host] = {
    "html": Host(_html, absolute=False),
    "wordpress": Host(
        _wordpress,
        advice="For administrators and editors (WordPress strips frames and scripts of everybody else, who write the page's address on a line "
        "of its own: build with --canonical and --oembed).",
    ),
    "wordpress-com": Host(_wordpress_com, advice="Into a Custom HTML block; scripts would be stripped there."),
    "ghost": Host(_ghost, advice="Into an HTML card."),
    "hugo": Host(
        _hugo,
        absolute=False,
        advice="Save it as layouts/shortcodes/storymap.html and write {{< storymap >}} in the post.",
    ),
    "jekyll": Host(_templated, absolute=False, advice="Into the post, between blank lines."),
    "mkdocs": Host(_templated, absolute=False, advice="Into the page, between blank lines."),
    "markdown": Host(_markdown, advice="For Markdown whose host strips HTML; where it does not, take --for html."),
    "amp": Host(
        _amp,
        advice="The head needs amp-iframe's script (https://cdn.ampproject.org/v0/amp-iframe-0.1.js); without a share image as placeholder the "
        "frame must stand 600 pixels or three quarters of a screen below the top.",
    ),
    "notebook": Host(_notebook, absolute=False, advice="Into a cell beside the file."),
    "feed": Host(_feed, advice="For RSS and Atom: a picture without script."),
    "newsletter": Host(
        _newsletter,
        advice="For e-mail, Substack, Medium: publish the picture that `build --share-image` makes beside the page.",
    ),
}


def snippet(host: str, page: Finished, embed: Embed) -> str:
    """What is pasted into a host."""
    return HOSTS[host].snippet(page, embed)


def _opening(page: Finished) -> str:
    return Wording(page.language).text("embed.open", title=page.title)


def _link(page: Finished, embed: Embed) -> str:
    return f'<a href="{escape(embed.url)}">{escape(_opening(page))}</a>'


def _attributes(values: Mapping[str, str]) -> str:
    return " ".join(f'{name}="{escape(value)}"' for name, value in values.items())


def _with_view(url: str, view: str) -> str:
    """The address with ?view=… in it."""
    if not view:
        return url
    parts = urlsplit(url)
    return urlunsplit(parts._replace(query=f"{parts.query}&view={view}" if parts.query else f"view={view}"))


def _markdown_address(url: str) -> str:
    return re.sub(r"[()<>\s]", lambda m: f"%{ord(m[0]):02X}", url)
