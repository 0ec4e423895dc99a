"""The family desk: for parents and carers, about their own family."""
