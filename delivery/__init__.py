"""What a pipeline does between a change and production; the workflows only call it."""
