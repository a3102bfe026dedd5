"""The picture of the architecture, drawn from what the engine previews."""
