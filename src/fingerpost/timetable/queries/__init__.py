"""Reading the timetable: searching it, the rows of a list, programmes, coverage and feeds."""
