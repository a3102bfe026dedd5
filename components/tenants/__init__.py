"""Teams and their place on the platform: in Azure and inside the cluster."""
