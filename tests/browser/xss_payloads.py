"""Payloads that try to run a script, and the channels through which untrusted text reaches a page."""

from __future__ import annotations

import json

_CALL = "window.__xss=1"
_TAGS = [
    "<script>{c}</script>", "<ScRiPt >{c}</sCrIpT >", "<script/x>{c}</script>", "<img src=x onerror={c}>", "<img/src=x/onerror={c}>", "<svg onload={c}>", "<svg/onload={c}//",
    "<body onload={c}>", "<iframe srcdoc='<script>parent.__xss=1</script>'>", "<iframe src=javascript:{c}>", "<object data=javascript:{c}>", "<embed src=javascript:{c}>",
    "<math href=javascript:{c}>x", "<a href=javascript:{c}>x</a>", "<a href=' javascript:{c}'>x</a>", "<a href=java&#10;script:{c}>x</a>", "<a href=&#106;avascript:{c}>x</a>",
    "<form action=javascript:{c}><button>x</button></form>", "<button formaction=javascript:{c}>x</button>", "<input autofocus onfocus={c}>", "<details open ontoggle={c}>",
    "<video><source onerror={c}></video>", "<audio src=x onerror={c}>", "<marquee onstart={c}>", "<style>@import 'javascript:{c}';</style>", "<link rel=stylesheet href=javascript:{c}>",
    "<meta http-equiv=refresh content='0;url=javascript:{c}'>", "<base href=javascript:{c}//>", "<template><script>{c}</script></template>", "<noscript><p title='</noscript><img src=x onerror={c}>'>",
    "<svg><animate onbegin={c} attributeName=x dur=1s>", "<svg><script>{c}</script></svg>", "<svg><a xlink:href=javascript:{c}><text>x</text></a></svg>", "<svg><use href='data:image/svg+xml,x'/>",
    "<textarea></textarea><img src=x onerror={c}>", "<title></title><script>{c}</script>", "<select><option></select><img src=x onerror={c}>", "<table><td background=javascript:{c}>",
    "<p style='background:url(javascript:{c})'>", "<x onclick={c} tabindex=1 autofocus onfocus={c}>", "<portal src=javascript:{c}>", "<isindex action=javascript:{c} type=submit>",
]  # fmt: skip
_PREFIXES = ["", '">', "'>", "</script>", "--><", "]]>", "</title>", "</style>", "</textarea>", '\\"}}]};', "{{", "{#"]
_SCRIPTS = [
    "javascript:{c}", "JaVaScRiPt:{c}", "java\tscript:{c}", "data:text/html,<script>{c}</script>", "vbscript:{c}", "';{c}//", '";{c}//', "`;{c}//", "${{{c}}}",
    "{{{{constructor.constructor('{c}')()}}}}", "{{% raw %}}<img src=x onerror={c}>", "\u2028{c}//", "</script><!--<script>{c}//", "<!--<script>{c}</script>-->", "\\u003cimg src=x onerror={c}\\u003e",
]  # fmt: skip
PAYLOADS = [f"{prefix}{tag.format(c=_CALL)}" for number, tag in enumerate(_TAGS) for prefix in ("", _PREFIXES[number % len(_PREFIXES)], _PREFIXES[(number * 5 + 1) % len(_PREFIXES)], _PREFIXES[(number * 7 + 2) % len(_PREFIXES)])]  # fmt: skip
PAYLOADS = list(dict.fromkeys([*PAYLOADS, *(script.format(c=_CALL) for script in _SCRIPTS), *(prefix + script.format(c=_CALL) for script in _SCRIPTS for prefix in ('"', "'>"))]))  # fmt: skip


def plain_text(payloads: list[str]) -> str:
    """Return an article with a payload in each paragraph."""
    return f"{payloads[0]}\n\n" + "\n\n".join(
        f"A train left Sapporo {' '.join(p.split())} for Otaru." for p in payloads
    )


def markdown(payloads: list[str]) -> str:
    """Return an article with payloads in the front matter, headings, links, images, code and raw HTML."""
    head = json.dumps(payloads[0])
    parts = [f"---\ntitle: {head}\nauthor: {head}\ndate: {head}\nlanguage: en\n---\n"]
    for payload in payloads:
        line = " ".join(payload.split())
        parts.append(f"## {line}\n\nRain in Sapporo. [Otaru]({line}) [Otaru](<{line}>) ![{line}](x.png) ![x](<{line}> '{line}') `{line}`\n\n{payload}\n\n> {line}\n\n| {line} | b |\n|---|---|\n| {line} | Chitose |")  # fmt: skip
    return "\n\n".join(parts)


def web_page(payloads: list[str]) -> str:
    """Return a web page with payloads: raw in its body, and escaped in attributes, title and captions."""
    from html import escape

    rows = "".join(f"<p>A train left Sapporo for Otaru and then went on to Chitose. {p}</p><p title=\"{escape(p)}\"><a href=\"{escape(p)}\">Otaru</a> is a port in Hokkaido, {escape(p)}.</p><figure><img src=\"{escape(p)}\" alt=\"{escape(p)}\"><figcaption>{escape(p)}</figcaption></figure>" for p in payloads)  # fmt: skip
    return f"<html lang=\"en\"><head><title>{escape(payloads[0])}</title><meta name=author content=\"{escape(payloads[0])}\"></head><body><article><h1>{escape(payloads[0])}</h1>{rows}</article></body></html>"  # fmt: skip


def overrides(payload: str) -> str:
    """Return a places.yaml with a payload in each field that is shown."""
    text = json.dumps(" ".join("".join(c if c.isprintable() else " " for c in payload).split()))
    area = "{type: Polygon, coordinates: [[[141, 42], [142, 42], [142, 43], [141, 42]]]}"
    return (
        f"version: 1\nplaces:\n  Sapporo: {{lat: 43.06, lon: 141.35, name: {text}, as: {text}, note: {text}}}\n"
        f"  Otaru: {{lat: 43.2, lon: 141, note: {text}, image: {{file: x.png, alt: {text}, credit: {text}}}}}\n"
        f"  Hokkaido: {{lat: 43, lon: 142, area: {area}, dispute: {{status: disputed, administered_by: [JP], claimed_by: [RU], note: {text}}}}}\n"
        f"scenes:\n  p2: {{title: {text}}}\n"
    )
