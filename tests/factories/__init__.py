"""Makers of small, invented records: the county of Wealdmoor, which is nowhere.

Each maker gives one whole thing with sensible values, and takes by name what a test cares about.
"""
