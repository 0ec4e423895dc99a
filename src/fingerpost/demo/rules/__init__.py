"""What the make-believe decides on plain values: seasons, which groups are put on, when there is room for them."""
