"""What every app stands on: a closed list of small files that know nothing of the service."""
