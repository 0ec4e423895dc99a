"""What families chose, and what may be told to whom: choices today, sharing decisions and shares to come."""
