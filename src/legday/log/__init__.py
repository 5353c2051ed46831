"""What happened: facts, their union, and the sessions that are read from them. No files, no database, no clock."""
