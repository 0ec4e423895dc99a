"""Making the make-believe county, and rolling it forward as the calendar moves on."""

from fingerpost.demo.operations.county import extend, make

__all__ = ["extend", "make"]
