"""Write the generated pages of the documentation, or build its site.

python -m tests.docs commands    writes the pages that are generated from the code into docs/reference
python -m tests.docs build       builds the site in build/docs/site, with the gallery and all pictures
python -m tests.docs build --fast   the same without stories and pictures
"""

from __future__ import annotations

import argparse

from tests.docs import commands, site


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.docs", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("what", choices=("commands", "build"))
    parser.add_argument("--fast", action="store_true", help="without stories and pictures")
    given = parser.parse_args()
    if given.what == "commands":
        for path, text in commands.pages().items():
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"{path}: written")
    else:
        site.build(fast=given.fast)


if __name__ == "__main__":
    main()
