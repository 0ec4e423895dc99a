"""The pharmacy desk: for pharmacy teams that send families on to a centre."""
