"""What may be told to whom: the table of what is needed, when a share stands, and who decides."""
