"""Facts in, facts out: one table, the same on SQLite and on PostgreSQL."""
