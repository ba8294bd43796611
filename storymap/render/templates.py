"""The templates of the page. Values are escaped unless they are `Markup`."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from storymap.resources import assets


@cache
def template(name: str) -> Template:
    """Return the template in a file of the assets."""
    environment = Environment(
        loader=FileSystemLoader(assets()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)
