"""Mistakes seeded into specs, and how well the compiler tells of each."""
