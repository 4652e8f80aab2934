"""Mappings bound: typed against the vendor's document on the one side, the port on the other."""
