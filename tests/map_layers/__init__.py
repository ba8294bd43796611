"""Tests of the layers that editors add from files."""
