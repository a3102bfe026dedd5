"""The network: subnets, the way out, private names and addresses."""
