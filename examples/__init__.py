"""What a team has besides its specs."""
