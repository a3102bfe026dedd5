"""One policy a file; its name is `k8s-<file>`, the name of the guardrail that says the same at preview."""
