"""The modelled invokes, one a file; the file's name is the function's."""
