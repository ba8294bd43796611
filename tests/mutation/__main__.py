"""Measure how many mutants the tests of a package notice: `python -m tests.mutation compose resolve -n 300 --seed 1`.

A mutant is the package with one small change (`mutants.py`). It is killed if one of the package's own tests fails with
it. The program prints a row for each package. With --survivors, it lists the changes that no test noticed. With
--least, a score (in per cent) below this number is a failure.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pytest

import storymap
from tests.mutation.loop import Loop

ROOT = Path(storymap.__file__).parent.parent
# Name -> the path in which code is changed, and the tests that must fail because of the changes.
PACKAGES = {
    "anchors": ("storymap/anchors.py", "tests/test_anchors.py"),
    "compose": ("storymap/compose", "tests/compose"),
    "overrides": ("storymap/overrides", "tests/overrides"),
    "recognize": ("storymap/recognize", "tests/recognize"),
    "resolve": ("storymap/resolve", "tests/resolve"),
    "sphere": ("storymap/sphere.py", "tests/test_sphere.py"),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", nargs="+", choices=[*PACKAGES, "all"])
    parser.add_argument("-n", "--number", type=int, default=300, help="sample size per package")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--least", type=float, default=0.0, help="exit with 1 if fewer per cent of the mutants are killed"
    )
    parser.add_argument("--survivors", action="store_true")
    parser.add_argument(
        "--seconds",
        type=float,
        default=10.0,
        help="CPU time per mutant beyond three times that of its tests; more counts as killed",
    )
    options = parser.parse_args()
    names = sorted(PACKAGES) if "all" in options.packages else options.packages
    # Each package has a process of its own. Otherwise, it would be imported with a changed constant of another package.
    return max(_measure(name, options) for name in names)


def _measure(name: str, options: argparse.Namespace) -> int:
    source, tests = PACKAGES[name]
    paths = sorted((ROOT / source).rglob("*.py")) if (ROOT / source).is_dir() else [ROOT / source]
    loop = Loop(ROOT, paths, options.number, options.seed, options.seconds)
    code = pytest.main([str(ROOT / tests), "-n0", "-q", "-x", "-p", "no:cacheprovider", "--no-summary"], plugins=[loop])
    if loop.score is None:
        print(f"{name}: the tests could not be run (exit code {code})", file=sys.stderr)
        return 1
    print(f"{name}: {loop.report(options.survivors)}", flush=True)
    return int(loop.score < options.least)


if __name__ == "__main__":
    sys.exit(main())
