"""What a call tells while it runs: events; sinks are not here yet."""
