"""Tests that compare public interfaces with files written by an earlier version of storymap."""
