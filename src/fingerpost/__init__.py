"""Fingerpost: software that runs a county's children's centres."""
