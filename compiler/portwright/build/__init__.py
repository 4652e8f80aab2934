"""The stages in order: from a spec's path to a generated package on disk."""
