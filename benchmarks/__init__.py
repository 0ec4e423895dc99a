"""Measuring Fingerpost on a make-believe country: `make bench`. Every figure stands beside its limit."""
