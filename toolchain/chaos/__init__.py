"""Updates are disturbed on purpose, and must end as if nobody had disturbed them: docs/decisions/0014."""
