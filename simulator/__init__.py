"""Azure on this machine: resource providers that the real engine talks to instead of the cloud's."""
