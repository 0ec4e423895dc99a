"""The registration form and what follows from it, on plain values: what is asked, what is missing, what it says."""
