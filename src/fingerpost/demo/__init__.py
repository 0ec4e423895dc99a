"""A county of make-believe on the real places: built through operations, from a seed and a given day."""
