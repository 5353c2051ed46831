"""How strong somebody is and where it goes: best sets, trends, verdicts, forecasts."""
