"""Decisions of the record on plain values: what may stand in it, how it is sealed, which looks are unusual."""
