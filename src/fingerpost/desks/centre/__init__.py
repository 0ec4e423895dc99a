"""The centre desk: for those who work at a centre or for a group of centres."""
