"""Who may do what: people, pipelines, and the roles they get."""
