"""What looks for attacks: Defender for Cloud and Sentinel."""
