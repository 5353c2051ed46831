"""Who uses this legday: accounts, and the secrets by which somebody is known again."""
