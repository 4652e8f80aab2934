"""The rules of the compiler: one file each, with its code, its documentation and its check."""
