"""The names of the features of candidates in languages with capitals."""

from __future__ import annotations

from storymap.recognize.languages.scoring import FeatureName


class Feature(FeatureName):
    """Features of a candidate; `scores.toml` describes them in [capitalized]."""

    BIAS = "bias"

    # Features of the name itself.
    PROMINENCE = "prominence"
    EXCESS_FREQUENCY = "excess_frequency"
    SEVERAL_WORDS = "several_words"
    SINGLE_WORD = "single_word"
    SINGLE_EVERYDAY_WORD = "single_everyday_word"
    ADJECTIVE_OF_PLACE_NOUN = "adjective_of_place_noun"
    COUNTRY = "country"
    WEAK_NAME = "weak_name"
    ALTERNATE_NAME = "alternate_name"
    FOREIGN_NAME = "foreign_name"
    TOWN_ABROAD = "town_abroad"
    VILLAGE_ABROAD = "village_abroad"
    INITIALS = "initials"
    SHORT_NAME = "short_name"
    SHORT_FOREIGN_NAME = "short_foreign_name"
    LOWER_CASE_ELSEWHERE = "lower_case_elsewhere"
    GIVEN_NAME = "given_name"
    LISTED_GIVEN_NAME = "listed_given_name"

    # Features of the words before the name.
    BEGINS_SENTENCE = "begins_sentence"
    EVERYDAY_BEGINS_SENTENCE = "everyday_begins_sentence"
    AFTER_OWN_ARTICLE = "after_own_article"
    AREA_AFTER_PREPOSITION_AND_ARTICLE = "area_after_preposition_and_article"
    AREA_AFTER_ARTICLE = "area_after_article"
    TOWN_AFTER_PREPOSITION_AND_ARTICLE = "town_after_preposition_and_article"
    TOWN_AFTER_ARTICLE = "town_after_article"
    AFTER_PLACE_PREPOSITION = "after_place_preposition"
    AFTER_PLACE_NOUN = "after_place_noun"
    AFTER_OTHER_PREPOSITION = "after_other_preposition"
    AFTER_GIVEN_NAME_AND_PREPOSITION = "after_given_name_and_preposition"
    AFTER_ORGANISATION_AND_PREPOSITION = "after_organisation_and_preposition"
    AFTER_ORGANISATION = "after_organisation"
    AFTER_ACRONYM = "after_acronym"
    AFTER_TITLE = "after_title"
    AFTER_GIVEN_NAME = "after_given_name"
    AFTER_EVERYDAY_CAPITAL = "after_everyday_capital"
    AFTER_CAPITAL = "after_capital"

    # Features of the word after the name.
    BEFORE_ORGANISATION = "before_organisation"
    GIVEN_NAME_BEFORE_CAPITAL = "given_name_before_capital"
    BEFORE_SURNAME_AND_AGE = "before_surname_and_age"
    BEFORE_CAPITAL = "before_capital"
    PLACED_BEFORE_CAPITAL = "placed_before_capital"

    # Features of the whole text.
    NAME_OF_PERSON = "name_of_person"
    CERTAIN_ELSEWHERE = "certain_elsewhere"
    PART_OF_DOUBLE_NAME = "part_of_double_name"
    LISTED_AFTER_CERTAIN = "listed_after_certain"
    LISTED_BEFORE_CERTAIN = "listed_before_certain"
