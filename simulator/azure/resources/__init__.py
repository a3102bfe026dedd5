"""The modelled ARM types, one a file; the file's name is the type's."""
