"""The partner desk: for organisations that work with the centres."""
