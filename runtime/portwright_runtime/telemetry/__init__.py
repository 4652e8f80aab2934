"""What a call tells while it runs: events, and sinks that are imported by those that use them."""
