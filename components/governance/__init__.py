"""Rules, locks and budgets in Azure itself."""
