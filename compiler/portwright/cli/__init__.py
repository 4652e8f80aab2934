"""The command line: thin verbs that parse arguments, call and render."""
