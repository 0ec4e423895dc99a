"""When and where: programmes, series, sessions, closures, and the 48 weeks."""
