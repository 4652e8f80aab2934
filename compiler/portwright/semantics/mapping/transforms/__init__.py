"""The closed set of transforms, one function each: what it takes, what it gives."""
