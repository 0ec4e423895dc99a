"""Organisations that work with the centres."""
