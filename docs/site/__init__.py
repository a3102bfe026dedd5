"""The documents as a site: the pages as they are in the repository, with navigation and search."""
