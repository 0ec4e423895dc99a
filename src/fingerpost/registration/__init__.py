"""The registration form: declared once, filled in online, on paper or with a worker's help, checked and accepted."""
