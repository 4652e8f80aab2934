"""Rules of the family E08xx: webhooks."""
