"""What users and programs rely on, compared with files that an earlier storymap wrote."""
