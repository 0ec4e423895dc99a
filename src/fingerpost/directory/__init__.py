"""What is offered: the core menu of six areas, what each group offers, other organisations' services."""
