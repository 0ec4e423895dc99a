"""Decisions about places on plain values: no Django, no clock; days are passed in."""
