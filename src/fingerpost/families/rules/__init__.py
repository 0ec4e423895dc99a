"""What may be shown of a family, to whom, and how names and numbers are written: pure, on plain values."""
