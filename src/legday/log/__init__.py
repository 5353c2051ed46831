"""What happened: facts, their union, and the sessions that are read from them. Pure: no files, no database, no clock."""
