"""What `validation.durability` is made of: a made-up outbox, servers that are killed, crowds, and devices."""
