"""Reading the record: who looked at or changed what, and whether it is still what was sealed."""
