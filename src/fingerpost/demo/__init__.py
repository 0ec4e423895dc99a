"""A county of make-believe on the real places, built through operations."""
