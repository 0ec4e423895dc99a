"""Local authority, districts, small areas, centre groups, centres, buildings, venues, postcodes and reach."""
