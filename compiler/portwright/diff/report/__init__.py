"""What is seen of a comparison: its findings with their places, in each format."""
