"""Modifiers that do not show which place of a kind is meant: "the small islands" means the same as "the islands"."""

from __future__ import annotations

from storymap.lazy_pattern import lazy_pattern

PLAIN = frozenset([
    "small", "tiny", "little", "large", "big", "remote", "rocky", "volcanic", "entire", "whole", "same",
    "two", "three", "four", "five", "several", "long", "narrow", "strategic", "disputed", "contested", "main",
    "ancient", "arid", "barren", "beautiful", "besieged", "border", "busy", "coastal", "cold", "crowded", "desert", "divided", "dry", "dusty",
    "fertile", "flooded", "frozen", "garrison", "green", "harbor", "harbour", "hilly", "historic", "icy", "impoverished", "isolated", "lagoon",
    "landlocked", "market", "mining", "mountain", "mountainous", "old", "poor", "port", "proud", "quiet", "railway", "resort", "rich", "ruined",
    "sacred", "seaside", "shallow", "shrinking", "sleepy", "snowy", "spa", "sprawling", "steep", "sunny", "troubled", "vast", "walled", "wealthy",
    "windswept", "young",
])  # fmt: skip
PLAIN_FORM = lazy_pattern(
    r"[a-z]+-(?:torn|stricken|rich|hit|wracked|ravaged|poor|prone|speaking|clad|covered|swept|bound)"
)
