"""What must hold of every run: each property in a file of its own, judged by the log alone."""
