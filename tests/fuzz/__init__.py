"""Fuzzing: no input may raise anything but the errors of this package.

    targets.py     functions that are called with the bytes of an input, one for each kind of input
    seeds.py       valid inputs and tokens of each kind, from which inputs are derived
    mutations.py   operations that change an input
    test_fuzz.py   a sample of inputs for each target, more in `.ci/slow`
    __main__.py    many inputs for one target, guided by coverage: with atheris if it is installed

An input that raised another error becomes a regression test, in `regressions.py` or beside the tests of the package.
"""
