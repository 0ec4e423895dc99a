"""What is read of the form."""
