"""Families: who is in them, where they live, how they can be reached safely, and who must not learn what."""
