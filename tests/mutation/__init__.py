"""Mutation tests: do the tests of a package notice small changes of its code? Run with `python -m tests.mutation`."""
