"""Starting Fingerpost on one machine: a private PostgreSQL, the steps of `make run`, the console command.

Not a Django app: nothing here has a model or a page, and most of it runs before Django is set up.
"""
